using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Agencies;

/// <summary>Where an agency of a level can lie, and below which others (R-FAC-03).</summary>
internal static class AgencyRules
{
    /// <summary>What stands against an agency in this region; null for nothing.</summary>
    internal static ProblemHttpResult? FaultOf(RegionCode region, AgencyContent content, ReferenceSnapshot reference, AgenciesInHand inHand)
    {
        var highest = HighestIn(region, reference);
        if (highest is null)
            return Fault(new("区划不可用", "no current region"), region.Value, "/region");
        if (content.Level <= AgencyLevel.County && content.Level != highest && !IsByConvention(region, reference))
            return Fault(new("层级与区划不符", "the level is not that of the region"), region.Value, "/level");
        var place = content.Place ?? region.Value;
        if (!place.StartsWith(region.Value, StringComparison.Ordinal) || place.Length > LongestPlace(content.Level))
            return Fault(new("所在地不在本区划内，或与层级不符", "the place does not lie in the region, or is not one of this level"), place, "/place");
        return content.ParentCode is null ? null : ParentFault(region, content, inHand);
    }

    private static ProblemHttpResult? ParentFault(RegionCode region, AgencyContent content, AgenciesInHand inHand)
    {
        var (parentRegion, parentCode) = (RegionCode.Parse(content.ParentRegion!), content.ParentCode!);
        if (inHand.Find(parentRegion, parentCode) is not { } parent)
            return Fault(new("上级机构不存在", "the agency above is not there"), $"{parentRegion}/{parentCode}", "/parentCode");
        return parent.Level < content.Level && parent.Region.Contains(region)
            ? null
            : Fault(new("上级机构须层级更高，其区划须包含本区划", "the agency above must be of a higher level, and its region must hold this one"),
                $"{parentRegion}/{parentCode}", "/parentCode");
    }

    private static int LongestPlace(AgencyLevel level) => level switch
    {
        AgencyLevel.Township => 9,
        AgencyLevel.Village => 12,
        _ => 6,
    };

    /// <summary>Level of the agency of a region itself; null for a region that is none today.</summary>
    private static AgencyLevel? HighestIn(RegionCode region, ReferenceSnapshot reference) =>
        reference.Regions.TryGetValue(region, out var known) && known.Usable ? (AgencyLevel)(known.Level - 1)
        : IsByConvention(region, reference) ? AgencyLevel.Province
        : null;

    /// <summary>省本级 and 兵团 pool a fund under a code that is no region of the nation's list; their agencies are of province or city level.</summary>
    private static bool IsByConvention(RegionCode region, ReferenceSnapshot reference) =>
        !reference.Regions.ContainsKey(region) && reference.National.Territories.PoolingRegionOf(region)?.Code == region;

    private static ProblemHttpResult Fault(Text why, string what, string pointer) => AgencyProblems.AgencyNotPossible.ToResult($"{why}: {what}", pointer);
}
