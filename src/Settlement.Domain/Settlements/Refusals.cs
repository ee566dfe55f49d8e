using Settlement.Domain.Encounters;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>What stands in the way of a direct settlement before any amount is looked at, in the order of <see cref="RefusalCode"/>.</summary>
internal static class Refusals
{
    internal static Refused? Of(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        var (person, encounter, facility) = (claim.Person, claim.Encounter, claim.Facility);
        var (benefit, startedOn) = (encounter.Benefit, encounter.StartedOn);

        if (person.InsuredRegion.Province == facility.Region.Province && treatmentClass != TreatmentClass.LongTermAtHome)
            return new(RefusalCode.NotCrossProvince, $"{person.InsuredRegion}, {facility.Region}");
        if (person.Status != InsuredStatus.Normal)
            return new(RefusalCode.InsuranceNotActive, $"{person.PersonNo}");
        if (claim.Policy is { } known && !known.ReductionFor(benefit).Pays(treatmentClass))
            return new(RefusalCode.FilingRequired, $"{facility.Region}, {startedOn:O}");
        if (!facility.IsOpenFor(benefit, startedOn))
            return new(RefusalCode.FacilityNotOpen, $"{facility.Code}, {benefit}, {startedOn:O}");
        if (benefit.Disease is { } disease && !claim.ChronicDiseases.IsSupported(disease, startedOn))
            return new(RefusalCode.DiseaseNotSupported, $"{disease}, {startedOn:O}");
        if (claim.Policy is not { } policy)
            return new(RefusalCode.NoPolicyInForce, $"{person.InsuredRegion}, {encounter.EndedOn:O}");
        if (!policy.Benefits.ContainsKey(benefit))
            return new(RefusalCode.ServiceNotOpenAtInsuredPlace, $"{policy.Version}, {benefit}");
        if (benefit.Disease is { } certified && !person.IsQualifiedFor(certified, startedOn))
            return new(RefusalCode.QualificationMissing, $"{certified}, {startedOn:O}");
        if (encounter.Trauma == Trauma.WithThirdParty)
            return new(RefusalCode.ThirdPartyLiable, $"{startedOn:O}");
        if (encounter.Trauma == Trauma.WithoutThirdParty && !policy.DirectSettlement.TraumaWithoutThirdParty)
            return new(RefusalCode.TraumaNotCovered, $"{policy.Version}");
        if (claim.Lines.Count == 0)
            return new(RefusalCode.NoLines, "0");
        return null;
    }
}
