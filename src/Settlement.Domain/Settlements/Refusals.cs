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

        if (person.InsuredRegion.Province == facility.Region.Province)
            return new(RefusalCode.NotCrossProvince, $"{person.InsuredRegion}, {facility.Region}");
        if (person.Status != InsuredStatus.Normal)
            return new(RefusalCode.InsuranceNotActive, $"{person.PersonNo}");
        if (claim.Policy is { } known && !known.Reduction.Pays(treatmentClass))
            return new(RefusalCode.FilingRequired, $"{facility.Region}, {encounter.StartedOn:O}");
        if (!facility.IsOpenFor(encounter.Service, encounter.StartedOn))
            return new(RefusalCode.FacilityNotOpen, $"{facility.Code}, {encounter.StartedOn:O}");
        if (claim.Policy is not { } policy)
            return new(RefusalCode.NoPolicyInForce, $"{person.InsuredRegion}, {encounter.EndedOn:O}");
        if (!policy.Services.ContainsKey(encounter.Service))
            return new(RefusalCode.ServiceNotOpenAtInsuredPlace, $"{policy.Version}");
        if (claim.Lines.Count == 0)
            return new(RefusalCode.NoLines, "0");
        return null;
    }
}
