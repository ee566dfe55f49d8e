using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.Statistics;

/// <summary>跨省直接结算率 (R-SET-06).</summary>
internal static class DirectSettlementRateEndpoints
{
    internal static void AddStatistics(this IServiceCollection services) => services.AddScoped<ReadDirectSettlementRate>();

    internal static void MapStatistics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/direct-settlement-rate", Read).WithName("ReadDirectSettlementRate").WithTags("Statistics 统计")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .ProducesProblem(400)
            .WithSummary("跨省直接结算率 · How many encounters of a period were settled directly, by service, and why the others were not");

    private static async Task<Answered<DirectSettlementRateAnswer>> Read(
        string regionCode, [AsParameters] DirectSettlementRateQuery query, ReadDirectSettlementRate read, Call call) =>
        await read.RunAsync(RegionCode.Parse(regionCode), query, call);
}
