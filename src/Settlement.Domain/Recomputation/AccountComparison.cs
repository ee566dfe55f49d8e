using Settlement.Domain.BenefitAccounts;

namespace Settlement.Domain.Recomputation;

/// <summary>A record in one benefit account.</summary>
/// <param name="Record">Its name in reports.</param>
/// <param name="Before">The account before it, as stored.</param>
/// <param name="Change">What it adds: as computed where it can be, so that a damaged change is not reported twice.</param>
public readonly record struct AccountEntry(string Record, int Sequence, BenefitAccount Before, AccountChange Change);

/// <summary>A benefit account as stored.</summary>
public sealed record StoredAccount(int LastSequence, BenefitAccount Totals);

/// <summary>年度台账 beside the fold of its records. A break is named where it happened, not at every record after it.</summary>
public static class AccountComparison
{
    /// <param name="account">Name of the account in reports.</param>
    /// <param name="entries">In the order of their sequence.</param>
    /// <param name="stored">Null where the account is missing.</param>
    public static IReadOnlyList<(string Record, Difference Difference)> Of(
        string account, IReadOnlyList<AccountEntry> entries, StoredAccount? stored)
    {
        var found = new List<(string, Difference)>();
        var lastSequence = CompareSequences(entries, found);
        // The true fold, and the one that goes on from what was last stored: after a break either is right.
        var (fold, continued) = (BenefitAccount.Empty, BenefitAccount.Empty);
        foreach (var entry in entries)
        {
            var holds = AccountTotals.AreEqual(entry.Before, fold);
            if (!holds && !AccountTotals.AreEqual(entry.Before, continued))
                found.Add((entry.Record, AccountTotals.Compare("account before", entry.Before, fold)!));
            fold = fold.With(entry.Change);
            continued = holds ? fold : entry.Before.With(entry.Change);
        }

        if (stored is null && entries.Count > 0)
            found.Add((account, new("benefit account", "missing", $"{entries.Count} records")));
        else if (stored is not null)
        {
            if (stored.LastSequence != entries.Count && stored.LastSequence != lastSequence)
                found.Add((account, new("last sequence", $"{stored.LastSequence}", $"{entries.Count}")));
            if (!AccountTotals.AreEqual(stored.Totals, continued) && AccountTotals.Compare("benefit account", stored.Totals, fold) is { } totals)
                found.Add((account, totals));
        }
        return found;
    }

    /// <summary>From 1 without a gap.</summary>
    /// <returns>The number of the last record, which is that of the account even after a gap.</returns>
    private static int CompareSequences(IReadOnlyList<AccountEntry> entries, List<(string, Difference)> found)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Sequence != i + 1)
            {
                found.Add((entries[i].Record, new("account sequence", $"{entries[i].Sequence}", $"{i + 1}")));
                break;
            }
        return entries.Count == 0 ? 0 : entries[^1].Sequence;
    }
}
