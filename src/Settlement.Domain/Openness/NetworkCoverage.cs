using Settlement.Domain.Facilities;

namespace Settlement.Domain.Openness;

/// <summary>How many of how many.</summary>
public readonly record struct Share(int With, int Of)
{
    /// <summary>Four decimals, half up; null where there is nothing to be a share of.</summary>
    public decimal? Ratio => Of == 0 ? null : Math.Round((decimal)With / Of, 4, MidpointRounding.AwayFromZero);
}

/// <summary>Coverage of one benefit: counties and pooling regions with at least one facility that has it open, and the facilities.</summary>
/// <param name="Benefit">Chronic outpatient care without a disease: any disease.</param>
public sealed record BenefitCoverage(Benefit Benefit, Share Counties, Share PoolingRegions, FacilityCounts Facilities);

/// <summary>联网覆盖: coverage of the nation or of a province, by benefit (R-FAC-04).</summary>
/// <param name="Province">Null for the nation.</param>
public sealed record NetworkCoverage(RegionCode? Province, IReadOnlyList<BenefitCoverage> Benefits)
{
    /// <param name="benefits">Those that are asked for, in the order in which they are shown; one that is open nowhere has zeros.</param>
    /// <param name="province">Null for the nation.</param>
    public static NetworkCoverage Of(OpenNetwork network, Territories territories, IReadOnlyList<Benefit> benefits, RegionCode? province)
    {
        bool IsAsked(RegionCode place) => province is null || place.Province == province;
        var countyCount = territories.Counties.Count(IsAsked);
        var poolingCount = territories.PoolingRegions.Count(p => p.HasTerritory && (province is null || p.Province == province));

        var tallies = benefits.ToDictionary(benefit => benefit, _ => new Tally());
        foreach (var (place, open) in network.Places.Where(p => IsAsked(p.Key)))
            foreach (var (benefit, facilities) in open)
                if (tallies.TryGetValue(benefit, out var tally))
                    tally.Add(territories.CountyOf(place), territories.PoolingRegionOf(place)?.Code, facilities);

        return new(province, [.. benefits.Select(benefit => tallies[benefit].Of(benefit, countyCount, poolingCount))]);
    }

    private sealed class Tally
    {
        private readonly HashSet<RegionCode> counties = [];
        private readonly HashSet<RegionCode> poolingRegions = [];
        private FacilityCounts facilities;

        internal void Add(RegionCode? county, RegionCode? poolingRegion, FacilityCounts more)
        {
            if (county is { } inCounty)
                counties.Add(inCounty);
            if (poolingRegion is { } inPoolingRegion)
                poolingRegions.Add(inPoolingRegion);
            facilities += more;
        }

        internal BenefitCoverage Of(Benefit benefit, int countyCount, int poolingCount) =>
            new(benefit, new(counties.Count, countyCount), new(poolingRegions.Count, poolingCount), facilities);
    }
}
