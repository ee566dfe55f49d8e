using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Filings;

/// <summary>备案查询及统计.</summary>
internal static class FilingListEndpoints
{
    internal static void MapFilingLists(this IEndpointRouteBuilder region)
    {
        region.MapGet("/filings", List).WithName("ListFilings").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("备案列表 · Filings of the insured place by what is known of them, page by page");
        region.MapGet("/filing-statistics", Count).WithName("ReadFilingStatistics").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("备案办理统计 · What became of the filings submitted in a period, by channel and by type");
    }

    private static async Task<Answered<Page<FilingAnswer>>> List(
        string regionCode, [AsParameters] FilingQuery query, FilingLists filings, Call call) =>
        await filings.ListAsync(RegionCode.Parse(regionCode), query, call);

    /// <param name="from">First day of the submission in China.</param>
    /// <param name="through">Last such day, included: at most 366 days in all.</param>
    private static async Task<Answered<FilingStatisticsAnswer>> Count(
        string regionCode, DateOnly from, DateOnly through, FilingLists filings, Call call) =>
        await filings.CountAsync(RegionCode.Parse(regionCode), from, through, call);
}
