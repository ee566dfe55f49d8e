using Settlement.Domain.Persons;

namespace Settlement.Domain.Tests.Persons;

/// <summary>参保状态 on a day, by what was reported.</summary>
public sealed class StatusByDayTests
{
    private static readonly (DateOnly, InsuredStatus)[] Changes =
    [
        (new(2026, 3, 1), InsuredStatus.Suspended),
        (new(2026, 5, 1), InsuredStatus.Terminated),
        (new(2026, 5, 1), InsuredStatus.Normal), // reported after the other of the day
    ];

    [Theory]
    [InlineData("2026-02-28", InsuredStatus.Normal)]
    [InlineData("2026-03-01", InsuredStatus.Suspended)]
    [InlineData("2026-04-30", InsuredStatus.Suspended)]
    [InlineData("2026-05-01", InsuredStatus.Normal)]
    public void The_latest_change_by_then_holds_and_before_the_first_one_was_insured(string day, InsuredStatus status) =>
        Assert.Equal(status, StatusByDay.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), InsuredStatus.Terminated, Changes));

    [Fact]
    public void Where_no_change_was_reported_the_present_status_has_always_been() =>
        Assert.Equal(InsuredStatus.Suspended, StatusByDay.On(new(2020, 1, 1), InsuredStatus.Suspended, []));
}
