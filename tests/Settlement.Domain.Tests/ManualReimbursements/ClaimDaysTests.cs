using Settlement.Domain.Calendars;
using Settlement.Domain.ManualReimbursements;
using static Settlement.Domain.ManualReimbursements.ManualClaimState;

namespace Settlement.Domain.Tests.ManualReimbursements;

/// <summary>Days by which a claim is due, and on which its money can have gone or come.</summary>
[Rule("R1.18.1")]
public sealed class ClaimDaysTests
{
    /// <summary>Of 2026 only New Year's Day is known as a holiday, and of 2027 nothing.</summary>
    private static readonly WorkingCalendar Calendar = new(new Dictionary<DateOnly, bool> { [new(2026, 1, 1)] = false });

    [Fact]
    public void A_due_date_counts_working_days()
    {
        var due = ClaimDue.After(new(2026, 11, 2), 5, Calendar); // a Monday

        Assert.Equal(new ClaimDue(new DateOnly(2026, 11, 9), new(2026, 11, 9)), due);
    }

    [Fact]
    public void A_due_date_in_a_year_without_known_holidays_is_open_and_counted_by_weekdays()
    {
        var due = ClaimDue.After(new(2026, 12, 30), 3, Calendar); // Thursday, Friday, Monday

        Assert.Equal(new ClaimDue(null, new(2027, 1, 4)), due);
        Assert.Equal(2027, due.UnknownYear(new(2026, 12, 30), Calendar));
    }

    [Theory]
    [InlineData(Computed, 9, false)]
    [InlineData(Computed, 10, true)]
    [InlineData(Approved, 10, true)]
    [InlineData(Paid, 10, false)]
    [InlineData(Refused, 10, false)]
    public void What_waits_after_its_due_date_is_overdue_and_may_be_where_the_date_is_not_known(ManualClaimState state, int day, bool isLate)
    {
        var (today, last) = (new DateOnly(2026, 11, day), new DateOnly(2026, 11, 9));

        Assert.Equal((isLate, false), (new ClaimDue(last, last).IsOverdue(state, today), new ClaimDue(last, last).MayBeOverdue(state, today)));
        Assert.Equal((false, isLate), (new ClaimDue(null, last).IsOverdue(state, today), new ClaimDue(null, last).MayBeOverdue(state, today)));
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(false, 20, 20)]
    [InlineData(true, null, 9)]
    [InlineData(true, 20, 9)]
    [InlineData(true, 10, 9)]
    [InlineData(true, 8, 8)]
    public void A_list_of_the_overdue_ends_yesterday_or_before(bool isOverdue, int? through, int? last) => Assert.Equal(
        last is { } day ? new DateOnly(2026, 11, day) : null,
        ClaimDue.LastListed(isOverdue, through is { } until ? new DateOnly(2026, 11, until) : null, new(2026, 11, 10)));

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Money_goes_or_comes_between_what_it_rests_on_and_today(int day, bool canBe) =>
        Assert.Equal(canBe, MoneyDays.CanBe(new(2026, 11, day), earliest: new(2026, 11, 5), today: new(2026, 11, 9)));
}
