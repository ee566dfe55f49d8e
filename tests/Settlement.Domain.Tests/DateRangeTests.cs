namespace Settlement.Domain.Tests;

public sealed class DateRangeTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 6, 30);
    private static readonly DateRange HalfYear = new(First, Last);

    [Fact]
    public void Both_ends_belong_to_the_range()
    {
        Assert.False(HalfYear.Contains(First.AddDays(-1)));
        Assert.True(HalfYear.Contains(First));
        Assert.True(HalfYear.Contains(Last));
        Assert.False(HalfYear.Contains(Last.AddDays(1)));
    }

    [Fact]
    public void An_open_range_contains_every_later_day()
    {
        Assert.True(new DateRange(First, null).Contains(DateOnly.MaxValue));
        Assert.False(new DateRange(First, null).Contains(First.AddDays(-1)));
    }

    [Fact]
    public void A_range_ends_before_the_days_after_its_last_one_and_an_open_one_never()
    {
        Assert.True(HalfYear.EndsBefore(Last.AddDays(1)));
        Assert.False(HalfYear.EndsBefore(Last));
        Assert.False(new DateRange(First, null).EndsBefore(DateOnly.MaxValue));
    }

    [Fact]
    public void A_range_may_be_one_day_but_may_not_end_before_it_starts()
    {
        Assert.True(new DateRange(First, First).Contains(First));
        Assert.Throws<ArgumentException>(() => new DateRange(First, First.AddDays(-1)));
    }

    [Fact]
    public void Ranges_that_share_one_day_overlap_and_neighbours_do_not()
    {
        var sharing = new DateRange(Last, null);
        var neighbour = new DateRange(Last.AddDays(1), null);
        var inner = new DateRange(First.AddDays(1), Last.AddDays(-1));

        Assert.True(HalfYear.Overlaps(sharing) && sharing.Overlaps(HalfYear));
        Assert.True(HalfYear.Overlaps(inner) && inner.Overlaps(HalfYear));
        Assert.False(HalfYear.Overlaps(neighbour) || neighbour.Overlaps(HalfYear));
    }

    [Fact]
    public void A_range_is_written_as_an_interval()
    {
        Assert.Equal("2026-01-01/2026-06-30", HalfYear.ToString());
        Assert.Equal("2026-01-01/..", new DateRange(First, null).ToString());
    }
}
