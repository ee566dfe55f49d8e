using Settlement.Domain.Agencies;

namespace Settlement.Domain.Tests.Agencies;

[Rule("R-FAC-03")]
public sealed class AgencyRulesTests
{
    private static readonly AgencyRegion Province = new(1, IsByConvention: false);
    private static readonly AgencyRegion City = new(2, IsByConvention: false);
    private static readonly AgencyRegion County = new(3, IsByConvention: false);
    private static readonly AgencyRegion Corps = new(null, IsByConvention: true);
    private static readonly AgencyRegion Former = new(null, IsByConvention: false);

    [Fact]
    public void The_agency_of_a_region_itself_has_the_level_of_the_region()
    {
        Assert.Null(FaultOf("430000", AgencyLevel.Province, "430000", Province));
        Assert.Null(FaultOf("430100", AgencyLevel.City, "430100", City));
        Assert.Null(FaultOf("430102", AgencyLevel.County, "430102", County));
        Assert.Equal(AgencyFault.OtherLevel, FaultOf("430100", AgencyLevel.County, "430100", City));
        Assert.Equal(AgencyFault.OtherLevel, FaultOf("430102", AgencyLevel.City, "430102", County));
    }

    [Fact]
    public void A_fund_under_a_code_by_convention_has_agencies_of_province_or_city_level()
    {
        Assert.Null(FaultOf("660000", AgencyLevel.Province, "660000", Corps));
        Assert.Null(FaultOf("660000", AgencyLevel.City, "660000", Corps));
        Assert.Equal(AgencyFault.NoRegion, FaultOf("430199", AgencyLevel.County, "430199", Former));
    }

    [Fact]
    public void It_lies_in_its_region_as_deep_as_its_level_goes()
    {
        Assert.Null(FaultOf("430102", AgencyLevel.Township, "430102001", County));
        Assert.Null(FaultOf("430102", AgencyLevel.Village, "430102001003", County));
        Assert.Equal(AgencyFault.OtherPlace, FaultOf("430102", AgencyLevel.County, "430102001", County));
        Assert.Equal(AgencyFault.OtherPlace, FaultOf("430102", AgencyLevel.Township, "430102001003", County));
        Assert.Equal(AgencyFault.OtherPlace, FaultOf("430102", AgencyLevel.Township, "430103001", County)); // another county
    }

    [Fact]
    public void The_agency_above_is_of_a_higher_level_and_its_region_holds_this_one()
    {
        var site = new AgencySite(RegionCode.Parse("430405"), AgencyLevel.County, "430405");
        Assert.Null(AgencyRules.FaultBelow(site, AgencyLevel.City, RegionCode.Parse("430400")));
        Assert.Equal(AgencyFault.NotBelowParent, AgencyRules.FaultBelow(site, AgencyLevel.City, RegionCode.Parse("430500")));
        Assert.Equal(AgencyFault.NotBelowParent, AgencyRules.FaultBelow(site, AgencyLevel.County, RegionCode.Parse("430400")));
    }

    private static AgencyFault? FaultOf(string region, AgencyLevel level, string place, AgencyRegion known) =>
        AgencyRules.FaultOf(new(RegionCode.Parse(region), level, place), known);
}
