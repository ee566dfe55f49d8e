using Settlement.Domain;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Recomputation;

/// <summary>The records that used a personal account, in their order.</summary>
internal static class PersonalAccountUses
{
    /// <summary>Instances of the program may have clocks that differ; records further apart are in order.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Within one benefit account the sequence is the order. Across accounts only the time tells it, where it is far enough apart.
    /// </summary>
    internal static (IReadOnlyList<SettlementRecord> Uses, bool IsOrderKnown) Of(IEnumerable<SettlementRecord> records)
    {
        var uses = records.Where(s => s.PersonalAccountBefore is not null || s.PersonalAccount != Money.Zero)
            .OrderBy(s => s.SettledAt).ThenBy(s => s.AccountSequence).ToList();
        if (uses.DistinctBy(s => (s.AccountYear, s.Scheme)).Count() <= 1)
            return ([.. uses.OrderBy(s => s.AccountSequence)], true);
        return (uses, uses.Zip(uses.Skip(1)).All(pair => IsInOrder(pair.First, pair.Second)));
    }

    private static bool IsInOrder(SettlementRecord earlier, SettlementRecord later) =>
        (earlier.AccountYear, earlier.Scheme) == (later.AccountYear, later.Scheme)
            ? earlier.AccountSequence < later.AccountSequence
            : later.SettledAt - earlier.SettledAt >= ClockSkew;
}
