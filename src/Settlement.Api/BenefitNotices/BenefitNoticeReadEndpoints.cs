using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.BenefitNotices;

/// <summary>告知书查询: what is published is for everybody, drafts for the insured place.</summary>
internal static class BenefitNoticeReadEndpoints
{
    internal static void MapBenefitNoticeReads(this IEndpointRouteBuilder region)
    {
        region.MapGet("/benefit-notices", List).WithName("ListBenefitNotices").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("告知书查询 · Published notices of a day of the insured places in a region");
        region.MapGet("/benefit-notices/{noticeNo}", Read).WithName("ReadBenefitNotice").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("告知书详情 · One notice of the insured place, also a draft");
        region.MapGet("/benefit-notice-drafts", ListDrafts).WithName("ListBenefitNoticeDrafts").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("待发布告知书 · Drafts of the insured place that wait for a second person");
    }

    /// <param name="regionCode">Province or pooling region; for a county, the pooling region that it lies in.</param>
    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<BenefitNoticePage>, ProblemHttpResult>> List(
        string regionCode, SettlementDbContext db, ReferenceSnapshot reference, BenefitNoticeReader reader, TimeProvider clock,
        CancellationToken cancellation, DateOnly? on = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.ToResult(regionCode, "/regionCode");
        if (after is not null && !RegionCode.TryParse(after, out _))
            return ProblemKind.InvalidRequest.ToResult(after, "/after");

        var day = on ?? clock.Today();
        var pooling = reference.National.Territories.PoolingRegionOf(region)?.Code;
        var pattern = (pooling ?? region).Prefix + "%";
        var query = db.BenefitNotices.AsNoTracking().Where(n => (n.State == BenefitNoticeState.Published || n.State == BenefitNoticeState.Ended)
            && EF.Functions.Like((string)(object)n.InsuredRegion, pattern)
            && n.ValidFrom <= day && (n.ValidThrough == null || n.ValidThrough >= day));
        if (after is not null)
            query = query.Where(n => string.Compare((string)(object)n.InsuredRegion, after) > 0);
        var rows = await query.OrderBy(n => n.InsuredRegion).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new BenefitNoticePage(
            await reader.AnswersAsync([.. rows.Take(limit)], day, cancellation), rows.Count > limit ? rows[limit - 1].InsuredRegion.Value : null));
    }

    private static async Task<Results<Ok<BenefitNoticeAnswer>, ProblemHttpResult>> Read(
        string regionCode, string noticeNo, SettlementDbContext db, BenefitNoticeReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        return await db.BenefitNotices.AsNoTracking().SingleOrDefaultAsync(n => n.InsuredRegion == region && n.NoticeNo == noticeNo, cancellation) is { } notice
            ? TypedResults.Ok((await reader.AnswersAsync([notice], clock.Today(), cancellation))[0])
            : ProblemKind.NotFound.ToResult(noticeNo);
    }

    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<BenefitNoticePage>, ProblemHttpResult>> ListDrafts(
        string regionCode, SettlementDbContext db, BenefitNoticeReader reader, TimeProvider clock, CancellationToken cancellation,
        string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var region = RegionCode.Parse(regionCode);
        var query = db.BenefitNotices.AsNoTracking().Where(n => n.InsuredRegion == region && n.State == BenefitNoticeState.Draft);
        if (after is not null)
            query = query.Where(n => string.Compare(n.NoticeNo, after) > 0);
        var rows = await query.OrderBy(n => n.NoticeNo).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new BenefitNoticePage(
            await reader.AnswersAsync([.. rows.Take(limit)], clock.Today(), cancellation), rows.Count > limit ? rows[limit - 1].NoticeNo : null));
    }
}
