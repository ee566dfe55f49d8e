using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements;

/// <summary>手工报销查询.</summary>
internal static class ManualClaimReadEndpoints
{
    internal static void MapManualClaimReads(this IEndpointRouteBuilder claims)
    {
        claims.MapGet("/", List).WithName("ListManualClaims").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销列表 · Claims of the insured place by what is known of them, the overdue among them, page by page");
        claims.MapGet("/{claimNo}", Read).WithName("ReadManualClaim").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销查询 · One claim with what is missing and what it came to; the read is recorded");
        claims.MapGet("/{claimNo}/history", History).WithName("ReadManualClaimHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("手工报销办理记录 · Who did what with a claim, and when");
    }

    private static async Task<Answered<Page<ManualClaimRow>>> List(
        string regionCode, [AsParameters] ManualClaimQuery query, ListManualClaims list, Call call) =>
        await list.RunAsync(RegionCode.Parse(regionCode), query, call);

    private static async Task<Answered<ManualClaimAnswer>> Read(string regionCode, string claimNo, ManualClaims claims, Call call) =>
        await claims.ReadAsync(new(RegionCode.Parse(regionCode), claimNo), call);

    private static async Task<Answered<ManualClaimHistory>> History(string regionCode, string claimNo, ManualClaims claims, Call call) =>
        await claims.ReadHistoryAsync(new(RegionCode.Parse(regionCode), claimNo), call);
}
