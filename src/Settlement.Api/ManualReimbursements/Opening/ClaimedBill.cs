using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>What a claim is about: the encounter, with the facility and the total of the bill.</summary>
/// <param name="Encounter">The facility's own, or one made from the documents, which no facility sees.</param>
internal sealed record ClaimedBill(EncounterRecord Encounter, DesignatedFacility Facility, DateOnly EndedOn, Money Total);
