using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements;

/// <summary>结算撤销 of one settlement within a session (R1.14.7, R1.14.9): a record of its own with negative amounts, and the accounts as they were.</summary>
internal sealed class Reversing(ReferenceSnapshot reference, TimeProvider clock)
{
    /// <summary>Reads, decides and writes; nothing is kept until the session is.</summary>
    /// <param name="isPartial">Whether the settlement of what remains follows, which takes over the invoices.</param>
    /// <returns>The reversal; or the record that has its number already; or what stands in the way.</returns>
    internal async Task<(SettlementRecord? Reversal, EarlierTransaction? Earlier, ProblemHttpResult? Problem)> WriteAsync(
        SettlementSession session, SettlementRecord original, string encounterNo, NumberedRequest numbered, string reason, CancellationToken cancellation,
        bool isPartial = false)
    {
        var reads = await session.ReadAsync(
            new(numbered.Facility, encounterNo, new(original.AccountYear, original.Scheme))
            {
                TransactionNo = numbered.No,
                UsesPersonalAccount = original.PersonalAccount != Money.Zero,
                WithClaim = false,
            },
            cancellation);
        if (reads.Earlier is { } earlier)
            return (null, earlier, null);
        if (original.Reverses is not null)
            return (null, null, SettlementProblems.NotReversible.ToResult(original.TransactionNo, "/settlementTransactionNo"));

        await using (var db = await session.TablesAsync(cancellation))
        {
            if (await db.IsReversedAsync(original, cancellation))
                return (null, null, SettlementProblems.AlreadyReversed.ToResult(original.TransactionNo));
            if (await db.StandingOnAsync(original, reference, cancellation) is { Count: > 0 } later)
                return (null, null, SettlementProblems.ReversalOutOfOrder.ToResult(NamesFor(numbered.Facility, later)));
        }
        var reversal = original.Reversed(numbered, reads.Found!, reason, clock.Now());
        if (isPartial)
            await session.WriteBeforeRemainingAsync(reversal, cancellation);
        else
            await session.WriteAsync(reversal, [], cancellation);
        return (reversal, null, null);
    }

    /// <summary>A facility learns the numbers of its own settlements; of those elsewhere, and of what was reimbursed, only how many there are.</summary>
    private static string NamesFor(FacilityCode facility, IReadOnlyList<SettlementRecord> later)
    {
        var own = later.Where(s => s.FacilityCode == facility && s.Channel == SettlementChannel.Direct).Select(s => s.TransactionNo).ToList();
        var elsewhere = later.Count - own.Count;
        return string.Join(", ", elsewhere == 0 ? own : [.. own, new Text($"其他机构 {elsewhere} 笔", $"{elsewhere} elsewhere").ToString()]);
    }
}
