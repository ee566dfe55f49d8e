using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>Whether a claim may be settled directly at all; the first reason counts. The lines are judged elsewhere.</summary>
internal static class ReferenceRefusal
{
    public static RefusalCode? Of(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        var encounter = claim.Encounter;
        var benefit = encounter.Benefit;
        var admission = encounter.StartedOn;

        var manual = claim.Channel == SettlementChannel.Manual; // R-MAN-01: pays what could not be settled directly

        var sameProvince = claim.Person.InsuredRegion.Value[..2] == claim.Facility.Region.Value[..2];
        if (sameProvince && treatmentClass != TreatmentClass.LongTermAtHome)
            return RefusalCode.NotCrossProvince;
        if (claim.Person.Status == InsuredStatus.Terminated)
            return RefusalCode.InsuranceNotActive;
        if (!manual && claim.Person.Status == InsuredStatus.Suspended) // R1.19: pays in full, is reimbursed later
            return RefusalCode.InsuranceNotActive;
        if (ReferenceClass.Reduction(claim) is { } reduction && !reduction.Percent.ContainsKey(treatmentClass)) // R1.7
            return RefusalCode.FilingRequired;
        var agreed = IsIn(claim.Facility.Agreement, admission);
        var opened = claim.Facility.Openings.Any(o => o.Benefit == benefit && IsIn(o.Open, admission));
        if (!manual && (!agreed || !opened)) // R-FAC-02
            return RefusalCode.FacilityNotOpen;
        if (!manual && benefit.Disease is { } national && !claim.ChronicDiseases.IsSupported(national, admission)) // R1.11
            return RefusalCode.DiseaseNotSupported;
        if (claim.Policy is not { } policy) // R1.12.4
            return RefusalCode.NoPolicyInForce;
        if (!policy.Benefits.ContainsKey(benefit))
            return RefusalCode.ServiceNotOpenAtInsuredPlace;
        if (benefit.Disease is { } disease && !IsQualified(claim.Person, disease, admission)) // R-CHR-01
            return RefusalCode.QualificationMissing;
        if (benefit.Disease is { } there // R-CHR-01, R-CHR-05: where facilities were chosen, only there
            && claim.Person.Qualifications.First(q => q.Disease == there && IsIn(q.Validity, admission)).Facilities is { Count: > 0 } chosen
            && chosen.All(facility => facility != claim.Facility.Code))
            return RefusalCode.QualifiedElsewhere;
        if (benefit.Service == CareService.SpecialDrug && OfSpecialDrug(claim, admission) is { } special) // R-DRG-01
            return special;
        if (encounter.Trauma == Trauma.WithThirdParty) // R1.12.2
            return RefusalCode.ThirdPartyLiable;
        if (!manual && encounter.Trauma == Trauma.WithoutThirdParty && !policy.DirectSettlement.TraumaWithoutThirdParty)
            return RefusalCode.TraumaNotCovered;
        if (claim.Lines.Count == 0)
            return RefusalCode.NoLines;
        if (benefit.Service == CareService.SpecialDrug) // R-DRG-01: one drug alone, no more than prescribed
        {
            var prescribed = claim.SpecialDrug!.Prescription;
            var others = claim.Lines.Any(line => line.RefundsLineNo is null && line.ItemCode != prescribed.DrugCode);
            if (others || claim.Lines.Sum(line => line.Quantity) > prescribed.Quantity)
                return RefusalCode.PrescriptionExceeded;
        }
        return null;
    }

    private static RefusalCode? OfSpecialDrug(SettlementClaim claim, DateOnly day)
    {
        var drug = claim.SpecialDrug;
        if (drug is null)
            return RefusalCode.PrescriptionMissing;
        if (drug.Listing is null)
            return RefusalCode.DrugNotListed;
        if (drug.Approval is null || !IsIn(drug.Approval.Validity, day))
            return RefusalCode.DrugNotApproved;
        if (drug.Prescription.DoctorCode != drug.Approval.DoctorCode || drug.Prescription.Hospital != drug.Approval.Hospital)
            return RefusalCode.DrugNotApproved;
        if (claim.Facility.Code != drug.Approval.Hospital && claim.Facility.Code != drug.Approval.Pharmacy)
            return RefusalCode.DrugElsewhere;
        if (!IsIn(drug.Prescription.Validity, day))
            return RefusalCode.PrescriptionExpired;
        if (drug.Prescription.IsCancelled)
            return RefusalCode.PrescriptionCancelled;
        return drug.IsUsed ? RefusalCode.PrescriptionUsed : null;
    }

    public static bool IsQualified(InsuredPerson person, string disease, DateOnly day) =>
        person.Qualifications.Any(q => q.Disease == disease && IsIn(q.Validity, day));

    private static bool IsIn(DateRange range, DateOnly day) => day >= range.First && (range.Last is null || day <= range.Last);
}
