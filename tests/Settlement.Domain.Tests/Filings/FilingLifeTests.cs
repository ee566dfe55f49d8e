using Settlement.Domain.Filings;

namespace Settlement.Domain.Tests.Filings;

[Rule("R-FIL-05"), Rule("R-FIL-11")]
public sealed class FilingLifeTests
{
    private static readonly DateRange Days = new(new(2026, 1, 1), new(2026, 6, 30));

    [Theory]
    [InlineData(FilingState.Submitted, "Return Withdraw Reject Accept SupplyDocument ChangeContact")]
    [InlineData(FilingState.Returned, "Resubmit Withdraw SupplyDocument ChangeContact")]
    [InlineData(FilingState.Accepted, "Replace Cancel End SupplyDocument ChangeContact")]
    [InlineData(FilingState.Withdrawn, "")]
    [InlineData(FilingState.Rejected, "")]
    [InlineData(FilingState.Changed, "End")]
    [InlineData(FilingState.Cancelled, "End")]
    [InlineData(FilingState.Ended, "")]
    public void Each_state_allows_its_steps_and_no_other(FilingState state, string steps) =>
        Assert.Equal(steps, string.Join(' ', Enum.GetValues<FilingStep>().Where(step => state.After(step) is not null)));

    [Theory]
    [InlineData(FilingStep.Accept, FilingState.Accepted)]
    [InlineData(FilingStep.Return, FilingState.Returned)]
    [InlineData(FilingStep.Reject, FilingState.Rejected)]
    [InlineData(FilingStep.Withdraw, FilingState.Withdrawn)]
    public void A_decision_leads_to_its_state(FilingStep step, FilingState state) => Assert.Equal(state, FilingState.Submitted.After(step));

    [Theory]
    [InlineData(FilingState.Submitted, "2026-03-01", FilingStanding.Waiting)]
    [InlineData(FilingState.Returned, "2026-03-01", FilingStanding.Waiting)]
    [InlineData(FilingState.Accepted, "2025-12-31", FilingStanding.NotBegun)]
    [InlineData(FilingState.Accepted, "2026-01-01", FilingStanding.InForce)]
    [InlineData(FilingState.Accepted, "2026-06-30", FilingStanding.InForce)]
    [InlineData(FilingState.Accepted, "2026-07-01", FilingStanding.Expired)]
    [InlineData(FilingState.Rejected, "2026-03-01", FilingStanding.Over)]
    [InlineData(FilingState.Cancelled, "2026-06-30", FilingStanding.InForce)] // to its last day
    [InlineData(FilingState.Changed, "2026-07-01", FilingStanding.Over)]
    public void How_a_filing_stands_follows_from_its_state_and_the_day(FilingState state, string day, FilingStanding expected) =>
        Assert.Equal(expected, state.StandingOn(Days.First, last: Days.Last, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
