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

    [Fact]
    public void A_suspended_facility_takes_no_new_encounter_on_the_days_of_the_suspension()
    {
        var always = Facility with { Openings = [new(CareService.Inpatient, new(Day.AddDays(-5), null))] };
        var suspended = always with { Suspensions = [new(Day, Day.AddDays(2)), new(Day.AddDays(9), null)] };

        Assert.True(suspended.IsOpenFor(CareService.Inpatient, Day.AddDays(-1)));
        Assert.False(suspended.IsOpenFor(CareService.Inpatient, Day));
        Assert.False(suspended.IsOpenFor(CareService.Inpatient, Day.AddDays(2)));
        Assert.True(suspended.IsOpenFor(CareService.Inpatient, Day.AddDays(3)));
        Assert.False(suspended.IsOpenFor(CareService.Inpatient, Day.AddDays(9)));
    }
}
