namespace Settlement.Domain.Recomputation;

/// <summary>个人账户 as stored.</summary>
public readonly record struct StoredPersonalAccount(Money Credited, Money Spent);

/// <summary>A record that used a personal account.</summary>
/// <param name="Record">Its name in reports.</param>
/// <param name="Before">Balance before it, as stored; null where none is stored.</param>
/// <param name="Paid">Below zero where it was given back.</param>
public readonly record struct PersonalAccountUse(string Record, Money? Before, Money Paid);

/// <summary>个人账户 beside its credits and uses: the balance is what was credited less what was spent.</summary>
public static class PersonalAccountComparison
{
    /// <param name="account">Name of the account in reports.</param>
    /// <param name="stored">Zero of both where the person has none.</param>
    /// <param name="credits">In time order.</param>
    /// <param name="uses">In time order where <paramref name="isOrderKnown"/>; else only their sum is compared.</param>
    public static IReadOnlyList<(string Record, Difference Difference)> Of(
        string account, StoredPersonalAccount stored, IReadOnlyList<Money> credits, IReadOnlyList<PersonalAccountUse> uses, bool isOrderKnown)
    {
        var found = new List<(string, Difference)>();
        var computed = new StoredPersonalAccount(Money.Sum(credits), Money.Sum(uses.Select(use => use.Paid)));
        if (stored != computed)
            found.Add((account, Difference.Of("personal account", Figures(stored), Figures(computed))!));
        if (isOrderKnown)
            CompareBalances(credits, uses, found);
        return found;
    }

    /// <summary>When a credit came is not known to the moment, but each use was after some of them, and not fewer than the one before.</summary>
    private static void CompareBalances(
        IReadOnlyList<Money> credits, IReadOnlyList<PersonalAccountUse> uses, List<(string, Difference)> found)
    {
        var credited = new List<Money> { Money.Zero };
        foreach (var credit in credits)
            credited.Add(credited[^1] + credit);

        var (spent, least) = (Money.Zero, 0);
        foreach (var use in uses)
        {
            if (use.Before is { } before)
            {
                var at = credited.FindIndex(least, sum => sum - spent == before);
                if (at >= 0)
                    least = at;
                else
                    found.Add((use.Record, new(
                        "personal account before", $"{before}", string.Join(" or ", credited.Skip(least).Select(sum => sum - spent)))));
            }
            spent += use.Paid;
        }
    }

    private static IReadOnlyList<(string, Money)> Figures(StoredPersonalAccount account) =>
        [("credited", account.Credited), ("spent", account.Spent)];
}
