using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements.Reverse;

/// <summary>
/// Decides on 结算撤销 of one settlement within a session (R1.14.7, R1.14.9): a record of its own with negative amounts, and the accounts as
/// they were.
/// </summary>
internal sealed class Reversing(ReferenceSnapshot reference)
{
    /// <param name="encounter">As the session has read it.</param>
    internal async Task<Outcome<SettlementRecord>> DecideAsync(
        SettlementSession session, ReversalStep step, EncounterReads encounter, Call call)
    {
        var original = step.Original;
        if (original.Reverses is not null)
            return SettlementProblems.NotReversible.Refuse(original.TransactionNo, "/settlementTransactionNo");

        await using (var db = await session.TablesAsync(call.Cancellation))
        {
            if (await db.IsReversedAsync(original, call.Cancellation))
                return SettlementProblems.AlreadyReversed.Refuse(original.TransactionNo);
            if (await db.StandingOnAsync(original, reference, call.Cancellation) is { Count: > 0 } later)
                return SettlementProblems.ReversalOutOfOrder.Refuse(NamesFor(step.Numbered.Facility, later));
        }
        return original.Reversed(step.Numbered, encounter, step.Reason, call.Now);
    }

    /// <summary>
    /// A facility learns the numbers of its own settlements; of those elsewhere, and of what was reimbursed, only how many there are.
    /// </summary>
    private static Text NamesFor(FacilityCode facility, IReadOnlyList<SettlementRecord> later)
    {
        var named = later.Where(s => s.FacilityCode == facility && s.Channel == SettlementChannel.Direct)
            .Select(s => s.TransactionNo).ToList();
        var (own, elsewhere) = (string.Join(", ", named), later.Count - named.Count);
        if (elsewhere == 0)
            return own;
        var comma = own.Length == 0 ? "" : ", ";
        return new($"{own}{comma}其他机构 {elsewhere} 笔", $"{own}{comma}{elsewhere} elsewhere");
    }
}
