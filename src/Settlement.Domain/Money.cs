namespace Settlement.Domain;

/// <summary>金额: an amount in yuan (CNY) as a whole number of fen (0.01 yuan), so it cannot hold less.</summary>
/// <remarks>
/// Adding and subtracting are exact and checked. The operations that round are <see cref="Share"/>,
/// <see cref="WholeOf"/> and <see cref="Price"/>: half a fen goes away from zero (R2.1.3).
/// </remarks>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static Money Zero => default;

    /// <exception cref="ArgumentException"><paramref name="yuan"/> holds a part smaller than one fen.</exception>
    public static Money FromYuan(decimal yuan) =>
        TryFromYuan(yuan, out var money)
            ? money
            : throw new ArgumentException($"{yuan} yuan is not a whole number of fen.", nameof(yuan));

    /// <summary>False where <paramref name="yuan"/> holds a part smaller than one fen or more than 14 digits before the point.</summary>
    public static bool TryFromYuan(decimal yuan, out Money money)
    {
        var fits = decimal.Abs(yuan) < 100_000_000_000_000m && yuan * 100m == decimal.Truncate(yuan * 100m);
        money = fits ? new((long)(yuan * 100m)) : Zero;
        return fits;
    }

    /// <summary>Unit price times quantity, rounded to the fen.</summary>
    /// <param name="unitPriceYuan">Yuan, up to six decimals.</param>
    /// <param name="quantity">Up to four decimals.</param>
    public static Money Price(decimal unitPriceYuan, decimal quantity) => Round(unitPriceYuan * quantity * 100m);

    public decimal Yuan => Fen / 100m;

    /// <summary>The part of this amount that <paramref name="ratio"/> takes.</summary>
    public Money Share(Ratio ratio) => Round(Fen * ratio.Value);

    /// <summary>The amount of which this one is the <paramref name="ratio"/> share: the inverse of <see cref="Share"/>.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="ratio"/> is zero.</exception>
    public Money WholeOf(Ratio ratio) => Round(Fen / ratio.Value);

    /// <summary>So many of <paramref name="whole"/> equal parts of this amount, rounded to the fen.</summary>
    public Money Parts(int parts, int whole)
    {
        var doubled = (Int128)Math.Abs(Fen) * parts * 2;
        return new(Math.Sign(Fen) * (long)((doubled + whole) / (2 * whole)));
    }

    public Money AtLeastZero() => Fen < 0 ? Zero : this;

    public static Money Min(Money left, Money right) => left < right ? left : right;

    public static Money Max(Money left, Money right) => left > right ? left : right;

    public static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Fen));

    public static Money operator +(Money left, Money right) => new(left.Fen + right.Fen);

    public static Money operator -(Money left, Money right) => new(left.Fen - right.Fen);

    public static Money operator -(Money amount) => new(-amount.Fen);

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals, as <c>1300.00</c>.</summary>
    public override string ToString() => $"{Yuan:0.00}";

    private static Money Round(decimal fen) => new((long)decimal.Round(fen, MidpointRounding.AwayFromZero));
}
