using Settlement.Domain.BenefitAccounts;

namespace Settlement.Domain.Recomputation;

/// <summary>Compares accounts and changes total by total; entries have no order.</summary>
internal static class AccountTotals
{
    internal static Difference? Compare(string what, BenefitAccount stored, BenefitAccount computed) =>
        AreEqual(stored, computed) ? null : Compare(what, Entries(stored), Entries(computed));

    internal static Difference? Compare(string what, AccountChange stored, AccountChange computed) =>
        AreEqual(stored, computed) ? null : Compare(what, Entries(stored), Entries(computed));

    internal static bool AreEqual(BenefitAccount left, BenefitAccount right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Amounts.Count != right.Amounts.Count || left.Encounters.Count != right.Encounters.Count)
            return false;
        foreach (var (accumulator, amount) in left.Amounts)
            if (!right.Amounts.TryGetValue(accumulator, out var other) || other != amount)
                return false;
        foreach (var (benefit, count) in left.Encounters)
            if (right.EncountersOf(benefit) != count)
                return false;
        return true;
    }

    private static bool AreEqual(AccountChange left, AccountChange right)
    {
        if (left.Benefit != right.Benefit || left.Encounters != right.Encounters || left.Amounts.Count != right.Amounts.Count)
            return false;
        foreach (var (accumulator, amount) in left.Amounts)
            if (right[accumulator] != amount)
                return false;
        return true;
    }

    private static SortedDictionary<string, string> Entries(BenefitAccount account)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (benefit, count) in account.Encounters)
            entries.Add($"encounters/{benefit}", $"{count}");
        foreach (var (accumulator, amount) in account.Amounts)
            entries.Add(accumulator.Key, $"{amount}");
        return entries;
    }

    private static SortedDictionary<string, string> Entries(AccountChange change)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal) { [$"encounters/{change.Benefit}"] = $"{change.Encounters}" };
        foreach (var (accumulator, amount) in change.Amounts)
            entries[accumulator.Key] = $"{amount}";
        return entries;
    }

    private static Difference Compare(string what, SortedDictionary<string, string> stored, SortedDictionary<string, string> computed)
    {
        string Others(SortedDictionary<string, string> own, SortedDictionary<string, string> other) => string.Join(
            ", ", own.Where(entry => other.GetValueOrDefault(entry.Key) != entry.Value).Select(entry => $"{entry.Key} {entry.Value}").DefaultIfEmpty("none of these"));
        return new(what, Others(stored, computed), Others(computed, stored));
    }
}
