using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Notices;

namespace Settlement.Api.Notices;

/// <summary>Which notices are asked for.</summary>
/// <param name="After">The <c>next</c> of the page before; left out, from the first notice on.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record NoticeQuery(Guid? After = null, int Limit = Paging.Default);

/// <summary>告知 of a facility, in order.</summary>
internal sealed class FacilityNoticeList(SettlementDbContext db)
{
    /// <remarks>
    /// A notice becomes visible only after every notice of the facility with a smaller id. So whoever sends <c>next</c> of each page as
    /// <c>after</c> of the following call, for as long as the system runs, reads each notice once and none too few.
    /// </remarks>
    internal async Task<Outcome<NoticePage>> ListAsync(FacilityCode facility, NoticeQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var notices =
            from notice in db.FacilityNotices.AsNoTracking()
            join encounter in db.Encounters
                on new { notice.PersonId, notice.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
            from filing in db.Filings.Where(f => f.PersonId == notice.PersonId && f.FilingId == notice.FilingId).DefaultIfEmpty()
            where notice.FacilityCode == facility
            select new { notice, encounter.EncounterNo, FilingNo = filing == null ? null : filing.FilingNo };
        if (query.After is { } last)
            notices = notices.Where(n => n.notice.NoticeId > last);

        var rows = await notices.OrderBy(n => n.notice.NoticeId).Take(query.Limit).ToListAsync(call.Cancellation);
        return new NoticePage(
            [.. rows.Select(n => NoticeAnswer.From(n.notice, n.EncounterNo, n.FilingNo))],
            rows is [.., var end] ? end.notice.NoticeId : query.After);
    }
}

/// <summary>告知.</summary>
/// <param name="EffectiveOn">First day of the status; of a filing, the first day on which no encounter can begin under it any more.</param>
/// <param name="Status">The insured status from that day; null where a filing is the matter.</param>
/// <param name="FilingNo">The filing that was changed, cancelled or ended; null where the status is the matter.</param>
internal sealed record NoticeAnswer(
    Guid NoticeId, string EncounterNo, NoticeKind Kind, DateOnly EffectiveOn, InsuredStatus? Status, string? FilingNo,
    DateTimeOffset CreatedAt)
{
    internal static NoticeAnswer From(FacilityNoticeRecord notice, string encounterNo, string? filingNo) => new(
        notice.NoticeId, encounterNo, notice.Kind, notice.EffectiveOn, notice.Status, filingNo, notice.CreatedAt.InChina());
}

/// <summary>A page of notices, oldest first.</summary>
/// <param name="Next">Keep it and send it as <c>after</c> of the next call, also when the page is empty; null while there has been no
/// notice.</param>
internal sealed record NoticePage(IReadOnlyList<NoticeAnswer> Items, Guid? Next);
