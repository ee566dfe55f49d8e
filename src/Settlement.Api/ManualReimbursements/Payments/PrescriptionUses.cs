using Microsoft.EntityFrameworkCore;
using Settlement.Persistence;
using Settlement.Persistence.ManualReimbursements;

namespace Settlement.Api.ManualReimbursements.Payments;

/// <summary>特药: a prescription is used while money that was paid on it is out.</summary>
internal static class PrescriptionUses
{
    /// <summary>Uses the prescription of the bill, unless something else uses it already.</summary>
    internal static Task UsePrescriptionAsync(this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO special_drug_use (person_id, prescription_id, encounter_id)
            SELECT person_id, prescription_id, encounter_id FROM encounter
            WHERE person_id = {claim.PersonId.Value} AND encounter_id = {claim.EncounterId.Value} AND prescription_id IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
            cancellation);

    internal static Task FreePrescriptionAsync(this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        db.SpecialDrugUses.Where(u => u.PersonId == claim.PersonId && u.EncounterId == claim.EncounterId).ExecuteDeleteAsync(cancellation);
}
