using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药使用备案 (R-DRG-01): one person, one drug, one doctor, one hospital and one pharmacy.</summary>
internal static class ApprovalEndpoints
{
    internal static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var approvals = routes.MapGroup("/regions/{regionCode}/persons/{personNo}/special-drug-approvals");
        approvals.MapPut("/{approvalNo}", Approve).WithName("ApproveSpecialDrug").Validate<ApproveSpecialDrugRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("特药使用备案 · Approves a person's use of a special drug under the insured place's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        approvals.MapPut("/{approvalNo}/revocation", Revoke).WithName("RevokeSpecialDrugApproval").Validate<RevokeSpecialDrugApprovalRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("取消特药备案 · Revokes an approval from a day on; may be sent again").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        approvals.MapGet("/", List).WithName("ListSpecialDrugApprovals").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保人的特药备案 · All approvals of a person, ended ones too; the read is recorded");
    }

    private static async Task<Answered<SpecialDrugApprovalAnswer>> Approve(
        string regionCode, string personNo, string approvalNo, ApproveSpecialDrugRequest request, ApproveSpecialDrug approve, Call call) =>
        await approve.RunAsync(PersonKey.Of(regionCode, personNo), approvalNo, request, call);

    private static async Task<Answered<SpecialDrugApprovalAnswer>> Revoke(
        string regionCode, string personNo, string approvalNo, RevokeSpecialDrugApprovalRequest request, ApprovalSteps steps, Call call) =>
        await steps.RevokeAsync(PersonKey.Of(regionCode, personNo), approvalNo, request, call);

    private static async Task<Answered<SpecialDrugApprovalList>> List(string regionCode, string personNo, ReadSpecialDrugs reads, Call call) =>
        await reads.ApprovalsAsync(PersonKey.Of(regionCode, personNo), call);
}
