using System.Collections.Immutable;
using Settlement.Domain.BenefitAccounts;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>Whether a settlement stands on an earlier one, which then is reversed after it (R1.14.9).</summary>
public static class Dependence
{
    /// <param name="later">The claim of the later settlement, with the accounts that it found.</param>
    /// <param name="earlier">What the earlier settlement added to the accounts, by year.</param>
    /// <returns>Whether the later one would have come out otherwise, had the earlier one never been.</returns>
    public static bool Of(SettlementClaim later, IReadOnlyDictionary<int, AccountChange> earlier)
    {
        BenefitAccount Without(int year, BenefitAccount account) =>
            earlier.TryGetValue(year, out var change) ? account.With(change.Reversed()) : account;

        var without = later with
        {
            Account = Without(later.Encounter.EndedOn.Year, later.Account),
            EarlierAccounts = later.EarlierAccounts.ToImmutableDictionary(a => a.Key, a => Without(a.Key, a.Value)),
        };
        return SettlementCalculator.Settle(later) is not Settled(var found)
            || SettlementCalculator.Settle(without) is not Settled(var other)
            || !IsSame(found, other);
    }

    private static bool IsSame(SettlementStatement a, SettlementStatement b) =>
        a.Amounts == b.Amounts && a.Years.Count == b.Years.Count
        && a.Years.Zip(b.Years).All(pair => IsSame(pair.First.AccountChange, pair.Second.AccountChange));

    private static bool IsSame(AccountChange a, AccountChange b) =>
        a.Encounters == b.Encounters && a.Amounts.ToHashSet().SetEquals(b.Amounts);
}
