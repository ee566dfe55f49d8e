using Settlement.Domain.Filings;

namespace Settlement.Domain.Tests.Filings;

public sealed class FilingTests
{
    private static readonly RegionCode Huangpu = RegionCode.Parse("310101");
    private static readonly FacilityCode Hospital = FacilityCode.Parse("H31010499001");
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 6, 30);
    private static readonly Filing Referral = Example.Filing with { Type = FilingType.Referral, Validity = new(First, Last) };

    [Fact, Rule("R1.7")]
    public void A_filing_that_begins_later_counts_as_far_as_a_late_one_is_let_count()
    {
        Assert.True(Referral.Covers(Hospital, Huangpu, First.AddDays(-3), latestFirstDay: First));
        Assert.False(Referral.Covers(Hospital, Huangpu, First.AddDays(-3), latestFirstDay: First.AddDays(-1)));
        Assert.False(Referral.Covers(Hospital, Huangpu, Last.AddDays(1), latestFirstDay: Last.AddDays(9))); // it ended before the admission
    }

    [Fact, Rule("R1.4.4"), Rule("R-FIL-10")]
    public void An_encounter_that_begins_on_the_first_or_the_last_day_is_filed_whenever_it_ends()
    {
        Assert.True(Covers(Referral, First));
        Assert.True(Covers(Referral, Last));
    }

    [Fact, Rule("R-FIL-10")]
    public void An_encounter_that_begins_outside_the_validity_is_not()
    {
        Assert.False(Covers(Referral, First.AddDays(-1)));
        Assert.False(Covers(Referral, Last.AddDays(1)));
    }

    [Fact, Rule("R1.4.1"), Rule("R-FIL-09")]
    public void A_filing_without_a_last_day_holds_until_something_ends_it()
    {
        var open = Example.Filing with { Validity = new(First, null) };

        Assert.True(Covers(open, First.AddYears(40)));
        Assert.False(Covers(open with { State = FilingState.Ended, Validity = new(First, Last) }, Last.AddDays(1)));
    }

    [Theory, Rule("R1.5.1"), Rule("R-FIL-08")]
    [InlineData("310000", "310101", true)] // filed to a province
    [InlineData("440100", "440106", true)] // filed to a city
    [InlineData("440100", "440306", false)] // another city of the province
    [InlineData("310000", "320102", false)]
    public void Every_facility_of_the_filed_city_or_province_is_covered(string destination, string facility, bool expected) =>
        Assert.Equal(expected, (Referral with { Destination = RegionCode.Parse(destination) }).Covers(
            Hospital, RegionCode.Parse(facility), First, First));

    [Theory, Rule("R-FIL-05")]
    [InlineData(FilingState.Submitted)]
    [InlineData(FilingState.Returned)]
    [InlineData(FilingState.Withdrawn)]
    [InlineData(FilingState.Rejected)]
    public void A_filing_that_was_never_accepted_does_not_count(FilingState state) =>
        Assert.False(Covers(Referral with { State = state }, First));

    [Theory, Rule("R1.4.7")]
    [InlineData(FilingState.Changed)]
    [InlineData(FilingState.Cancelled)]
    [InlineData(FilingState.Ended)]
    public void What_began_before_a_filing_was_ended_stays_filed(FilingState state) =>
        Assert.True(Covers(Referral with { State = state }, Last));

    [Fact, Rule("R-FIL-08")]
    public void A_filing_bound_to_facilities_covers_no_other()
    {
        Assert.True(Covers(Referral with { Facilities = [FacilityCode.Parse("H31010499002"), Hospital] }, First));
        Assert.False(Covers(Referral with { Facilities = [FacilityCode.Parse("H31010499002")] }, First));
    }

    [Fact, Rule("R1.3.1"), Rule("R-FIL-13")]
    public void The_two_way_benefit_opens_when_no_document_is_owed()
    {
        var promised = Example.Filing with { CompleteFrom = null };
        var complete = Example.Filing with { CompleteFrom = First };

        Assert.False(promised.IsTwoWayOn(First));
        Assert.False(complete.IsTwoWayOn(First.AddDays(-1)));
        Assert.True(complete.IsTwoWayOn(First));
        Assert.False((Referral with { CompleteFrom = First }).IsTwoWayOn(First)); // long-term residents only
    }

    [Theory, Rule("R1.2"), Rule("R-FIL-02")]
    [InlineData(FilingType.RelocatedRetiree, true)]
    [InlineData(FilingType.LongTermResident, true)]
    [InlineData(FilingType.PostedWorker, true)]
    [InlineData(FilingType.Referral, false)]
    [InlineData(FilingType.Emergency, false)]
    [InlineData(FilingType.OtherTemporary, false)]
    public void Three_types_are_long_term(FilingType type, bool expected) =>
        Assert.Equal(expected, (Example.Filing with { Type = type }).IsLongTerm);

    private static bool Covers(Filing filing, DateOnly startedOn) => filing.Covers(Hospital, Huangpu, startedOn, latestFirstDay: startedOn);
}
