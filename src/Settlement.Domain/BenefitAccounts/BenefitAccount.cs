using System.Collections.Immutable;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Domain.BenefitAccounts;

/// <summary>累计项: names one running total of a person's year.</summary>
public readonly record struct Accumulator(string Key)
{
    /// <summary>年度起付标准累计 paid for a service.</summary>
    public static Accumulator Deductible(CareService service) => new($"deductible/{Word(service)}");

    /// <summary>进入分段金额累计 for a service: in scope, above the deductible.</summary>
    public static Accumulator InBands(CareService service) => new($"inBands/{Word(service)}");

    /// <summary>统筹基金支付累计 for a service.</summary>
    public static Accumulator PooledFund(CareService service) => new($"pooledFund/{Word(service)}");

    /// <summary>大额 / 大病 base of the year, its deductible included.</summary>
    public static Accumulator LayerBase(LayerKind layer) => new($"layerBase/{Word(layer)}");

    /// <summary>大额 / 大病 paid in the year.</summary>
    public static Accumulator LayerPaid(LayerKind layer) => new($"layerPaid/{Word(layer)}");

    public override string ToString() => Key;

    private static string Word<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <summary>年度台账: what one person has used up in one year and scheme. It is the fold of that person's settlements.</summary>
public sealed record BenefitAccount
{
    public static BenefitAccount Empty { get; } = new();

    /// <summary>Encounters settled in the year, by service.</summary>
    public ImmutableDictionary<CareService, int> Encounters { get; init; } = ImmutableDictionary<CareService, int>.Empty;

    /// <summary>Running totals; one that is zero has no entry, so equal accounts have equal entries.</summary>
    public ImmutableDictionary<Accumulator, Money> Amounts { get; init; } = ImmutableDictionary<Accumulator, Money>.Empty;

    public Money this[Accumulator accumulator] => Amounts.GetValueOrDefault(accumulator);

    public int EncountersOf(CareService service) => Encounters.GetValueOrDefault(service);

    public BenefitAccount With(AccountChange change)
    {
        var amounts = Amounts.ToBuilder();
        foreach (var (accumulator, amount) in change.Amounts)
            Set(amounts, accumulator, this[accumulator] + amount, Money.Zero);
        var encounters = Encounters.ToBuilder();
        Set(encounters, change.Service, EncountersOf(change.Service) + change.Encounters, 0);
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

/// <summary>What one settlement adds to the account; a reversal takes the same away.</summary>
/// <param name="Encounters">1 for a settlement, -1 for a reversal.</param>
public sealed record AccountChange(CareService Service, int Encounters, IReadOnlyDictionary<Accumulator, Money> Amounts)
{
    public AccountChange Reversed() => new(Service, -Encounters, Amounts.ToDictionary(a => a.Key, a => -a.Value));
}
