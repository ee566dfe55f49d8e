using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>核算、复核、审核撤销: what a claim comes to, and whether it counts. Each may be sent again.</summary>
internal static class ApprovalEndpoints
{
    internal static void MapApproval(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}/computation", Compute).WithName("ComputeManualClaim").Validate<ComputeManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("核算 · Computes a claim by the same rules as a settlement; again where something has changed").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/approval", Approve).WithName("ApproveManualClaim").Validate<ApproveManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("复核 · A second person approves what was computed; it counts into the benefit account").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/approval-reversal", Reverse).WithName("ReverseManualClaimApproval").Validate<ReverseManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Reviewer)
            .WithSummary("审核撤销 · A second reviewer takes an approval back, paid or not; the benefit account is as it was").ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Answered<ManualClaimAnswer>> Compute(
        string regionCode, string claimNo, ComputeManualClaimRequest request, ComputeManualClaim compute, Call call) =>
        await compute.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> Approve(
        string regionCode, string claimNo, ApproveManualClaimRequest request, ApproveManualClaim approve, Call call) =>
        await approve.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> Reverse(
        string regionCode, string claimNo, ReverseManualClaimRequest request, ReverseManualClaimApproval reverse, Call call) =>
        await reverse.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);
}
