using System.Globalization;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Tests.Encounters;

/// <summary>When an encounter can have ended, what may continue what, and which service a kind of facility gives.</summary>
public sealed class EncounterRulesTests
{
    private static readonly FacilityCode Hospital = FacilityCode.Parse("H46010599001");
    private static readonly FacilityCode OtherHospital = FacilityCode.Parse("H31010499001");
    private static readonly FacilityCode Pharmacy = FacilityCode.Parse("P46010599001");

    private static readonly CoursePart Earlier = new(
        new(Guid.Parse("00000000-0000-0000-0000-000000000001")), EncounterId.New(), Hospital, CareService.Inpatient, Day("2026-09-01"),
        EncounterState.Settled);

    private static readonly CoursePart Later = Earlier with { Encounter = EncounterId.New(), Facility = OtherHospital, StartedOn = Day("2026-09-10") };

    [Theory, Rule("R1.12.3")] // it began on 20 September, and today is 1 October
    [InlineData(CareService.Inpatient, null, "2026-09-20", null)]
    [InlineData(CareService.Inpatient, null, "2026-10-01", null)]
    [InlineData(CareService.Inpatient, null, "2026-09-19", "2026-09-19 < 2026-09-20")]
    [InlineData(CareService.Inpatient, null, "2026-10-02", "2026-10-02 > 2026-10-01")]
    [InlineData(CareService.Inpatient, "2026-09-25", "2026-09-25", null)]
    [InlineData(CareService.Inpatient, "2026-09-25", "2026-09-26", "2026-09-26 ≠ 2026-09-25")]
    [InlineData(CareService.Outpatient, null, "2026-09-20", null)]
    [InlineData(CareService.Outpatient, null, "2026-09-21", "2026-09-21 ≠ 2026-09-20")]
    public void A_stay_ends_by_today_and_on_its_discharge_and_all_else_on_its_day(
        CareService service, string? dischargedOn, string endedOn, string? contradiction) => Assert.Equal(
        contradiction,
        EncounterEnds.Contradiction(
            service, Day("2026-09-20"), dischargedOn is null ? null : Day(dischargedOn), Day(endedOn), Day("2026-10-01")));

    [Fact]
    public void A_stay_goes_on_in_another_hospital() => Assert.True(Later.CanContinue(Earlier, ContinuationKind.Transfer));

    [Fact]
    public void A_course_goes_on_under_the_same_service_also_in_the_same_hospital() =>
        Assert.True((Later with { Facility = Hospital }).CanContinue(Earlier, ContinuationKind.SameCourse));

    public static TheoryData<string, CoursePart, CoursePart> NotContinued => new()
    {
        { "the same hospital", Later with { Facility = Hospital }, Earlier },
        { "no stay", Later with { Benefit = CareService.Outpatient }, Earlier with { Benefit = CareService.Outpatient } },
        { "another service", Later with { Benefit = CareService.Outpatient }, Earlier },
        { "another disease", Later with { Benefit = Benefit.Chronic("M03900") }, Earlier with { Benefit = Benefit.Chronic("M01600") } },
        { "another person", Later with { Person = new(Guid.CreateVersion7()) }, Earlier },
        { "itself", Later with { Encounter = Earlier.Encounter }, Earlier },
        { "what was cancelled", Later, Earlier with { State = EncounterState.Cancelled } },
        { "what began later", Later, Earlier with { StartedOn = Day("2026-09-11") } },
    };

    [Theory, MemberData(nameof(NotContinued))]
    public void No_transfer_continues(string what, CoursePart later, CoursePart earlier) =>
        Assert.False(later.CanContinue(earlier, ContinuationKind.Transfer), what);

    [Theory]
    [InlineData(CareService.Inpatient, true, false)]
    [InlineData(CareService.Outpatient, true, false)]
    [InlineData(CareService.Pharmacy, false, true)]
    [InlineData(CareService.ChronicOutpatient, true, true)]
    [InlineData(CareService.SpecialDrug, true, true)]
    public void A_kind_of_facility_gives_its_services(CareService service, bool atHospital, bool atPharmacy) =>
        Assert.Equal((atHospital, atPharmacy), (Hospital.Gives(service), Pharmacy.Gives(service)));

    [Fact]
    public void What_is_of_no_disease_is_ordinary_care_at_a_hospital_and_a_purchase_at_a_pharmacy()
    {
        Assert.Equal((CareService.Outpatient, CareService.Pharmacy), (Hospital.OrdinaryService(), Pharmacy.OrdinaryService()));
        Assert.Equal([CareService.Outpatient, CareService.Pharmacy], Enum.GetValues<CareService>().Where(service => service.IsOrdinary()));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
