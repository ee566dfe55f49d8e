using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>撤销 of a 特药处方 that no settlement has used.</summary>
internal sealed class PrescriptionSteps(SettlementDbContext db, Prescriptions prescriptions)
    : Steps<SpecialDrugPrescriptionRecord, SpecialDrugPrescriptionEventRecord, PrescriptionStep, PrescriptionAnswer>(db)
{
    /// <summary>No step names a version.</summary>
    protected override ProblemKind VersionClash => NotPossible;

    protected override ProblemKind NotPossible => SpecialDrugProblems.PrescriptionCancelledBefore;

    internal Task<Outcome<PrescriptionAnswer>> CancelAsync(FacilityCode hospital, string prescriptionNo, CancelPrescriptionRequest request, Call call)
    {
        var step = new StepRequest<PrescriptionStep>(PrescriptionStep.Cancel, Wire.Hash(request), Note: request.Reason);
        return TakeAsync(call, prescriptionNo, () => FindAsync(hospital, prescriptionNo, call.Cancellation), step, prescription =>
        {
            prescription.CancelledReason = request.Reason;
            (prescription.CancelledBy, prescription.CancelledAt) = (call.By, call.Now);
            // The one use that a prescription has: the database keeps a settlement's and this one apart.
            Db.Add(new SpecialDrugUseRecord { PersonId = prescription.PersonId, PrescriptionId = prescription.PrescriptionId, EncounterId = null });
            return Task.FromResult<Refusal?>(null);
        });
    }

    protected override Refusal? RefusalOf(string constraint, SpecialDrugPrescriptionRecord record) =>
        constraint == SpecialDrugUseRecord.KeyName ? SpecialDrugProblems.PrescriptionInUse.Refuse(record.PrescriptionNo) : null;

    protected override IQueryable<SpecialDrugPrescriptionEventRecord> EventsOf(SpecialDrugPrescriptionRecord record) =>
        Db.SpecialDrugPrescriptionEvents.Where(e => e.PersonId == record.PersonId && e.PrescriptionId == record.PrescriptionId);

    protected override (bool IsPossible, string State) Standing(SpecialDrugPrescriptionRecord record, PrescriptionStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    /// <summary>The state is what the changed record says.</summary>
    protected override Task AdvanceAsync(SpecialDrugPrescriptionRecord record, PrescriptionStep step, CancellationToken cancellation) =>
        Task.CompletedTask;

    protected override SpecialDrugPrescriptionEventRecord EventOf(
        SpecialDrugPrescriptionRecord record, StepRequest<PrescriptionStep> step, Call call) => new()
        {
            PersonId = record.PersonId,
            PrescriptionId = record.PrescriptionId,
            Version = record.Version,
            Step = step.Step,
            RequestHash = step.Hash,
            Note = step.Note,
            DoneBy = call.By,
            DoneAt = call.Now,
        };

    protected override Task<PrescriptionAnswer> AnswerAsync(SpecialDrugPrescriptionRecord record, Call call) => prescriptions.AnswerAsync(record, call);

    private async Task<SpecialDrugPrescriptionRecord?> FindAsync(FacilityCode hospital, string prescriptionNo, CancellationToken cancellation)
    {
        await Db.LockNumbersAsync(Prescriptions.LockOf(hospital), [prescriptionNo], cancellation);
        return await Db.SpecialDrugPrescriptions.SingleOrDefaultAsync(p => p.Hospital == hospital && p.PrescriptionNo == prescriptionNo, cancellation);
    }
}
