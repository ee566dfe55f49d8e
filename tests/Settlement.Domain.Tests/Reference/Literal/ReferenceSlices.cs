using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>分段: which part of an amount falls into which band.</summary>
internal static class ReferenceSlices
{
    /// <summary>The parts of what lies between <paramref name="from"/> and <paramref name="to"/>; a band that gets nothing is left out.</summary>
    public static IEnumerable<(long Amount, T Figure)> Of<T>(Bands<T> bands, long from, long to, Reach reach)
    {
        var lower = 0L;
        foreach (var band in bands.All)
        {
            var upper = band.UpTo?.Fen ?? long.MaxValue;
            var amount = Math.Min(to, upper) - Math.Max(from, lower);
            reach.MarkIf(amount > 0 && to == upper, Reached.EndsOnAnEdge);
            reach.MarkIf(amount > 0 && from == lower && from > 0, Reached.BeginsOnAnEdge);
            if (amount > 0)
                yield return (amount, band.Figure);
            lower = upper;
        }
    }
}
