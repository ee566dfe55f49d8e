using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.ManualReimbursements.Opening;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements;

/// <summary>受理、补充、不予报销、撤回: how a claim begins, grows and ends. Each may be sent again.</summary>
internal static class ManualClaimStepEndpoints
{
    internal static void MapManualClaimSteps(this IEndpointRouteBuilder claims)
    {
        claims.MapPut("/{claimNo}", Open).WithName("OpenManualClaim").Validate<OpenManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("手工报销受理 · Opens a claim on an uploaded encounter or on documents, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        claims.MapPut("/{claimNo}/supplement", Supply).WithName("SupplyManualClaim").Validate<SupplyManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("补充材料 · Adds documents that were shown and invoices to a claim; may be sent again").ProducesProblem(404).ProducesProblem(409);
        claims.MapPut("/{claimNo}/refusal", Refuse).WithName("RefuseManualClaim").Validate<EndManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("不予报销 · Refuses a claim with a reason, at any step before the approval").ProducesProblem(404).ProducesProblem(409);
        claims.MapPut("/{claimNo}/withdrawal", Withdraw).WithName("WithdrawManualClaim").Validate<EndManualClaimRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("撤回申请 · Takes a claim back before the approval").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Answered<ManualClaimAnswer>> Open(
        string regionCode, string claimNo, OpenManualClaimRequest request, OpenManualClaim open, Call call) =>
        await open.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> Supply(
        string regionCode, string claimNo, SupplyManualClaimRequest request, SupplyManualClaim supply, Call call) =>
        await supply.RunAsync(new(RegionCode.Parse(regionCode), claimNo), request, call);

    private static async Task<Answered<ManualClaimAnswer>> Refuse(
        string regionCode, string claimNo, EndManualClaimRequest request, EndManualClaim end, Call call) =>
        await end.RunAsync(new(RegionCode.Parse(regionCode), claimNo), ManualClaimStep.Refuse, request, call);

    private static async Task<Answered<ManualClaimAnswer>> Withdraw(
        string regionCode, string claimNo, EndManualClaimRequest request, EndManualClaim end, Call call) =>
        await end.RunAsync(new(RegionCode.Parse(regionCode), claimNo), ManualClaimStep.Withdraw, request, call);
}
