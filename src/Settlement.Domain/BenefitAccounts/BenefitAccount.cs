using System.Collections.Immutable;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.BenefitAccounts;

/// <summary>年度台账: what one person has used up in one year and scheme. It is the fold of that person's settlements.</summary>
public sealed record BenefitAccount
{
    public static BenefitAccount Empty { get; } = new();

    /// <summary>Encounters settled in the year, by benefit.</summary>
    public ImmutableDictionary<Benefit, int> Encounters { get; init; } = ImmutableDictionary<Benefit, int>.Empty;

    /// <summary>Running totals; one that is zero has no entry, so equal accounts have equal entries.</summary>
    public ImmutableDictionary<Accumulator, Money> Amounts { get; init; } = ImmutableDictionary<Accumulator, Money>.Empty;

    public Money this[Accumulator accumulator] => Amounts.GetValueOrDefault(accumulator);

    public int EncountersOf(Benefit benefit) => Encounters.GetValueOrDefault(benefit);

    public BenefitAccount With(AccountChange change)
    {
        var amounts = Amounts.ToBuilder();
        foreach (var (accumulator, amount) in change.Amounts)
            Set(amounts, accumulator, amounts.GetValueOrDefault(accumulator) + amount, Money.Zero);
        var encounters = Encounters.ToBuilder();
        Set(encounters, change.Benefit, EncountersOf(change.Benefit) + change.Encounters, 0);
        return new() { Amounts = amounts.ToImmutable(), Encounters = encounters.ToImmutable() };
    }

    private static void Set<TKey, TValue>(IDictionary<TKey, TValue> totals, TKey key, TValue total, TValue zero)
    {
        if (EqualityComparer<TValue>.Default.Equals(total, zero))
            totals.Remove(key);
        else
            totals[key] = total;
    }
}

/// <summary>What a settlement adds to one running total.</summary>
public readonly record struct AddedAmount(Accumulator Accumulator, Money Amount);

/// <summary>What one settlement adds to the account; a reversal takes the same away.</summary>
/// <param name="Encounters">1 for a settlement, -1 for a reversal; 0 where the encounter only continues an earlier one.</param>
/// <param name="Amounts">No total twice and none with zero.</param>
public sealed record AccountChange(Benefit Benefit, int Encounters, IReadOnlyList<AddedAmount> Amounts)
{
    public Money this[Accumulator accumulator]
    {
        get
        {
            foreach (var added in Amounts)
                if (added.Accumulator == accumulator)
                    return added.Amount;
            return Money.Zero;
        }
    }

    public AccountChange Reversed() => new(Benefit, -Encounters, [.. Amounts.Select(a => a with { Amount = -a.Amount })]);
}
