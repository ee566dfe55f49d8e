namespace Settlement.Domain;

/// <summary>比例: a share between 0 and 1 inclusive: 0.85 means that 85 of every 100 yuan are paid.</summary>
public readonly record struct Ratio : IComparable<Ratio>
{
    private Ratio(decimal value) => Value = value;

    public static Ratio Zero => default;

    public static Ratio Whole { get; } = new(1m);

    public decimal Value { get; }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> lies outside 0 to 100.</exception>
    public static Ratio FromPercent(decimal percent) => FromFraction(percent / 100m);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> lies outside 0 to 1.</exception>
    public static Ratio FromFraction(decimal fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fraction, 1m);
        return new(fraction);
    }

    /// <summary>0.85 is 85 per cent.</summary>
    public decimal Percent => Value * 100m;

    /// <summary>What is left to the other side: 0.85 becomes 0.15.</summary>
    public Ratio Complement => new(1m - Value);

    /// <summary>70% plus 3 percentage points is 73%. Never above 100%.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentagePoints"/> is below zero.</exception>
    public Ratio PlusPoints(decimal percentagePoints) => new(Math.Min(1m, Value + Fraction(percentagePoints)));

    /// <summary>70% less 10 percentage points is 60%. Never below zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentagePoints"/> is below zero.</exception>
    public Ratio LessPoints(decimal percentagePoints) => new(Math.Max(0m, Value - Fraction(percentagePoints)));

    /// <summary>70% scaled by 90% is 63%.</summary>
    public Ratio ScaledBy(Ratio factor) => new(Value * factor.Value);

    public int CompareTo(Ratio other) => Value.CompareTo(other.Value);

    public static bool operator <(Ratio left, Ratio right) => left.Value < right.Value;

    public static bool operator >(Ratio left, Ratio right) => left.Value > right.Value;

    public static bool operator <=(Ratio left, Ratio right) => left.Value <= right.Value;

    public static bool operator >=(Ratio left, Ratio right) => left.Value >= right.Value;

    /// <summary>Per cent, as <c>85%</c> or <c>97.3%</c>.</summary>
    public override string ToString() => $"{Value * 100m:0.####}%";

    private static decimal Fraction(decimal percentagePoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentagePoints);
        return percentagePoints / 100m;
    }
}
