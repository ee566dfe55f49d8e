using Settlement.Domain.Encounters;

namespace Settlement.Domain.Tests.Encounters;

public sealed class EncounterLifeTests
{
    [Theory]
    [InlineData(EncounterState.Open, "Changed Cancelled Discharged DischargeCancelled PaidInFull LinesDeleted Settled")]
    [InlineData(EncounterState.Settled, "Reversed")]
    [InlineData(EncounterState.PaidInFull, "SelfPaymentCancelled")]
    [InlineData(EncounterState.Cancelled, "")]
    public void Each_state_allows_its_steps_and_no_other(EncounterState state, string steps) =>
        Assert.Equal(steps, string.Join(' ', Enum.GetValues<EncounterStep>().Where(step => state.After(step) is not null)));

    [Theory]
    [InlineData(EncounterState.Open, EncounterStep.Changed, EncounterState.Open)]
    [InlineData(EncounterState.Open, EncounterStep.Discharged, EncounterState.Open)]
    [InlineData(EncounterState.Open, EncounterStep.Cancelled, EncounterState.Cancelled)]
    [InlineData(EncounterState.Open, EncounterStep.Settled, EncounterState.Settled)]
    [InlineData(EncounterState.Settled, EncounterStep.Reversed, EncounterState.Open)]
    [InlineData(EncounterState.Open, EncounterStep.PaidInFull, EncounterState.PaidInFull)]
    [InlineData(EncounterState.PaidInFull, EncounterStep.SelfPaymentCancelled, EncounterState.Open)]
    public void A_step_leads_to_its_state(EncounterState from, EncounterStep step, EncounterState to) => Assert.Equal(to, from.After(step));
}
