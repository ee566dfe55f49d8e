using Settlement.Domain.Facilities;

namespace Settlement.Domain.Encounters;

/// <summary>An encounter as far as it decides what may continue what.</summary>
public readonly record struct CoursePart(
    PersonId Person, EncounterId Encounter, FacilityCode Facility, Benefit Benefit, DateOnly StartedOn, EncounterState State)
{
    /// <summary>
    /// A stay goes on in another hospital; a course of treatment goes on under the same service. Both are of one person (R2.3).
    /// </summary>
    public bool CanContinue(CoursePart earlier, ContinuationKind kind) =>
        earlier.Person == Person
        && earlier.Encounter != Encounter
        && earlier.State != EncounterState.Cancelled
        && earlier.Benefit == Benefit
        && earlier.StartedOn <= StartedOn
        && (kind != ContinuationKind.Transfer || Benefit.Service == CareService.Inpatient && earlier.Facility != Facility);
}
