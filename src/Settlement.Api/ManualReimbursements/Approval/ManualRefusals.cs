using Settlement.Api.Calls;
using Settlement.Api.Settlements;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.ManualReimbursements.Approval;

/// <summary>Why a claim cannot be paid: the codes of a refused settlement, with what an agency can do instead of what a facility can.</summary>
internal static class ManualRefusals
{
    private static readonly Text NextStep = new(
        "补齐所缺的备案、资格或目录依据后重新核算；确无依据的，按此原因不予报销",
        "Correct what it rests on, such as filing, qualification or catalogue, and compute again; else refuse the claim for this reason");

    internal static Refusal ToManualRefusal(this Refused refused)
    {
        var refusal = refused.ToRefusal();
        return refusal with { Kind = refusal.Kind with { NextStep = NextStep } };
    }
}
