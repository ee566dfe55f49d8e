using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.SpecialDrugs;

/// <summary>特药使用备案: leave of the insured place for one person to use one drug, under its own number.</summary>
internal sealed class ApproveSpecialDrug(SettlementDbContext db, NumberedCall numbered, ReferenceSnapshot reference)
{
    internal Task<Outcome<SpecialDrugApprovalAnswer>> RunAsync(PersonKey key, string approvalNo, ApproveSpecialDrugRequest request, Call call)
    {
        var (person, isKnown) = (key.Id, false);
        var number = new CallNumber($"special-drug-approval/{person.Value}", approvalNo, "approvalNo", Wire.Hash(request))
        {
            Lock = () => db.LockPersonAsync(person, call.Cancellation),
        };
        return numbered.OnceAsync(
            number, FindAsync,
            async () => isKnown ? await GrantAsync(person, number, request, call) : ProblemKind.PersonNotFound.Refuse(key.PersonNo, "/personNo"),
            approval => Task.FromResult(SpecialDrugApprovalAnswer.From(approval, key.PersonNo)), call.Cancellation);

        async Task<SpecialDrugApprovalRecord?> FindAsync()
        {
            isKnown = await db.LookAtAsync(call, person);
            return isKnown
                ? await db.SpecialDrugApprovals.SingleOrDefaultAsync(a => a.PersonId == person && a.ApprovalNo == approvalNo, call.Cancellation)
                : null;
        }
    }

    private async Task<Outcome<SpecialDrugApprovalRecord>> GrantAsync(PersonId person, CallNumber number, ApproveSpecialDrugRequest request, Call call)
    {
        if ((FacilityFault(request.Hospital, "/hospital") ?? FacilityFault(request.Pharmacy, "/pharmacy")) is { } fault)
            return fault;
        var approval = new SpecialDrugApprovalRecord
        {
            PersonId = person,
            ApprovalNo = number.No,
            DrugCode = request.DrugCode,
            DoctorCode = request.DoctorCode,
            Doctor = request.Doctor,
            Hospital = FacilityCode.Parse(request.Hospital),
            Pharmacy = FacilityCode.Parse(request.Pharmacy),
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            RequestHash = number.Hash,
            GrantedBy = call.By,
            GrantedAt = call.Now,
        };
        db.Add(approval);
        var overlap = await db.SaveUnlessAsync(
            constraint => constraint == SpecialDrugApprovalRecord.OverlapName ? SpecialDrugProblems.ApprovalOverlaps.Refuse(request.DrugCode) : null,
            call.Cancellation);
        return overlap is null ? approval : overlap;
    }

    private Refusal? FacilityFault(string code, string pointer) => reference.Facilities.Find(FacilityCode.Parse(code)) is null
        ? SpecialDrugProblems.ApprovalFacilities.Refuse(code, pointer)
        : null;
}
