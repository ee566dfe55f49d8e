namespace Settlement.Domain.Agencies;

/// <summary>What stands against an agency.</summary>
public enum AgencyFault
{
    /// <summary>The region is no current one.</summary>
    NoRegion,

    /// <summary>An agency of a region itself has the level of the region.</summary>
    OtherLevel,

    /// <summary>The place does not lie in the region, or is not one of the level.</summary>
    OtherPlace,

    /// <summary>The agency above is of no higher level, or its region does not hold this one.</summary>
    NotBelowParent,
}

/// <summary>Where an agency is to be.</summary>
/// <param name="Place">The region, or below it the division code of a township (9 digits) or village (12).</param>
public sealed record AgencySite(RegionCode Region, AgencyLevel Level, string Place);

/// <summary>A region as far as its agencies go.</summary>
/// <param name="Level">1 for a province, 2 for a city, 3 for a county; null for one that is no current region of the nation's list.</param>
/// <param name="IsByConvention">
/// 省本级 and 兵团 pool a fund under a code that is no region of the nation's list; their agencies are of province or city level.
/// </param>
public sealed record AgencyRegion(int? Level, bool IsByConvention);

/// <summary>Where an agency of a level can lie, and below which others (R-FAC-03).</summary>
public static class AgencyRules
{
    /// <returns>Null where an agency can be there.</returns>
    public static AgencyFault? FaultOf(AgencySite site, AgencyRegion region)
    {
        if (region is { Level: null, IsByConvention: false })
            return AgencyFault.NoRegion;
        if (site.Level <= AgencyLevel.County && !region.IsByConvention && site.Level != (AgencyLevel)(region.Level!.Value - 1))
            return AgencyFault.OtherLevel;
        var isInside = site.Place.StartsWith(site.Region.Value, StringComparison.Ordinal) && site.Place.Length <= LongestPlace(site.Level);
        return isInside ? null : AgencyFault.OtherPlace;
    }

    /// <returns>Null where the agency can lie below the other one.</returns>
    public static AgencyFault? FaultBelow(AgencySite site, AgencyLevel level, RegionCode region) =>
        level < site.Level && region.Contains(site.Region) ? null : AgencyFault.NotBelowParent;

    private static int LongestPlace(AgencyLevel level) => level switch
    {
        AgencyLevel.Township => 9,
        AgencyLevel.Village => 12,
        _ => 6,
    };
}
