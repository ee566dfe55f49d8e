using Settlement.Domain.SpecialDrugs;
using Settlement.Domain.Tests.Lives;

namespace Settlement.Domain.Tests.SpecialDrugs;

[Rule("R-DRG-01")]
public sealed class SpecialDrugLivesTests
{
    [Fact]
    public void An_entry_is_ended_once_and_withdrawn_once_even_where_it_was_ended() => Assert.Equal(
        ["Listed End Ended", "Listed Withdraw Withdrawn", "Ended Withdraw Withdrawn"],
        LifeTable.Of<ListingState, ListingStep>(ListingLife.After));

    [Fact]
    public void An_approval_is_revoked_once() => Assert.Equal(
        ["Granted Revoke Revoked"], LifeTable.Of<ApprovalState, ApprovalStep>(ApprovalLife.After));

    [Fact]
    public void A_prescription_is_cancelled_once() => Assert.Equal(
        ["Recorded Cancel Cancelled"], LifeTable.Of<PrescriptionState, PrescriptionStep>(PrescriptionLife.After));

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void An_approval_is_revoked_from_a_day_of_its_own(string day, bool expected) =>
        Assert.Equal(expected, ApprovalLife.CanBeRevokedFrom(new(new(2026, 1, 1), new(2026, 12, 31)), DateOnly.Parse(day)));
}
