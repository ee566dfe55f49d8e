namespace Settlement.Benchmarks.Load;

/// <summary>Waiting times of one kind of request.</summary>
internal sealed class Latencies
{
    private readonly TimeSpan[] sorted;

    internal Latencies(IEnumerable<TimeSpan> times) => sorted = [.. times.Order()];

    /// <summary>Of several kinds of requests together.</summary>
    internal static Latencies Together(IEnumerable<Latencies> kinds) => new(kinds.SelectMany(k => k.sorted));

    internal int Count => sorted.Length;

    internal TimeSpan Longest => sorted.Length > 0 ? sorted[^1] : default;

    /// <summary>The time within which this many of a thousand were answered.</summary>
    internal TimeSpan PerMille(int share) =>
        sorted.Length > 0 ? sorted[Math.Max(0, (int)(((long)sorted.Length * share + 999) / 1000) - 1)] : default;
}

internal static class Medians
{
    /// <summary>The middle one; of an even count the lower of the two.</summary>
    internal static T MedianBy<T>(this IReadOnlyCollection<T> items, Func<T, double> by) => items.OrderBy(by).ElementAt((items.Count - 1) / 2);
}
