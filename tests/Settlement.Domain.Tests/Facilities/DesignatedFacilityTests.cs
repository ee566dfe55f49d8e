using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Facilities;

public sealed class DesignatedFacilityTests
{
    private static readonly DateOnly Day = Example.Admission;
    private static readonly DesignatedFacility Facility = Example.Claim.Facility with { Openings = [new(CareService.Inpatient, new(Day, Day))] };

    [Fact]
    public void A_facility_is_open_for_the_services_and_days_that_it_has_opened()
    {
        Assert.True(Facility.IsOpenFor(CareService.Inpatient, Day));
        Assert.False(Facility.IsOpenFor(CareService.Inpatient, Day.AddDays(-1)));
        Assert.False(Facility.IsOpenFor(CareService.Inpatient, Day.AddDays(1)));
        Assert.False(Facility.IsOpenFor(CareService.Outpatient, Day));
    }

    [Fact]
    public void Nothing_is_open_on_days_without_an_agreement() =>
        Assert.False((Facility with { Agreement = new(Day.AddDays(1), null) }).IsOpenFor(CareService.Inpatient, Day));
}
