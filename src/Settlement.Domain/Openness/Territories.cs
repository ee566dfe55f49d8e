using System.Collections.Frozen;

namespace Settlement.Domain.Openness;

/// <summary>统筹区类别.</summary>
public enum PoolingRegionKind
{
    /// <summary>地级统筹: a city, prefecture or league.</summary>
    Prefecture,

    /// <summary>直辖市.</summary>
    Municipality,

    /// <summary>省直辖县级行政区划.</summary>
    ProvinceAdministeredCounty,

    /// <summary>省本级: insures people, but is no place where anybody is treated.</summary>
    ProvincialDirect,

    /// <summary>新疆生产建设兵团.</summary>
    Corps,
}

/// <summary>统筹区: where one fund pays for its people.</summary>
/// <param name="Province">Province in which it lies, which the digits of the corps' code do not say.</param>
public sealed record PoolingRegion(RegionCode Code, string Name, RegionCode Province, PoolingRegionKind Kind)
{
    /// <summary>Whether facilities can lie in it.</summary>
    public bool HasTerritory => Kind != PoolingRegionKind.ProvincialDirect;
}

/// <summary>Which county and which pooling region a place lies in, and so what the coverage figures are shares of (R-FAC-04).</summary>
/// <remarks>
/// Counties are the usable regions of level 3, and besides them each city without any (东莞, 中山, 嘉峪关, 儋州), which counts as one.
/// Placeholders, development zones of the statistics and abolished codes are none: a facility with such a code counts for its pooling
/// region alone. A province-administered county is a county and a pooling region. The cities of the corps are counties of Xinjiang and
/// lie in the pooling region of the corps.
/// </remarks>
public sealed class Territories
{
    private static readonly RegionCode Xinjiang = RegionCode.Parse("650000");
    private readonly FrozenSet<RegionCode> counties;
    private readonly FrozenDictionary<RegionCode, PoolingRegion> poolingRegions;
    private readonly PoolingRegion? corps;

    /// <param name="cities">Usable regions of level 2.</param>
    /// <param name="counties">Usable regions of level 3.</param>
    public Territories(IEnumerable<RegionCode> cities, IEnumerable<RegionCode> counties, IEnumerable<PoolingRegion> poolingRegions)
    {
        var ofLevel3 = counties.ToList();
        var divided = ofLevel3.Select(CityOf).ToHashSet();
        this.counties = ofLevel3.Concat(cities.Where(city => !divided.Contains(city))).ToFrozenSet();
        this.poolingRegions = poolingRegions.ToFrozenDictionary(p => p.Code);
        corps = this.poolingRegions.Values.SingleOrDefault(p => p.Kind == PoolingRegionKind.Corps);
    }

    public IReadOnlyCollection<RegionCode> Counties => counties;

    public IReadOnlyCollection<PoolingRegion> PoolingRegions => poolingRegions.Values;

    /// <summary>Null where the place is no county, nor lies in a city that counts as one.</summary>
    public RegionCode? CountyOf(RegionCode place) =>
        counties.Contains(place) ? place : counties.Contains(CityOf(place)) ? CityOf(place) : null;

    /// <summary>The place itself, else its city, else its province; null where none of them is a pooling region.</summary>
    public PoolingRegion? PoolingRegionOf(RegionCode place) =>
        poolingRegions.GetValueOrDefault(place)
        ?? poolingRegions.GetValueOrDefault(CityOf(place))
        ?? poolingRegions.GetValueOrDefault(place.Province)
        ?? (place.Province == Xinjiang && place.Value[2] == '9' ? corps : null);

    private static RegionCode CityOf(RegionCode place) => RegionCode.Parse(place.Value[..4] + "00");
}
