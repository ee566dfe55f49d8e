using FsCheck;
using FsCheck.Fluent;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Tests.Policies;

[Rule("R2.4")]
public sealed class BandsTests
{
    private static readonly Bands<string> Bands = BandsAt(30_000, 40_000);

    public static TheoryData<decimal, decimal, string> Intervals => new()
    {
        // from, to, parts by band
        { 0m, 60_000m, "0: 30000.00, 1: 10000.00, 2: 20000.00" },
        { 1_300m, 60_000m, "0: 28700.00, 1: 10000.00, 2: 20000.00" },
        { 0m, 30_000m, "0: 30000.00" }, // the upper edge is included
        { 0m, 30_000.01m, "0: 30000.00, 1: 0.01" },
        { 30_000m, 30_001m, "1: 1.00" },
        { 35_000m, 45_000m, "1: 5000.00, 2: 5000.00" },
        { 50_000m, 60_000m, "2: 10000.00" },
        { 40_000m, 40_000m, "" },
    };

    [Theory]
    [MemberData(nameof(Intervals))]
    public void An_interval_is_cut_at_the_edges(decimal from, decimal to, string expected) =>
        Assert.Equal(expected, string.Join(", ", Sliced(Bands, Example.Yuan(from), Example.Yuan(to)).Select(b => $"{b.Figure}: {b.Part}")));

    [Fact]
    public void The_parts_add_up_to_the_interval()
    {
        var edges = Gen.Choose(1, 100_000).ListOf(3).Select(e => e.Distinct().Order().Select(n => (decimal)n).ToArray());
        var interval = Gen.Choose(0, 150_000).Two();

        Prop.ForAll(edges.ToArbitrary(), interval.ToArbitrary(), (drawn, ends) =>
        {
            var (from, to) = (Example.Yuan(Math.Min(ends.Item1, ends.Item2)), Example.Yuan(Math.Max(ends.Item1, ends.Item2)));
            var parts = Sliced(BandsAt(drawn), from, to).Select(b => b.Part).ToList();
            return Money.Sum(parts) == to - from && parts.TrueForAll(part => part > Money.Zero);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_edges_must_rise_and_only_the_last_band_is_open()
    {
        Assert.Throws<ArgumentException>(() => new Bands<string>([]));
        Assert.Throws<ArgumentException>(() => new Bands<string>([new(Example.Yuan(1), "closed")]));
        Assert.Throws<ArgumentException>(() => new Bands<string>([new(null, "open"), new(null, "open")]));
        Assert.Throws<ArgumentException>(() => new Bands<string>([new(Money.Zero, "empty"), new(null, "open")]));
        Assert.Throws<ArgumentException>(() => BandsAt(10, 10));
        Assert.Throws<ArgumentException>(() => BandsAt(10, 9));
    }

    private static IReadOnlyList<(Money Part, string Figure)> Sliced(Bands<string> bands, Money from, Money to) => [.. bands.Slice(from, to)];

    private static Bands<string> BandsAt(params decimal[] edges) =>
        new([.. edges.Select((edge, i) => new Band<string>(Example.Yuan(edge), $"{i}")), new(null, $"{edges.Length}")]);
}
