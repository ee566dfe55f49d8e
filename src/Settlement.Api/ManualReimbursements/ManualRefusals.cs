using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements;

/// <summary>Why a claim cannot be paid: the codes of a refused settlement, with what an agency can do instead of what a facility can.</summary>
internal static class ManualRefusals
{
    private static readonly Text NextStep = new(
        "补齐所缺的备案、资格或目录依据后重新核算；确无依据的，按此原因不予报销",
        "Correct what it rests on, such as filing, qualification or catalogue, and compute again; else refuse the claim for this reason");

    internal static ProblemHttpResult ToManualResult(this Refused refused)
    {
        var result = refused.ToRefusal().ToResult();
        result.ProblemDetails.Extensions["nextStep"] = NextStep.ToString();
        return result;
    }
}
