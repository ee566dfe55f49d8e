using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;

namespace Settlement.Api.ManualReimbursements.FeeChecks;

/// <summary>费用协查: the insured place asks the treatment place about the bill of a claim, and is answered (R1.17.1, R1.17.2).</summary>
internal static class FeeCheckEndpoints
{
    internal static void MapFeeChecks(this IEndpointRouteBuilder region)
    {
        region.MapPut("/manual-reimbursements/{claimNo}/verifications/{verificationNo}", Request).WithName("RequestVerification")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer)
            .Validate<RequestFeeCheckRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("发起协查 · Asks the agency of the treatment place about the bill of a claim, which waits for the answer; may be sent again");
        region.MapGet("/verifications", ListSent).WithName("ListVerifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("发出的协查 · Verifications that the insured place has asked for, the overdue among them, page by page");
        region.MapGet("/incoming-verifications", ListReceived).WithName("ListIncomingVerifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("收到的协查 · Verifications that others ask of this treatment place, page by page");
        region.MapPut("/incoming-verifications/{insuredRegion}/{verificationNo}/answer", Answer).WithName("AnswerVerification")
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Validate<AnswerFeeCheckRequest>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("答复协查 · Answers a verification about a facility of this region; may be sent again");
    }

    private static async Task<Answered<FeeCheckAnswer>> Request(
        string regionCode, string claimNo, string verificationNo, RequestFeeCheckRequest request, RequestFeeCheck ask, Call call) =>
        await ask.RunAsync(new(RegionCode.Parse(regionCode), claimNo), verificationNo, request, call);

    private static async Task<Answered<FeeCheckAnswer>> Answer(
        string regionCode, string insuredRegion, string verificationNo, AnswerFeeCheckRequest request, AnswerFeeCheck answer, Call call) =>
        RegionCode.TryParse(insuredRegion, out var asking)
            ? await answer.RunAsync(RegionCode.Parse(regionCode), new(asking, verificationNo), request, call)
            : ProblemKind.NotFound.Refuse(insuredRegion);

    private static async Task<Answered<Page<FeeCheckAnswer>>> ListSent(
        string regionCode, [AsParameters] FeeCheckQuery query, FeeCheckLists lists, Call call) =>
        await lists.SentAsync(RegionCode.Parse(regionCode), query, call);

    private static async Task<Answered<Page<FeeCheckAnswer>>> ListReceived(
        string regionCode, [AsParameters] FeeCheckQuery query, FeeCheckLists lists, Call call) =>
        await lists.ReceivedAsync(RegionCode.Parse(regionCode), query, call);
}
