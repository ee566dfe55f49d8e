namespace Settlement.Domain.Policies;

/// <summary>One band of a tiered ratio.</summary>
/// <param name="UpTo">Upper edge, included; null for the last band.</param>
public sealed record Band<T>(Money? UpTo, T Figure);

/// <summary>分段: ratios that change with the amount (R2.4). The edges rise and the last band is open.</summary>
/// <typeparam name="T">What is said of each band.</typeparam>
public sealed class Bands<T>
{
    private readonly IReadOnlyList<Band<T>> bands;

    /// <exception cref="ArgumentException">No band, edges that do not rise, or a last band that is not open.</exception>
    public Bands(IReadOnlyList<Band<T>> bands)
    {
        if (bands.Count == 0 || bands[^1].UpTo is not null)
            throw new ArgumentException("The last band must be open.", nameof(bands));
        var edge = Money.Zero;
        foreach (var band in bands.Take(bands.Count - 1))
        {
            if (band.UpTo is not { } upTo || upTo <= edge)
                throw new ArgumentException("The edges of bands must rise, and only the last band is open.", nameof(bands));
            edge = upTo;
        }
        this.bands = bands;
    }

    public IReadOnlyList<Band<T>> All => bands;

    /// <summary>The parts of the amount that lie between <paramref name="from"/> and <paramref name="to"/> in each band, empty ones left out.</summary>
    public BandSlices<T> Slice(Money from, Money to) => new(bands, from, to);
}

/// <summary>What of an amount lies in each band, to be walked through with <c>foreach</c>.</summary>
public struct BandSlices<T>(IReadOnlyList<Band<T>> bands, Money from, Money to)
{
    private int next;
    private Money lower;

    public (Money Part, T Figure) Current { get; private set; }

    public readonly BandSlices<T> GetEnumerator() => this;

    public bool MoveNext()
    {
        while (next < bands.Count)
        {
            var band = bands[next++];
            var upper = band.UpTo ?? to;
            var part = Money.Min(to, upper) - Money.Max(from, lower);
            lower = upper;
            if (part > Money.Zero)
            {
                Current = (part, band.Figure);
                return true;
            }
        }
        return false;
    }
}
