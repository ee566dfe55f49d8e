using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药处方 as they are found and answered, under the number of the hospital that made them.</summary>
internal sealed class Prescriptions(SettlementDbContext db)
{
    /// <summary>Scope of the lock under which a prescription is written; its number is the prescription's.</summary>
    internal static string LockOf(FacilityCode hospital) => $"prescription/{hospital}";

    internal async Task<Outcome<PrescriptionAnswer>> ReadAsync(FacilityCode hospital, string prescriptionNo, Call call) =>
        await db.FindPrescriptionAsync(hospital, prescriptionNo, call.Cancellation) is { } prescription
            ? await AnswerAsync(prescription, call)
            : ProblemKind.NotFound.Refuse(prescriptionNo);

    internal async Task<PrescriptionAnswer> AnswerAsync(SpecialDrugPrescriptionRecord prescription, Call call) =>
        PrescriptionAnswer.From(prescription, await db.SpecialDrugUses.AnyAsync(
            u => u.PersonId == prescription.PersonId && u.PrescriptionId == prescription.PrescriptionId && u.EncounterId != null, call.Cancellation));
}
