using System.Globalization;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.SpecialDrugs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>What stands in the way of a settlement before any amount is looked at, in the order of <see cref="RefusalCode"/>.</summary>
/// <remarks>
/// 手工报销 (R-MAN-01) pays what could not be settled directly, so the refusals that are about the direct way do not apply to it: facility not
/// open, disease not opened between provinces, injuries not settled directly, and the direct settlement of the person suspended
/// (R1.19), which the reviewer weighs. Those about the entitlement do: not insured on the day,
/// nothing paid in the class, no qualification, a third party liable (R1.7, R1.11, R1.12.2), and those without which nothing can be
/// computed: no policy, no rules for the benefit, no lines. Care in the insured province is no case of this platform either way.
/// </remarks>
internal static class Refusals
{
    internal static Refused? Of(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        foreach (var obstacle in All(claim, treatmentClass))
            return obstacle;
        if (claim.Lines.Count == 0)
            return new(RefusalCode.NoLines, "0");
        return claim.Encounter.Service == CareService.SpecialDrug ? Exceeding(claim.Lines, claim.SpecialDrug!.Prescription) : null;
    }

    /// <summary>
    /// One drug is settled alone, as one disease is, and no more of it than was prescribed; refunds count against their charges.
    /// </summary>
    private static Refused? Exceeding(IReadOnlyList<FeeLine> lines, SpecialDrugPrescription prescription)
    {
        var bought = 0m;
        foreach (var line in lines)
        {
            if (line.RefundsLineNo is null && line.ItemCode != prescription.DrugCode) // a refund is of the item that it takes back
                return new(RefusalCode.PrescriptionExceeded, $"{line.LineNo}, {line.ItemCode}");
            bought += line.Quantity;
        }
        return bought > prescription.Quantity
            ? new(RefusalCode.PrescriptionExceeded, string.Create(
                CultureInfo.InvariantCulture, $"{bought:0.####} > {prescription.Quantity:0.####}"))
            : null;
    }

    /// <summary>特药: list, approval, facility and prescription (R-DRG-01).</summary>
    private static IEnumerable<Refused> OfSpecialDrug(SettlementClaim claim)
    {
        var (facility, day) = (claim.Facility.Code, claim.Encounter.StartedOn);
        if (claim.SpecialDrug is not { } purchase)
        {
            yield return new(RefusalCode.PrescriptionMissing, $"{facility}, {day:O}");
            yield break;
        }
        var drug = purchase.Prescription.DrugCode;
        if (purchase.Listing is null)
            yield return new(RefusalCode.DrugNotListed, $"{drug}, {day:O}");
        if (purchase.Approval?.Validity.Contains(day) != true || !purchase.Approval.Allows(purchase.Prescription))
            yield return new(RefusalCode.DrugNotApproved, $"{drug}, {day:O}");
        else if (!purchase.Approval.Names(facility))
            yield return new(RefusalCode.DrugElsewhere, $"{drug}, {facility}");
        if (!purchase.Prescription.Validity.Contains(day))
            yield return new(RefusalCode.PrescriptionExpired, $"{day:O}");
        if (purchase.Prescription.IsCancelled)
            yield return new(RefusalCode.PrescriptionCancelled, $"{drug}");
        if (purchase.IsUsed)
            yield return new(RefusalCode.PrescriptionUsed, $"{drug}");
    }

    /// <summary>Everything that stands in the way, whatever was charged.</summary>
    internal static IEnumerable<Refused> All(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        var (person, encounter, facility) = (claim.Person, claim.Encounter, claim.Facility);
        var (benefit, startedOn) = (encounter.Benefit, encounter.StartedOn);
        var isDirect = claim.Channel == SettlementChannel.Direct;

        if (person.InsuredRegion.Province == facility.Region.Province && treatmentClass != TreatmentClass.LongTermAtHome)
            yield return new(RefusalCode.NotCrossProvince, $"{person.InsuredRegion}, {facility.Region}");
        if (isDirect ? person.Status != InsuredStatus.Normal : person.Status == InsuredStatus.Terminated)
            yield return new(RefusalCode.InsuranceNotActive, $"{person.PersonNo}");
        if (claim.Policy is { } known && !known.ReductionFor(benefit).Pays(treatmentClass))
            yield return new(RefusalCode.FilingRequired, $"{facility.Region}, {startedOn:O}");
        if (isDirect && !facility.IsOpenFor(benefit, startedOn))
            yield return new(RefusalCode.FacilityNotOpen, $"{facility.Code}, {benefit}, {startedOn:O}");
        if (isDirect && benefit.Disease is { } disease && !claim.ChronicDiseases.IsSupported(disease, startedOn))
            yield return new(RefusalCode.DiseaseNotSupported, $"{disease}, {startedOn:O}");
        if (claim.Policy is null)
            yield return new(RefusalCode.NoPolicyInForce, $"{person.InsuredRegion}, {encounter.EndedOn:O}");
        if (claim.Policy is { } policy && !policy.Benefits.ContainsKey(benefit))
            yield return new(RefusalCode.ServiceNotOpenAtInsuredPlace, $"{policy.Version}, {benefit}");
        if (benefit.Disease is { } certified && !person.IsQualifiedFor(certified, startedOn))
            yield return new(RefusalCode.QualificationMissing, $"{certified}, {startedOn:O}");
        if (benefit.Disease is { } chosen && person.QualificationFor(chosen, startedOn)?.HoldsAt(facility.Code) == false)
            yield return new(RefusalCode.QualifiedElsewhere, $"{chosen}, {facility.Code}");
        if (encounter.Service == CareService.SpecialDrug)
            foreach (var obstacle in OfSpecialDrug(claim))
                yield return obstacle;
        if (encounter.Trauma == Trauma.WithThirdParty)
            yield return new(RefusalCode.ThirdPartyLiable, $"{startedOn:O}");
        if (isDirect && encounter.Trauma == Trauma.WithoutThirdParty && claim.Policy?.DirectSettlement.TraumaWithoutThirdParty == false)
            yield return new(RefusalCode.TraumaNotCovered, $"{claim.Policy.Version}");
    }
}
