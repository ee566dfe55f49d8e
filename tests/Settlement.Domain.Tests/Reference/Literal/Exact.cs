using System.Numerics;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>A rational number without any error: numerator over a positive denominator, in lowest terms.</summary>
internal readonly record struct Exact
{
    private Exact(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
            (numerator, denominator) = (-numerator, -denominator);
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / common, denominator / common);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Exact Zero { get; } = Of(0);

    public static Exact One { get; } = Of(1);

    public static Exact Of(long whole) => new(whole, 1);

    /// <summary>What a decimal says, digit by digit.</summary>
    public static Exact Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = unchecked(((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0]);
        var scale = (bits[3] >> 16) & 0xFF;
        return new(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, scale));
    }

    public static Exact operator +(Exact left, Exact right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Exact operator -(Exact left, Exact right) =>
        new(left.Numerator * right.Denominator - right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Exact operator *(Exact left, Exact right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Exact operator /(Exact left, Exact right) =>
        right.Numerator.IsZero
            ? throw new DivideByZeroException()
            : new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <(Exact left, Exact right) => left.Numerator * right.Denominator < right.Numerator * left.Denominator;

    public static bool operator >(Exact left, Exact right) => right < left;

    /// <summary>To a whole number, half away from zero (R2.1.3): the only rounding of the literal rules.</summary>
    public long Rounded()
    {
        var size = BigInteger.Abs(Numerator);
        var rounded = (2 * size + Denominator) / (2 * Denominator); // floor(size / denominator + 1/2)
        return (long)(Numerator.Sign < 0 ? -rounded : rounded);
    }

    /// <summary><c>17/20</c>, or <c>1</c>.</summary>
    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
