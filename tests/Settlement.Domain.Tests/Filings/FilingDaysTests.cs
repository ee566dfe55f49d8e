using System.Globalization;
using Settlement.Domain.Filings;
using Settlement.Domain.Regions;

namespace Settlement.Domain.Tests.Filings;

public sealed class FilingDaysTests
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2026-06-30", null, "2026-06-30")]
    [InlineData(null, "2026-03-14", "2026-03-14")] // a long-term filing that was cancelled
    [InlineData("2026-06-30", "2026-03-14", "2026-03-14")]
    [InlineData("2026-06-30", "2026-07-31", "2026-06-30")] // it had expired before
    public void The_last_day_is_the_earlier_one_of_what_was_filed_for_and_what_ended_it(string? through, string? ended, string? last) =>
        Assert.Equal(DayOrNull(last), FilingDays.LastDay(DayOrNull(through), DayOrNull(ended)));

    [Theory]
    [InlineData(FilingState.Accepted, "2026-01-01", null, true)]
    [InlineData(FilingState.Accepted, "2026-01-01", "2026-03-15", true)]
    [InlineData(FilingState.Accepted, "2026-01-01", "2026-03-14", false)]
    [InlineData(FilingState.Accepted, "2026-09-01", null, true)] // not begun yet
    [InlineData(FilingState.Cancelled, "2026-01-01", "2026-04-30", true)]
    [InlineData(FilingState.Cancelled, "2026-05-01", "2026-04-30", false)] // cancelled before it began
    [InlineData(FilingState.Submitted, "2026-01-01", null, false)]
    public void A_filing_reaches_beyond_a_day_while_an_encounter_may_begin_under_it(
        FilingState state, string first, string? last, bool reaches) =>
        Assert.Equal(reaches, state.ReachesBeyond(Day(first), DayOrNull(last), Today));

    [Theory, Rule("R1.4.7")]
    [InlineData("2026-09-01", "2026-08-31")] // the day before the other one begins
    [InlineData("2026-03-15", "2026-03-14")]
    [InlineData("2025-01-01", "2026-03-14")] // what began until yesterday stays filed
    public void A_filing_that_is_replaced_ends_before_the_other_but_not_before_yesterday(string otherFirst, string last) =>
        Assert.Equal(Day(last), FilingDays.LastDayOfReplaced(Day(otherFirst), Today));

    [Fact, Rule("R1.4.8")]
    public void A_filing_takes_the_lowest_place_that_is_free_on_all_its_days()
    {
        var first = (Days("2026-01-01", "2026-06-30"), (short?)1);
        var second = (Days("2026-03-01", null), (short?)2);
        var without = (Days("2026-01-01", null), (short?)null);

        Assert.Equal(1, FilingDays.FreePlace(Days("2026-02-01", null), []));
        Assert.Equal(3, FilingDays.FreePlace(Days("2026-02-01", null), [first, second]));
        Assert.Equal(2, FilingDays.FreePlace(Days("2026-02-01", "2026-02-28"), [first, second]));
        Assert.Equal(1, FilingDays.FreePlace(Days("2026-07-01", null), [first, second]));
        Assert.Equal(1, FilingDays.FreePlace(Days("2026-07-01", null), [without]));
    }

    [Theory, Rule("R1.5.1")]
    [InlineData("440000", 1, true, true)]
    [InlineData("440100", 2, true, true)]
    [InlineData("440103", 3, true, false)] // a county
    [InlineData("440100", 2, false, false)] // abolished
    [InlineData("360200", 2, true, false)] // of the insured province
    public void A_destination_is_a_current_province_or_city_outside_the_insured_province(
        string code, int level, bool usable, bool possible) =>
        Assert.Equal(possible, new Region(RegionCode.Parse(code), "", level, usable).MayBeFiledFor(RegionCode.Parse("360100")));

    [Theory, Rule("R1.4.2")]
    [InlineData("2026-06-29", false)]
    [InlineData("2026-06-30", true)] // six months from 1 January
    public void A_person_cancels_a_filing_after_its_first_months(string lastDay, bool possible) => Assert.Equal(
        possible, (FilingRules.Document.National.Of(FilingType.LongTermResident) with { MonthsBeforeChange = 6 })
            .MayEndAfter(new(2026, 1, 1), Day(lastDay)));

    [Fact]
    public void Where_there_are_no_first_months_a_person_cancels_also_before_the_filing_begins() => Assert.True(
        (FilingRules.Document.National.Of(FilingType.OtherTemporary) with { MonthsBeforeChange = 0 })
            .MayEndAfter(new(2026, 1, 1), new(2025, 12, 1)));

    private static DateRange Days(string first, string? last) => new(Day(first), DayOrNull(last));

    private static DateOnly? DayOrNull(string? text) => text is null ? null : Day(text);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
