using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>收款账户: proposed by one person, confirmed by a second one before anything is paid to it; every change stays.</summary>
internal static class PayeeAccountEndpoints
{
    internal static void MapPayeeAccounts(this IEndpointRouteBuilder region)
    {
        var accounts = region.MapGroup("/persons/{personNo}/payee-accounts");
        accounts.MapPut("/{changeNo}", Propose).WithName("ProposePayeeAccount").Validate<ProposePayeeRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("收款账户变更 · Proposes the account that reimbursements are paid to, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        accounts.MapPut("/{changeNo}/decision", Decide).WithName("DecidePayeeAccount").Validate<DecidePayeeRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .WithSummary("收款账户复核 · A second person confirms or rejects a change of the account; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        accounts.MapGet("/", List).WithName("ListPayeeAccounts").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor)
            .WithSummary("收款账户变更记录 · Accounts of a person, newest first, masked; the read is recorded");
    }

    private static async Task<Answered<PayeeAnswer>> Propose(
        string regionCode, string personNo, string changeNo, ProposePayeeRequest request, ProposePayeeAccount propose, Call call) =>
        await propose.RunAsync(new(PersonId.Of(RegionCode.Parse(regionCode), new(personNo)), personNo, changeNo), request, call);

    private static async Task<Answered<PayeeAnswer>> Decide(
        string regionCode, string personNo, string changeNo, DecidePayeeRequest request, PayeeAccountSteps steps, Call call) =>
        await steps.DecideAsync(new(PersonId.Of(RegionCode.Parse(regionCode), new(personNo)), personNo, changeNo), request, call);

    private static async Task<Answered<PayeeAccounts>> List(string regionCode, string personNo, ListPayeeAccounts list, Call call) =>
        await list.RunAsync(PersonId.Of(RegionCode.Parse(regionCode), new(personNo)), personNo, call);
}
