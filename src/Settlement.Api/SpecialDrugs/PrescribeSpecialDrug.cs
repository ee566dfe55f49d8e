using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药处方: recorded by the hospital of the approval, under its own number.</summary>
internal sealed class PrescribeSpecialDrug(SettlementDbContext db, NumberedCall numbered, Prescriptions prescriptions)
{
    internal Task<Outcome<PrescriptionAnswer>> RunAsync(
        FacilityCode hospital, string prescriptionNo, PrescribeSpecialDrugRequest request, Call call)
    {
        var number = new CallNumber(Prescriptions.LockOf(hospital), prescriptionNo, "prescriptionNo", Wire.Hash(request));
        return numbered.OnceAsync(
            number, () => db.FindPrescriptionAsync(hospital, prescriptionNo, call.Cancellation), () => RecordAsync(hospital, number, request, call),
            prescription => prescriptions.AnswerAsync(prescription, call), call.Cancellation);
    }

    private async Task<Outcome<SpecialDrugPrescriptionRecord>> RecordAsync(
        FacilityCode hospital, CallNumber number, PrescribeSpecialDrugRequest request, Call call)
    {
        var person = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, call.Cancellation))
            return ProblemKind.PersonNotFound.Refuse(request.PersonNo, "/personNo");
        if (request.PrescribedOn > call.Today)
            return ProblemKind.DateNotPossible.Refuse($"{request.PrescribedOn:O}", "/prescribedOn");
        var approval = await db.FindApprovalAsync(person, request.DrugCode, request.PrescribedOn, call.Cancellation);
        if (approval is null || approval.Hospital != hospital)
            return SpecialDrugProblems.PrescriptionNotApproved.Refuse($"{request.DrugCode}, {request.PrescribedOn:O}", "/drugCode");
        if (approval.DoctorCode != request.DoctorCode)
            return SpecialDrugProblems.PrescriptionNotApproved.Refuse(request.DoctorCode, "/doctorCode");

        var prescription = new SpecialDrugPrescriptionRecord
        {
            PersonId = person,
            PrescriptionId = Guid.CreateVersion7(),
            Hospital = hospital,
            PrescriptionNo = number.No,
            DrugCode = request.DrugCode,
            DoctorCode = request.DoctorCode,
            Quantity = request.Quantity,
            PrescribedOn = request.PrescribedOn,
            ValidThrough = SpecialDrugPrescription.DaysFrom(request.PrescribedOn, request.ValidDays).Last!.Value,
            RequestHash = number.Hash,
            RecordedBy = call.By,
            RecordedAt = call.Now,
        };
        db.Add(prescription);
        return prescription;
    }
}
