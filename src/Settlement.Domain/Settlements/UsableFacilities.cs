using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Settlements;

/// <summary>
/// Where a person may be settled directly for a benefit on a day, among the facilities that are open for it then. Whether one may be
/// used is what <see cref="Entitlement"/> says of it; it depends on the facility only by its region and by being named in a filing or a
/// qualification, so that one answer holds for all facilities of a region but the named ones.
/// </summary>
/// <param name="claim">What the person has, for an encounter on the day; its facility does not matter.</param>
public sealed class UsableFacilities(SettlementClaim claim)
{
    private readonly Dictionary<RegionCode, bool> known = [];

    /// <summary>Facilities that are looked at one by one: those chosen in filings (R-FIL-08) and in qualifications (R-CHR-01).</summary>
    public IEnumerable<FacilityCode> Named => claim.Filings.SelectMany(filing => filing.Facilities)
        .Concat(claim.Person.Qualifications.SelectMany(qualification => qualification.Facilities)).Distinct();

    /// <summary>Whether facilities of the region may be used that are not named.</summary>
    public bool Region(RegionCode region)
    {
        if (!known.TryGetValue(region, out var usable))
            known[region] = usable = ObstaclesAt(default, region).Count == 0;
        return usable;
    }

    /// <summary>Why a facility that is open cannot be used; empty where it can.</summary>
    /// <param name="code">The default value for one that nothing names.</param>
    public IReadOnlyList<SettlementOutcome.Refused> ObstaclesAt(FacilityCode code, RegionCode region) =>
        Entitlement.Of(claim with { Facility = OpenIn(region, claim.Encounter, code) }).Obstacles;

    /// <summary>Any facility of a region that is open for the encounter; nothing else of it matters.</summary>
    /// <param name="code">The default value for one that nothing names.</param>
    public static DesignatedFacility OpenIn(RegionCode region, Encounter encounter, FacilityCode code = default)
    {
        var theDay = new DateRange(encounter.StartedOn, encounter.StartedOn);
        return new(code, "", region, FacilityLevel.Community, theDay, [new ServiceOpening(encounter.Benefit, theDay)]);
    }
}
