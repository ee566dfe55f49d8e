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
        foreach (var obstacle in All(claim, treatmentClass))
            return obstacle;
        return claim.Lines.Count == 0 ? new(RefusalCode.NoLines, "0") : null;
    }

    /// <summary>Everything that stands in the way, whatever was charged.</summary>
    internal static IEnumerable<Refused> All(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        var (person, encounter, facility) = (claim.Person, claim.Encounter, claim.Facility);
        var (benefit, startedOn) = (encounter.Benefit, encounter.StartedOn);

        if (person.InsuredRegion.Province == facility.Region.Province && treatmentClass != TreatmentClass.LongTermAtHome)
            yield return new(RefusalCode.NotCrossProvince, $"{person.InsuredRegion}, {facility.Region}");
        if (person.Status != InsuredStatus.Normal)
            yield return new(RefusalCode.InsuranceNotActive, $"{person.PersonNo}");
        if (claim.Policy is { } known && !known.ReductionFor(benefit).Pays(treatmentClass))
            yield return new(RefusalCode.FilingRequired, $"{facility.Region}, {startedOn:O}");
        if (!facility.IsOpenFor(benefit, startedOn))
            yield return new(RefusalCode.FacilityNotOpen, $"{facility.Code}, {benefit}, {startedOn:O}");
        if (benefit.Disease is { } disease && !claim.ChronicDiseases.IsSupported(disease, startedOn))
            yield return new(RefusalCode.DiseaseNotSupported, $"{disease}, {startedOn:O}");
        if (claim.Policy is null)
            yield return new(RefusalCode.NoPolicyInForce, $"{person.InsuredRegion}, {encounter.EndedOn:O}");
        if (claim.Policy is { } policy && !policy.Benefits.ContainsKey(benefit))
            yield return new(RefusalCode.ServiceNotOpenAtInsuredPlace, $"{policy.Version}, {benefit}");
        if (benefit.Disease is { } certified && !person.IsQualifiedFor(certified, startedOn))
            yield return new(RefusalCode.QualificationMissing, $"{certified}, {startedOn:O}");
        if (benefit.Disease is { } chosen && person.QualificationFor(chosen, startedOn)?.HoldsAt(facility.Code) == false)
            yield return new(RefusalCode.QualifiedElsewhere, $"{chosen}, {facility.Code}");
        if (encounter.Trauma == Trauma.WithThirdParty)
            yield return new(RefusalCode.ThirdPartyLiable, $"{startedOn:O}");
        if (encounter.Trauma == Trauma.WithoutThirdParty && claim.Policy?.DirectSettlement.TraumaWithoutThirdParty == false)
            yield return new(RefusalCode.TraumaNotCovered, $"{claim.Policy.Version}");
    }
}
