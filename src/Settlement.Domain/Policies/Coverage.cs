namespace Settlement.Domain.Policies;

/// <summary>A stretch of whole numbers that no interval holds, or that two hold; both ends included, null for no end.</summary>
public readonly record struct CoverageFault(bool IsGap, int First, int? Last);

/// <summary>Interval arithmetic over whole numbers: ages in years, days by their number.</summary>
public static class Coverage
{
    /// <summary>Where intervals leave a gap between <paramref name="first"/> and <paramref name="last"/>, or overlap.</summary>
    /// <param name="last">Null for no end.</param>
    public static IEnumerable<CoverageFault> FaultsOf(IEnumerable<(int First, int? Last)> intervals, int first, int? last)
    {
        int? next = first; // the first number that no interval so far holds; null once one has no end
        foreach (var interval in intervals.OrderBy(i => i.First))
        {
            if (next is null || interval.First < next)
                yield return new(IsGap: false, interval.First, Least(interval.Last, next - 1));
            else if (interval.First > next)
                yield return new(IsGap: true, next.Value, interval.First - 1);
            next = interval.Last is null || next is null ? null : Math.Max(next.Value, interval.Last.Value + 1);
        }
        if (next is { } open && !(open > last))
            yield return new(IsGap: true, open, last);
    }

    private static int? Least(int? one, int? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
