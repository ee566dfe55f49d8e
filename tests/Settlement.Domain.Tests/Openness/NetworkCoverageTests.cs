using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Openness;

namespace Settlement.Domain.Tests.Openness;

/// <summary>R-FAC-04 by hand: two provinces, of which one administers a county itself and one has a city without counties.</summary>
/// <remarks>
/// <para>Province 36: cities 360100 (counties 360102, 360103) and 360200 (county 360202); 369900 省本级.</para>
/// <para>Province 46: city 460400 without counties; county 469001 administered by the province; 469900 省本级.</para>
/// <para>Counties: 360102, 360103, 360202 | 460400, 469001 = 5. Pooling regions with territory: 360100, 360200 | 460400, 469001 = 4.</para>
/// </remarks>
[Rule("R-FAC-04")]
public sealed class NetworkCoverageTests
{
    private const string Diabetes = "M01600";
    private const string NotSupported = "M99999";
    private static readonly DateOnly Day = new(2026, 6, 15);
    private static readonly DateRange Always = new(new(2023, 1, 1), null);

    private static readonly Territories Territories = new(
        [Region("360100"), Region("360200"), Region("460400")],
        [Region("360102"), Region("360103"), Region("360202"), Region("469001")],
        [
            Pool("360100", "360000", PoolingRegionKind.Prefecture), Pool("360200", "360000", PoolingRegionKind.Prefecture),
            Pool("369900", "360000", PoolingRegionKind.ProvincialDirect),
            Pool("460400", "460000", PoolingRegionKind.Prefecture), Pool("469001", "460000", PoolingRegionKind.ProvinceAdministeredCounty),
            Pool("469900", "460000", PoolingRegionKind.ProvincialDirect),
        ]);

    private static readonly ChronicDiseases Diseases = new(new Dictionary<string, DateRange> { [Diabetes] = Always });

    private static readonly DesignatedFacility[] Facilities =
    [
        Facility("H36010200001", "360102", Always, CareService.Inpatient, CareService.Outpatient, Benefit.Chronic(Diabetes)),
        Facility("H36010200002", "360102", Always, CareService.Inpatient), // a second one in the county
        Facility("P36010200003", "360102", Always, CareService.Pharmacy, Benefit.Chronic(Diabetes), Benefit.Chronic(NotSupported)),
        Facility("H36010300004", "360103", new(new(2023, 1, 1), Day.AddDays(-1)), CareService.Inpatient), // agreement ended the day before
        Facility("H36020200005", "360202", Always, CareService.Inpatient) with { Suspensions = [new(Day, Day)] }, // suspended on the day alone
        Facility("H36017100006", "360171", Always, CareService.Outpatient), // development zone of 360100, no county
        Facility("H46040000007", "460400", Always, CareService.Inpatient), // the city counts as a county
        Facility("H46900100008", "469001", new(Day, null), CareService.Outpatient), // from the day on
    ];

    [Fact]
    public void A_case_small_enough_to_be_counted_by_hand()
    {
        var nation = Coverage(Day, province: null);

        // Inpatient: 00001 and 00002 in 360102, 00007 in 460400: 2 of 5 counties; 360100 and 460400: 2 of 4 pooling regions; 3 hospitals.
        Assert.Equal(new(CareService.Inpatient, new(2, 5), new(2, 4), new(3, 0)), nation.Benefits[0]);
        // Outpatient: 360102 and 469001 (00006 lies in no county): 2 of 5; 360100 and 469001: 2 of 4; 00001, 00006, 00008: 3 hospitals.
        Assert.Equal(new(CareService.Outpatient, new(2, 5), new(2, 4), new(3, 0)), nation.Benefits[1]);
        // Chronic of any disease: 00001 and pharmacy 00003, both in 360102: 1 of 5, 1 of 4.
        Assert.Equal(new(CareService.ChronicOutpatient, new(1, 5), new(1, 4), new(1, 1)), nation.Benefits[2]);
        // Pharmacy: 00003.
        Assert.Equal(new(CareService.Pharmacy, new(1, 5), new(1, 4), new(0, 1)), nation.Benefits[3]);
        // The disease by itself: as any disease, since the other one is not supported.
        Assert.Equal(new(Benefit.Chronic(Diabetes), new(1, 5), new(1, 4), new(1, 1)), nation.Benefits[4]);
    }

    [Fact]
    public void A_province_is_a_share_of_its_own()
    {
        Assert.Equal((new Share(1, 3), new Share(1, 2)), Inpatient(Coverage(Day, Region("360000")))); // 360102 of three; 360100 of two
        Assert.Equal((new Share(1, 2), new Share(1, 2)), Inpatient(Coverage(Day, Region("460000")))); // 460400 of two; the same
    }

    [Fact]
    public void Another_day_has_other_figures()
    {
        // The day before: 00004 still has its agreement and 00005 is not suspended: 360102, 360103, 360202, 460400.
        Assert.Equal((new Share(4, 5), new Share(3, 4)), Inpatient(Coverage(Day.AddDays(-1), province: null)));
        // The day after: 00005 is back.
        Assert.Equal((new Share(3, 5), new Share(3, 4)), Inpatient(Coverage(Day.AddDays(1), province: null)));
        Assert.Equal((new Share(0, 5), new Share(0, 4)), Inpatient(Coverage(new(2022, 12, 31), province: null)));
    }

    [Theory]
    [InlineData(1, 3, "0.3333")]
    [InlineData(2, 3, "0.6667")]
    [InlineData(1, 20000, "0.0001")] // 0.00005, half up
    [InlineData(4, 4, "1")]
    public void A_ratio_has_four_decimals(int with, int of, string ratio) =>
        Assert.Equal(decimal.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture), new Share(with, of).Ratio);

    [Fact]
    public void Nothing_is_no_share_of_nothing() => Assert.Null(new Share(0, 0).Ratio);

    [Theory]
    [InlineData("659001", "660000")] // cities of the corps
    [InlineData("500235", "500000")] // a county of a municipality
    [InlineData("360171", "360100")] // a development zone
    [InlineData("469001", "469001")] // administered by the province
    [InlineData("469002", null)] // not in the list here
    public void Every_place_lies_in_the_smallest_pooling_region_around_it(string place, string? poolingRegion)
    {
        var territories = new Territories([], [],
        [
            Pool("660000", "650000", PoolingRegionKind.Corps), Pool("500000", "500000", PoolingRegionKind.Municipality),
            Pool("360100", "360000", PoolingRegionKind.Prefecture), Pool("469001", "460000", PoolingRegionKind.ProvinceAdministeredCounty),
        ]);

        Assert.Equal(poolingRegion, territories.PoolingRegionOf(Region(place))?.Code.Value);
    }

    private static (Share Counties, Share PoolingRegions) Inpatient(NetworkCoverage coverage) =>
        (coverage.Benefits[0].Counties, coverage.Benefits[0].PoolingRegions);

    private static NetworkCoverage Coverage(DateOnly day, RegionCode? province) => NetworkCoverage.Of(
        OpenNetwork.On(day, Facilities, Diseases), Territories,
        [CareService.Inpatient, CareService.Outpatient, CareService.ChronicOutpatient, CareService.Pharmacy, Benefit.Chronic(Diabetes)], province);

    private static RegionCode Region(string code) => RegionCode.Parse(code);

    private static PoolingRegion Pool(string code, string province, PoolingRegionKind kind) => new(Region(code), code, Region(province), kind);

    private static DesignatedFacility Facility(string code, string region, DateRange agreement, params Benefit[] benefits) => new(
        FacilityCode.Parse(code), code, Region(region), FacilityLevel.Secondary, agreement, [.. benefits.Select(b => new ServiceOpening(b, Always))]);
}
