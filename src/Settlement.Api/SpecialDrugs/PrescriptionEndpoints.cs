using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药处方 (R-DRG-01): recorded by the hospital of the approval, used up by one settlement there or at the pharmacy.</summary>
internal static class PrescriptionEndpoints
{
    internal static void MapPrescriptions(this IEndpointRouteBuilder routes)
    {
        var prescriptions = routes.MapGroup("/facilities/{facilityCode}/special-drug-prescriptions");
        prescriptions.MapPut("/{prescriptionNo}", Prescribe).WithName("PrescribeSpecialDrug").Validate<PrescribeSpecialDrugRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("特药处方 · Records a prescription of the approval's doctor under the hospital's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        prescriptions.MapPut("/{prescriptionNo}/cancellation", Cancel).WithName("CancelSpecialDrugPrescription").Validate<CancelPrescriptionRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("撤销特药处方 · Takes back a prescription that no settlement has used; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        prescriptions.MapGet("/{prescriptionNo}", Read).WithName("ReadSpecialDrugPrescription").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital)
            .WithSummary("查询特药处方 · One prescription, and whether it is used up");
    }

    private static async Task<Results<Ok<PrescriptionAnswer>, ProblemHttpResult>> Prescribe(
        string facilityCode, string prescriptionNo, PrescribeSpecialDrugRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(prescriptionNo))
            return ProblemKind.InvalidRequest.ToResult(prescriptionNo, "/prescriptionNo");
        var hospital = FacilityCode.Parse(facilityCode);
        var person = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"prescription/{hospital}", prescriptionNo, cancellation);
        if (await db.FindPrescriptionAsync(hospital, prescriptionNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(prescriptionNo);
            context.MarkReplayed();
            return await AnswerAsync(db, earlier, cancellation);
        }
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(request.PersonNo, "/personNo");
        if (request.PrescribedOn > clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{request.PrescribedOn:O}", "/prescribedOn");
        var approval = await db.FindApprovalAsync(person, request.DrugCode, request.PrescribedOn, cancellation);
        if (approval is null || approval.Hospital != hospital)
            return SpecialDrugProblems.PrescriptionNotApproved.ToResult($"{request.DrugCode}, {request.PrescribedOn:O}", "/drugCode");
        if (approval.DoctorCode != request.DoctorCode)
            return SpecialDrugProblems.PrescriptionNotApproved.ToResult(request.DoctorCode, "/doctorCode");

        var prescription = new SpecialDrugPrescriptionRecord
        {
            PersonId = person,
            PrescriptionId = Guid.CreateVersion7(),
            Hospital = hospital,
            PrescriptionNo = prescriptionNo,
            DrugCode = request.DrugCode,
            DoctorCode = request.DoctorCode,
            Quantity = request.Quantity,
            PrescribedOn = request.PrescribedOn,
            ValidThrough = SpecialDrugPrescription.DaysFrom(request.PrescribedOn, request.ValidDays).Last!.Value,
            RequestHash = hash,
            RecordedBy = context.Caller().Subject,
            RecordedAt = clock.Now(),
        };
        db.Add(prescription);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(db, prescription, cancellation);
    }

    private static async Task<Results<Ok<PrescriptionAnswer>, ProblemHttpResult>> Cancel(
        string facilityCode, string prescriptionNo, CancelPrescriptionRequest request, HttpContext context, SettlementDbContext db,
        TimeProvider clock, CancellationToken cancellation)
    {
        var hospital = FacilityCode.Parse(facilityCode);
        await using var transaction = await db.LockNumberAsync($"prescription/{hospital}", prescriptionNo, cancellation);
        if (await db.SpecialDrugPrescriptions.SingleOrDefaultAsync(p => p.Hospital == hospital && p.PrescriptionNo == prescriptionNo, cancellation)
            is not { } prescription)
            return ProblemKind.NotFound.ToResult(prescriptionNo);
        if (prescription.CancelledAt is not null)
        {
            if (prescription.CancelledReason != request.Reason)
                return SpecialDrugProblems.PrescriptionCancelledBefore.ToResult(prescriptionNo);
            context.MarkReplayed();
            return await AnswerAsync(db, prescription, cancellation);
        }

        (prescription.CancelledReason, prescription.CancelledBy, prescription.CancelledAt) = (request.Reason, context.Caller().Subject, clock.Now());
        db.Add(new SpecialDrugUseRecord { PersonId = prescription.PersonId, PrescriptionId = prescription.PrescriptionId, EncounterId = null });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: SpecialDrugUseRecord.KeyName })
        {
            return SpecialDrugProblems.PrescriptionInUse.ToResult(prescriptionNo);
        }
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(db, prescription, cancellation);
    }

    private static async Task<Results<Ok<PrescriptionAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string prescriptionNo, SettlementDbContext db, CancellationToken cancellation) =>
        await db.FindPrescriptionAsync(FacilityCode.Parse(facilityCode), prescriptionNo, cancellation) is { } prescription
            ? await AnswerAsync(db, prescription, cancellation)
            : ProblemKind.NotFound.ToResult(prescriptionNo);

    private static async Task<Ok<PrescriptionAnswer>> AnswerAsync(
        SettlementDbContext db, SpecialDrugPrescriptionRecord prescription, CancellationToken cancellation) =>
        TypedResults.Ok(PrescriptionAnswer.From(prescription, await db.SpecialDrugUses.AnyAsync(
            u => u.PersonId == prescription.PersonId && u.PrescriptionId == prescription.PrescriptionId && u.EncounterId != null, cancellation)));
}
