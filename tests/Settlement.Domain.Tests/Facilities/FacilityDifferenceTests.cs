using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Facilities;

/// <summary>What a province's list changes of a facility, seen on 2026-09-10 with effect from 2026-10-01.</summary>
[Rule("R-FAC-02")]
public sealed class FacilityDifferenceTests
{
    private static readonly DateOnly Today = new(2026, 9, 10);
    private static readonly DateOnly ValidFrom = new(2026, 10, 1);
    private static readonly DateOnly Since = new(2024, 1, 1);
    private static readonly ServiceOpening Inpatient = new(CareService.Inpatient, new(Since, null));
    private static readonly ServiceOpening Outpatient = new(CareService.Outpatient, new(Since, null));
    private static readonly ListedFacility Known = new(
        FacilityCode.Parse("H46010600001"), "示例医院", ["旧院名"], FacilityLevel.Secondary, FacilityGrade.A, RegionCode.Parse("460106"), "龙华路1号",
        new Coordinates(20.031m, 110.328m), "0898-1", new(Since, null), [Inpatient]);

    [Fact]
    public void The_same_facility_differs_in_nothing()
    {
        var difference = Between(Known with { FormerNames = ["旧院名"], Openings = [Inpatient] });

        Assert.True(difference.IsEmpty);
        Assert.Empty(difference.Faults);
    }

    [Fact]
    public void A_new_facility_is_new_in_every_field_that_it_has()
    {
        var difference = FacilityDifference.Between(null, Known with { Phone = null }, ValidFrom, Today);

        Assert.Equal(
            ["name", "formerNames", "level", "grade", "region", "address", "coordinates", "agreement", "inpatient"], difference.Fields.Select(f => f.Field));
        Assert.All(difference.Fields, field => Assert.Null(field.Before));
        Assert.Equal([Inpatient], difference.Opened);
        Assert.Empty(difference.Faults);
    }

    [Fact]
    public void Fields_are_named_with_what_they_were_and_what_they_become() =>
        Assert.Equal(
            [new("name", "示例医院", "新院"), new("coordinates", "20.031,110.328", "20.1,110"), new("phone", "0898-1", null)],
            Between(Known with { Name = "新院", Coordinates = new Coordinates(20.10m, 110m), Phone = null }).Fields);

    [Fact]
    public void An_opening_that_the_list_lacks_ends_the_day_before_the_list_takes_effect()
    {
        var difference = Between(Known with { Openings = [Outpatient] });

        Assert.Equal([Inpatient with { Open = new(Since, ValidFrom.AddDays(-1)) }], difference.Ended);
        Assert.Equal([Outpatient], difference.Opened);
        Assert.Empty(difference.Faults);
    }

    [Fact]
    public void An_opening_that_would_begin_only_after_that_is_taken_away_whole()
    {
        var later = Outpatient with { Open = new(ValidFrom, null) };
        var difference = FacilityDifference.Between(Known with { Openings = [Inpatient, later] }, Known, ValidFrom, Today);

        Assert.Equal([later], difference.Removed);
        Assert.Empty(difference.Ended);
        Assert.Empty(difference.Faults);
    }

    [Fact]
    public void What_ended_before_today_may_be_left_out()
    {
        var past = Outpatient with { Open = new(Since, Today.AddDays(-1)) };

        Assert.True(FacilityDifference.Between(Known with { Openings = [Inpatient, past] }, Known, ValidFrom, Today).IsEmpty);
    }

    [Theory]
    [InlineData(-1, false)] // open through yesterday: no past day is lost
    [InlineData(-2, true)]
    public void An_opening_and_an_agreement_may_end_yesterday_but_not_earlier(int days, bool isFault)
    {
        var cut = new DateRange(Since, Today.AddDays(days));

        Assert.Equal(isFault ? [ListFault.OpeningCutShort] : [], Between(Known with { Openings = [Inpatient with { Open = cut }] }).Faults);
        Assert.Equal(isFault ? [ListFault.AgreementCutShort] : [], Between(Known with { Agreement = cut }).Faults);
    }

    [Fact]
    public void An_agreement_may_not_begin_later_than_it_did_but_may_begin_earlier()
    {
        Assert.Equal([ListFault.AgreementCutShort], Between(Known with { Agreement = new(Since.AddDays(1), null) }).Faults);
        Assert.Empty(Between(Known with { Agreement = new(Since.AddDays(-1), null) }).Faults);
    }

    [Fact]
    public void Openings_of_one_service_may_follow_each_other_and_not_overlap()
    {
        ListedFacility With(DateOnly second) => Known with { Openings = [Inpatient with { Open = new(Since, ValidFrom) }, Inpatient with { Open = new(second, null) }] };

        Assert.Empty(Between(With(ValidFrom.AddDays(1))).Faults);
        Assert.Equal([ListFault.OpeningsOverlap], Between(With(ValidFrom)).Faults);
    }

    [Fact]
    public void Diseases_are_openings_of_their_own()
    {
        var one = new ServiceOpening(Benefit.Chronic("M03900"), new(Since, null));
        var other = new ServiceOpening(Benefit.Chronic("M01600"), new(Since, null));
        var difference = FacilityDifference.Between(Known with { Openings = [one] }, Known with { Openings = [one, other] }, ValidFrom, Today);

        Assert.Equal([other], difference.Opened);
        Assert.Empty(difference.Ended);
        Assert.Empty(difference.Faults);
    }

    private static FacilityDifference Between(ListedFacility listed) => FacilityDifference.Between(Known, listed, ValidFrom, Today);
}
