using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Tests.Catalogs;

/// <summary>What published versions make of an item.</summary>
[Rule("R-PRI-01"), Rule("R1.1")]
public sealed class CatalogTimelineTests
{
    private static readonly DateOnly Day = new(2027, 1, 1);
    private static readonly CatalogEntry Own = Example.Entry("X", ItemClass.B, 10) with { Owner = Example.Shanghai, InForce = new(new(2025, 1, 1), null), Version = "old" };

    [Fact]
    public void A_version_holds_from_its_first_day_until_the_next_begins_in_whatever_order_they_come()
    {
        string[] expected = ["old 2025-01-01/2026-12-31", "V1 2027-01-01/2027-01-30", "V2 2027-01-31/.."];

        Assert.Equal(expected, Words(CatalogTimeline.Of([Own], [Set("V1", 0), Set("V2", 30)])));
        Assert.Equal(expected, Words(CatalogTimeline.Of([Own], [Set("V2", 30), Set("V1", 0)])));
    }

    [Fact]
    public void A_removal_ends_what_holds_and_lasts_until_the_next_begins()
    {
        Assert.Equal(["old 2025-01-01/2026-12-31"], Words(CatalogTimeline.Of([Own], [Remove(0)])));
        Assert.Equal(["old 2025-01-01/2026-12-31", "V1 2027-01-31/.."], Words(CatalogTimeline.Of([Own], [Remove(0), Set("V1", 30)])));
        Assert.Equal(["old 2025-01-01/2026-12-31", "V1 2027-01-01/2027-01-30"], Words(CatalogTimeline.Of([Own], [Remove(30), Set("V1", 0)])));
    }

    [Fact]
    public void Of_two_versions_with_one_first_day_the_one_published_later_counts() =>
        Assert.Equal(["V2 2027-01-01/.."], Words(CatalogTimeline.Of([], [Set("V1", 0), Set("V2", 0)])));

    [Fact]
    public void An_own_entry_that_begins_later_ends_a_version_and_one_that_has_ended_stays_ended()
    {
        var ended = Own with { InForce = new(new(2025, 1, 1), new(2025, 12, 31)) };
        var later = Own with { InForce = new(Day.AddDays(10), Day.AddDays(20)), Version = "later" };

        Assert.Equal(["old 2025-01-01/2025-12-31", "V1 2027-01-01/2027-01-10", "later 2027-01-11/2027-01-21"], Words(CatalogTimeline.Of([ended, later], [Set("V1", 0)])));
    }

    [Fact]
    public void On_every_day_what_began_last_holds()
    {
        var random = new Random(20261123);
        foreach (var _ in Enumerable.Range(0, 500))
        {
            var steps = Enumerable.Range(0, random.Next(0, 8))
                .Select(i => random.Next(3) == 0 ? Remove(random.Next(0, 20)) : Set($"V{i}", random.Next(0, 20))).ToList();
            var timeline = CatalogTimeline.Of([Own], steps);

            for (var day = Day.AddDays(-2); day < Day.AddDays(25); day = day.AddDays(1))
            {
                var last = steps.Where(s => s.From <= day).Select((step, i) => (step, i)).OrderBy(s => s.step.From).ThenBy(s => s.i).LastOrDefault().step;
                Assert.Equal(last is null ? "old" : last.Entry?.Version, timeline.On(day)?.Version);
            }
            Assert.True(timeline.Zip(timeline.Skip(1)).All(pair => pair.First.InForce.Last < pair.Second.InForce.First), "overlap");
        }
    }

    [Fact]
    public void A_catalogue_lists_what_is_in_force_in_the_order_of_the_codes_own_before_national()
    {
        CatalogEntry[] entries =
        [
            Example.Entry("C", ItemClass.A, 0), Example.Entry("A", ItemClass.A, 0), Example.Entry("X", ItemClass.A, 0), Own,
            Own with { ItemCode = "B" }, Own with { ItemCode = "D", InForce = new(Day.AddDays(1), null) },
        ];
        var catalog = new Catalog(entries).At(Example.Shanghai);

        Assert.Equal(["A 000000", "B 310000", "C 000000", "X 310000"], catalog.InForceOn(Day).Select(e => $"{e.ItemCode} {e.Owner}"));
        Assert.Equal(["C", "D", "X"], catalog.InForceOn(Day.AddDays(1), after: "B").Select(e => e.ItemCode));
        Assert.Equal(["X"], catalog.InForceOn(Day, after: "CC").Select(e => e.ItemCode));
    }

    private static CatalogStep Set(string version, int day) => new(Day.AddDays(day), Own with { Version = version, InForce = new(Day.AddDays(day), null) });

    private static CatalogStep Remove(int day) => new(Day.AddDays(day), null);

    private static IEnumerable<string> Words(IEnumerable<CatalogEntry> timeline) => timeline.Select(e => $"{e.Version} {e.InForce}");
}
