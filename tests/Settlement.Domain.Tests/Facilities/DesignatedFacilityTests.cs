using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Facilities;

[Rule("R-FAC-02")]
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

    /// <summary>Facilities with up to two openings and one suspension within five days, made at random, on days in and around them.</summary>
    [Fact]
    public void There_is_a_reason_why_a_facility_is_not_open_exactly_when_it_is_not()
    {
        var ranges = new List<DateRange> { new(Day, null), new(Day.AddDays(2), null) };
        for (var first = 0; first < 5; first++)
            for (var last = first; last < 5; last++)
                ranges.Add(new(Day.AddDays(first), Day.AddDays(last)));
        Benefit[] benefits = [CareService.Inpatient, Benefit.Chronic("M03900"), Benefit.Chronic("M01600")];
        var (open, closed) = (0, new HashSet<NotOpen>());

        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            DateRange Any() => ranges[random.Next(ranges.Count)];
            var facility = Facility with
            {
                Agreement = Any(),
                Openings = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new ServiceOpening(benefits[random.Next(3)], Any()))],
                Suspensions = [.. Enumerable.Range(0, random.Next(2)).Select(_ => Any())],
            };
            var (benefit, day) = (benefits[random.Next(3)], Day.AddDays(random.Next(-1, 6)));
            var reason = facility.WhyNotOpenFor(benefit, day);

            Assert.Equal(facility.IsOpenFor(benefit, day), reason is null);
            if (reason is { } why)
                closed.Add(why);
            else
                open++;
        }
        Assert.Equal(Enum.GetValues<NotOpen>().ToHashSet(), closed); // each reason was met, and so was none
        Assert.True(open > 0);
    }
}
