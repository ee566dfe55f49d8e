using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Notices;

namespace Settlement.Api.Notices;

/// <summary>告知: what the insured place did that concerns encounters of a facility (R-FIL-11).</summary>
internal static class NoticeEndpoints
{
    internal static void MapNotices(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/facilities/{facilityCode}/notices", List).WithTags("Notices 告知").WithName("ListNotices").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("参保状态及备案变化告知 · What happened to insured status and filings while an encounter was open, in order; read on from the last one");

    /// <remarks>
    /// A notice becomes visible only after every notice of the facility with a smaller id. So whoever sends <c>next</c> of each page as
    /// <c>after</c> of the following call, for as long as the system runs, reads each notice once and none too few.
    /// </remarks>
    /// <param name="after">The <c>next</c> of the page before; left out, from the first notice on.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<NoticePage>, ProblemHttpResult>> List(
        string facilityCode, SettlementDbContext db, CancellationToken cancellation, Guid? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var facility = FacilityCode.Parse(facilityCode);
        var query =
            from notice in db.FacilityNotices.AsNoTracking()
            join encounter in db.Encounters on new { notice.PersonId, notice.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
            from filing in db.Filings.Where(f => f.PersonId == notice.PersonId && f.FilingId == notice.FilingId).DefaultIfEmpty()
            where notice.FacilityCode == facility
            select new { notice, encounter.EncounterNo, FilingNo = filing == null ? null : filing.FilingNo };
        if (after is { } last)
            query = query.Where(n => n.notice.NoticeId > last);

        var rows = await query.OrderBy(n => n.notice.NoticeId).Take(limit).ToListAsync(cancellation);
        return TypedResults.Ok(new NoticePage(
            [.. rows.Select(n => NoticeAnswer.From(n.notice, n.EncounterNo, n.FilingNo))], rows is [.., var end] ? end.notice.NoticeId : after));
    }
}

/// <summary>告知.</summary>
/// <param name="EffectiveOn">First day of the status; of a filing, the first day on which no encounter can begin under it any more.</param>
/// <param name="Status">The insured status from that day; null where a filing is the matter.</param>
/// <param name="FilingNo">The filing that was changed, cancelled or ended; null where the status is the matter.</param>
internal sealed record NoticeAnswer(
    Guid NoticeId, string EncounterNo, NoticeKind Kind, DateOnly EffectiveOn, InsuredStatus? Status, string? FilingNo, DateTimeOffset CreatedAt)
{
    internal static NoticeAnswer From(FacilityNoticeRecord notice, string encounterNo, string? filingNo) => new(
        notice.NoticeId, encounterNo, notice.Kind, notice.EffectiveOn, notice.Status, filingNo, notice.CreatedAt.InChina());
}

/// <summary>A page of notices, oldest first.</summary>
/// <param name="Next">Keep it and send it as <c>after</c> of the next call, also when the page is empty; null while there has been no notice.</param>
internal sealed record NoticePage(IReadOnlyList<NoticeAnswer> Items, Guid? Next);
