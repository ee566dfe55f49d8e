using Microsoft.EntityFrameworkCore;
using Settlement.Api.Agencies;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Openness;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.BenefitNotices;

/// <summary>Which day's notices are listed.</summary>
/// <param name="On">The day; today in China where left out.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record BenefitNoticesQuery(DateOnly? On = null, string? After = null, int Limit = Paging.Default);

/// <summary>Benefit notices as they are found and answered, with their contacts and with warnings from the policies.</summary>
internal sealed class BenefitNoticeReads(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal Task<BenefitNoticeRecord?> FindAsync(RegionCode region, string noticeNo, Call call) => db.BenefitNotices.AsNoTracking()
        .SingleOrDefaultAsync(n => n.InsuredRegion == region && n.NoticeNo == noticeNo, call.Cancellation);

    /// <summary>What is published for a day by the insured places in a region.</summary>
    /// <param name="regionCode">Province or pooling region; for a county, the pooling region that it lies in.</param>
    internal async Task<Outcome<Page<BenefitNoticeAnswer>>> ListAsync(string regionCode, BenefitNoticesQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        if (query.After is not null && !RegionCode.TryParse(query.After, out _))
            return ProblemKind.InvalidRequest.Refuse(query.After, "/after");

        var day = query.On ?? call.Today;
        var pooling = reference.National.Territories.PoolingRegionOf(region)?.Code;
        var pattern = (pooling ?? region).Prefix + "%";
        var notices = db.BenefitNotices.AsNoTracking().Where(n =>
            (n.State == BenefitNoticeState.Published || n.State == BenefitNoticeState.Ended)
            && EF.Functions.Like((string)(object)n.InsuredRegion, pattern)
            && n.ValidFrom <= day && (n.ValidThrough == null || n.ValidThrough >= day));
        if (query.After is { } after)
            notices = notices.Where(n => string.Compare((string)(object)n.InsuredRegion, after) > 0);
        var rows = await notices.OrderBy(n => n.InsuredRegion).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        return await PageAsync(rows, query.Limit, n => n.InsuredRegion, day, call);
    }

    /// <summary>Drafts of the insured place that wait for a second person.</summary>
    internal async Task<Outcome<Page<BenefitNoticeAnswer>>> ListDraftsAsync(RegionCode region, PageQuery page, Call call)
    {
        if (Paging.LimitFault(page.Limit) is { } fault)
            return fault;
        var drafts = db.BenefitNotices.AsNoTracking().Where(n => n.InsuredRegion == region && n.State == BenefitNoticeState.Draft);
        if (page.After is { } after)
            drafts = drafts.Where(n => string.Compare(n.NoticeNo, after) > 0);
        var rows = await drafts.OrderBy(n => n.NoticeNo).Take(page.Limit + 1).ToListAsync(call.Cancellation);
        return await PageAsync(rows, page.Limit, n => n.NoticeNo, call.Today, call);
    }

    internal async Task<Outcome<BenefitNoticeAnswer>> ReadAsync(RegionCode region, string noticeNo, Call call) =>
        await FindAsync(region, noticeNo, call) is { } notice
            ? await AnswerAsync(notice, call)
            : ProblemKind.NotFound.Refuse(noticeNo);

    internal async Task<BenefitNoticeAnswer> AnswerAsync(BenefitNoticeRecord notice, Call call) =>
        (await AnswersAsync([notice], call.Today, call))[0];

    private async Task<Page<BenefitNoticeAnswer>> PageAsync(
        List<BenefitNoticeRecord> rows, int limit, Func<BenefitNoticeAnswer, string> cursor, DateOnly day, Call call)
    {
        var answers = await AnswersAsync(rows, day, call);
        return Page<BenefitNoticeAnswer>.Of(answers, limit, cursor, answer => answer);
    }

    /// <param name="day">Day whose policies they are compared with; where one does not hold on it, its own first day.</param>
    private async Task<IReadOnlyList<BenefitNoticeAnswer>> AnswersAsync(IReadOnlyList<BenefitNoticeRecord> notices, DateOnly day, Call call)
    {
        var named = notices.Where(n => n.ContactCode is not null).ToList();
        var regions = named.Select(n => n.ContactRegion!.Value.Value).ToArray();
        var codes = named.Select(n => n.ContactCode!).ToArray();
        var contacts = named.Count == 0 ? [] : (await db.Agencies.FromSql(
                $"SELECT a.* FROM agency a WHERE (region, agency_code) IN (SELECT * FROM unnest({regions}, {codes}))")
            .AsNoTracking().ToListAsync(call.Cancellation)).ToDictionary(a => (a.Region, a.AgencyCode));
        return [.. notices.Select(n => BenefitNoticeAnswer.From(
            n, n.ContactCode is { } code ? AgencyAnswer.From(contacts[(n.ContactRegion!.Value, code)]) : null, WarningsOf(n, day)))];
    }

    private IReadOnlyList<BenefitNoticeWarning> WarningsOf(BenefitNoticeRecord notice, DateOnly day)
    {
        var compared = new DateRange(notice.ValidFrom, notice.ValidThrough).Contains(day) ? day : notice.ValidFrom;
        var paid = RegionOpenness.SchemesOf(notice.InsuredRegion, compared, reference.Policies, reference.ChronicDiseases);
        return [.. NoticeComparison.Warnings(notice.Services, notice.Diseases, paid)
            .Select(w => new BenefitNoticeWarning(w.Fault, w.Benefit.Service, w.Benefit.Disease))];
    }
}
