namespace Settlement.Domain.Tests.Reference.Generated;

/// <summary>Draws of one case. The world sets how large a bill is and how coarse amounts are, so that figures and bills meet.</summary>
internal sealed class Draw
{
    private readonly Random random;
    private readonly long bill;
    private readonly long grain;

    public Draw(int number)
    {
        random = new Random(Scattered(number));
        IsCoarse = Chance(40);
        (bill, grain) = Int(0, 9) switch
        {
            0 => (30L, 1L), // every amount is a few fen: all of it is rounding
            1 => (1_000_000_000_00L, 1L),
            2 or 3 => (200_00L, 1L),
            _ => (20_000_00L, 1L),
        };
        if (IsCoarse)
            grain = Math.Max(1, bill / Pick(4, 8, 20)); // sums meet edges and ceilings exactly
    }

    /// <summary>Whether amounts are multiples of a quarter of a bill, or some such part, and shares mostly a half or the whole.</summary>
    public bool IsCoarse { get; }

    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>Both ends included.</summary>
    public int Int(int from, int through) => random.Next(from, through + 1);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public T? Maybe<T>(int percent, Func<T> value) where T : struct => Chance(percent) ? value() : null;

    /// <summary>Some of the choices in any order, each with the same chance; perhaps none.</summary>
    public List<T> Some<T>(IEnumerable<T> choices, int percent)
    {
        var some = choices.Where(_ => Chance(percent)).ToArray();
        random.Shuffle(some);
        return [.. some];
    }

    /// <summary>Fen up to so many per cent of a typical bill; now and then zero.</summary>
    public long Fen(int percentOfABill) => Chance(4) ? 0 : random.NextInt64(0, bill * percentOfABill / 100 / grain + 1) * grain;

    public Money Money(int percentOfABill) => new(Fen(percentOfABill));

    /// <summary>0 to 100 per cent with up to four decimals of the fraction; both ends are frequent.</summary>
    public Ratio Ratio() => Domain.Ratio.FromFraction(Int(0, 9) switch
    {
        0 => Pick(0m, 1m),
        1 => 1m,
        2 or 3 or 4 => IsCoarse ? Pick(0m, 0.5m, 0.8m) : Int(50, 100) / 100m,
        5 => Int(1, 199) / 200m,
        _ => IsCoarse ? Pick(0.5m, 0.5m, 1m) : Int(0, 10_000) / 10_000m,
    });

    /// <summary>Percentage points or per cent of a reduction.</summary>
    public decimal Percent() => Int(0, 9) switch
    {
        0 or 1 => 0m,
        2 => Pick(100m, 60m),
        3 or 4 => Pick(10m, 20m),
        _ => IsCoarse ? Pick(0m, 50m) : Int(0, 3000) / 100m,
    };

    public DateOnly Day(DateOnly from, DateOnly through) => from.AddDays(Int(0, through.DayNumber - from.DayNumber));

    /// <summary>Neighbouring numbers begin neighbouring sequences unlike each other; two numbers never have one seed.</summary>
    private static int Scattered(int number)
    {
        var mixed = unchecked((uint)number * 0x9E3779B1u) & 0x7FFFFFFF; // odd factor: one to one below 2^31
        mixed ^= mixed >> 15;
        mixed = unchecked(mixed * 0x85EBCA6Bu) & 0x7FFFFFFF;
        return (int)(mixed ^ (mixed >> 13));
    }
}
