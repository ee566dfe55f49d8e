using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

public sealed class CoverageTests
{
    /// <summary>Intervals, first and last number that must be held, and the faults.</summary>
    public static TheoryData<string, int, int?, string> Cases => new()
    {
        { "0..", 0, null, "" },
        { "0..9 10..", 0, null, "" },
        { "10.. 0..9", 0, null, "" }, // in any order
        { "", 0, null, "gap 0.." },
        { "5..", 0, null, "gap 0..4" },
        { "0..9", 0, null, "gap 10.." },
        { "0..9 12..19 20..", 0, null, "gap 10..11" },
        { "0..9 5..19 20..", 0, null, "overlap 5..9" },
        { "0.. 5..9", 0, null, "overlap 5..9" },
        { "0.. 5..", 0, null, "overlap 5.." },
        { "0..20 5..9 10..12 21..", 0, null, "overlap 5..9, overlap 10..12" },
        { "3..9", 3, 9, "" },
        { "3..9", 3, 12, "gap 10..12" },
        { "3..5 8..9", 3, 12, "gap 6..7, gap 10..12" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gaps_and_overlaps_are_found(string intervals, int first, int? last, string expected) =>
        Assert.Equal(expected, string.Join(", ", Coverage.FaultsOf(intervals.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse), first, last)
            .Select(f => $"{(f.IsGap ? "gap" : "overlap")} {f.First}..{f.Last}")));

    /// <summary>Counts by hand how many intervals hold each number: none means gap, several mean overlap.</summary>
    [Fact]
    public void It_agrees_with_counting()
    {
        var interval = Gen.Choose(0, 30).Two().Select(e => (Math.Min(e.Item1, e.Item2), Math.Max(e.Item1, e.Item2)));

        Prop.ForAll(interval.ListOf().ToArbitrary(), intervals =>
        {
            var faults = Coverage.FaultsOf(intervals.Select(i => (i.Item1, (int?)i.Item2)), 0, 30).ToList();
            return Enumerable.Range(0, 31).All(n =>
            {
                var holding = intervals.Count(i => i.Item1 <= n && n <= i.Item2);
                return faults.Exists(f => f.IsGap && f.First <= n && n <= f.Last) == (holding == 0)
                    && faults.Exists(f => !f.IsGap && f.First <= n && n <= f.Last) == (holding > 1);
            });
        }).QuickCheckThrowOnFailure();
    }

    private static (int First, int? Last) Parse(string interval)
    {
        var ends = interval.Split("..");
        return (int.Parse(ends[0]), ends[1].Length == 0 ? null : int.Parse(ends[1]));
    }
}
