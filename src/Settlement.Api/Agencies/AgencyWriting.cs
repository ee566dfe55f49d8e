using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Agencies;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Agencies;

/// <summary>The agencies that a request names, by region and code; what it records joins them.</summary>
internal sealed class NamedAgencies(IEnumerable<AgencyRecord> agencies)
{
    private readonly Dictionary<(RegionCode, string), AgencyRecord> agencies = agencies.ToDictionary(a => (a.Region, a.AgencyCode));

    internal AgencyRecord? Find(RegionCode region, string code) => agencies.GetValueOrDefault((region, code));

    internal void Add(AgencyRecord agency) => agencies.Add((agency.Region, agency.AgencyCode), agency);
}

/// <summary>What is said of an agency, checked and written into its record.</summary>
internal sealed class AgencyWriting(ReferenceSnapshot reference)
{
    /// <summary>A new agency, which is not counted as a step yet.</summary>
    internal Outcome<AgencyRecord> New(RegionCode region, string code, AgencyContent content, NamedAgencies named)
    {
        if (FaultOf(region, content, named) is { } fault)
            return fault;
        var agency = new AgencyRecord
        {
            Region = region,
            AgencyCode = code,
            Place = content.Place ?? region.Value,
            Level = content.Level,
            Name = content.Name,
            Address = content.Address,
            Phones = [.. content.Phones],
            Hours = content.Hours,
            Services = [.. content.Services],
            ValidFrom = content.ValidFrom,
            Source = "clerk",
            Version = 0,
        };
        Fill(agency, content);
        named.Add(agency);
        return agency;
    }

    /// <summary>Puts other content into an agency.</summary>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal Refusal? Change(AgencyRecord agency, AgencyContent content, NamedAgencies named)
    {
        if (content.Level != agency.Level)
            return AgencyProblems.AgencyNotPossible.Refuse(new("层级不能变更", "the level stays"), "/level");
        if (FaultOf(agency.Region, content, named) is { } fault)
            return fault;
        Fill(agency, content);
        return null;
    }

    private static void Fill(AgencyRecord agency, AgencyContent content)
    {
        (agency.Place, agency.Name) = (content.Place ?? agency.Region.Value, content.Name);
        (agency.Address, agency.Hours) = (content.Address, content.Hours);
        (agency.Phones, agency.Services) = ([.. content.Phones], [.. content.Services]);
        (agency.ParentRegion, agency.ParentCode) = (content.Parent()?.Region, content.ParentCode);
        (agency.Longitude, agency.Latitude) = (content.Longitude, content.Latitude);
        (agency.ValidFrom, agency.ValidThrough) = (content.ValidFrom, content.ValidThrough);
    }

    private Refusal? FaultOf(RegionCode region, AgencyContent content, NamedAgencies named)
    {
        var site = new AgencySite(region, content.Level, content.Place ?? region.Value);
        if (AgencyRules.FaultOf(site, RegionOf(region)) is { } fault)
            return RefusalOf(fault, site);
        if (content.Parent() is not var (parentRegion, parentCode))
            return null;
        if (named.Find(parentRegion, parentCode) is not { } parent)
            return Refuse(new("上级机构不存在", "the agency above is not there"), $"{parentRegion}/{parentCode}", "/parentCode");
        return AgencyRules.FaultBelow(site, parent.Level, parent.Region) is null
            ? null
            : Refuse(
                new("上级机构须层级更高，其区划须包含本区划", "the agency above must be of a higher level, and its region must hold this one"),
                $"{parentRegion}/{parentCode}", "/parentCode");
    }

    private AgencyRegion RegionOf(RegionCode region)
    {
        var isListed = reference.Regions.TryGetValue(region, out var known);
        return new(
            isListed && known!.Usable ? known.Level : null,
            IsByConvention: !isListed && reference.National.Territories.PoolingRegionOf(region)?.Code == region);
    }

    private static Refusal RefusalOf(AgencyFault fault, AgencySite site) => fault switch
    {
        AgencyFault.NoRegion => Refuse(new("区划不可用", "no current region"), site.Region.Value, "/region"),
        AgencyFault.OtherLevel => Refuse(new("层级与区划不符", "the level is not that of the region"), site.Region.Value, "/level"),
        _ => Refuse(
            new("所在地不在本区划内，或与层级不符", "the place does not lie in the region, or is not one of this level"), site.Place, "/place"),
    };

    private static Refusal Refuse(Text why, string what, string pointer) =>
        AgencyProblems.AgencyNotPossible.Refuse(new($"{why.Chinese}: {what}", $"{why.English}: {what}"), pointer);
}
