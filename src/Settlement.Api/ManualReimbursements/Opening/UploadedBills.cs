using Settlement.Api.Calls;
using Settlement.Api.Encounters;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.ManualReimbursements.Opening;

/// <summary>Bills that a facility uploaded.</summary>
internal sealed class UploadedBills(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <summary>The facility's encounter, locked: paid in full, of this person, and under no other claim.</summary>
    internal async Task<Outcome<ClaimedBill>> FindAsync(PersonId person, UploadedEncounter named, Call call)
    {
        var code = FacilityCode.Parse(named.FacilityCode);
        if (await db.LockEncounterAsync(code, named.EncounterNo, call.Cancellation) is not { } encounter || encounter.PersonId != person
            || reference.Facilities.Find(code) is not { } facility)
            return ProblemKind.NotFound.Refuse($"{named.FacilityCode}, {named.EncounterNo}", "/encounter");
        if (encounter.ManualClaimId is not null)
            return EncounterProblems.EncounterUnderClaim.Refuse(named.EncounterNo, "/encounter");
        return encounter is { State: EncounterState.PaidInFull, PaidInFullOn: { } endedOn, PaidInFull: { } total }
            ? new ClaimedBill(encounter, facility, endedOn, total)
            : ManualClaimProblems.EncounterNotPaidInFull.Refuse(named.EncounterNo, "/encounter");
    }
}
