using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Tests.SpecialDrugs;

/// <summary>特药目录: days that have passed stay as they were.</summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugListDaysTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData(0, -100, null, true)] // today, whatever there is; an overlap is for the database to refuse
    [InlineData(1, -100, null, true)]
    [InlineData(-1, -100, -2, true)] // ended before
    [InlineData(-1, -100, -1, false)] // held yesterday
    [InlineData(-30, -10, -5, false)] // held days since
    [InlineData(-1, 0, null, true)] // held from today on
    public void An_entry_begins_before_today_only_where_the_drug_was_not_listed_since(int from, int first, int? last, bool may) =>
        Assert.Equal(may, SpecialDrugListDays.MayBegin(Today.AddDays(from), Today, [Days(first, last)]));

    [Fact]
    public void A_drug_that_was_never_listed_may_begin_on_any_day() => Assert.True(SpecialDrugListDays.MayBegin(new(2000, 1, 1), Today, []));

    [Theory]
    [InlineData(-100, null, -2, false)]
    [InlineData(-100, null, -1, true)]
    [InlineData(-100, null, 0, true)]
    [InlineData(0, null, -1, false)] // before its first day
    [InlineData(-100, 10, 10, true)]
    [InlineData(-100, 10, 11, false)] // after its last day
    public void An_entry_ends_yesterday_at_the_earliest_and_within_its_days(int first, int? last, int lastDay, bool may) =>
        Assert.Equal(may, SpecialDrugListDays.MayEnd(Days(first, last), Today.AddDays(lastDay), Today));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_entry_is_taken_back_until_the_day_before_it_begins(int first, bool may) =>
        Assert.Equal(may, SpecialDrugListDays.MayBeWithdrawn(Days(first, last: null), Today));

    private static DateRange Days(int first, int? last) => new(Today.AddDays(first), last is { } days ? Today.AddDays(days) : null);
}
