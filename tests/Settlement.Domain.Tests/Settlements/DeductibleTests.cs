using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>起付标准 in every mode of R2.3, seen on the deductible that a bill of 10 800 yuan in scope pays.</summary>
[Rule("R2.3")]
public sealed class DeductibleTests
{
    private static readonly Accumulator Paid = Accumulator.Deductible(CareService.Inpatient);

    private static readonly Deductible.PerEncounter Series = Example.Deductible with
    {
        Series = Example.Everyone<IReadOnlyList<Money>>([Example.Yuan(1_300), Example.Yuan(650), Example.Yuan(300)]),
    };

    [Theory]
    [InlineData(0, 1_300)]
    [InlineData(1, 650)]
    [InlineData(2, 300)]
    [InlineData(20, 300)] // the last figure repeats
    public void The_nth_admission_of_the_year_takes_the_nth_figure(int earlier, decimal expected) =>
        Assert.Equal(expected, Deducted(Under(Series).AfterAdmissions(earlier)));

    [Fact]
    public void Per_encounter_what_was_paid_earlier_does_not_count() =>
        Assert.Equal(650, Deducted(Under(Series).AfterAdmissions(1).WithUsed(Paid, 5_000)));

    [Theory]
    [InlineData(0, 650)]
    [InlineData(1_500, 500)] // 2 000 - 1 500 is less than 650
    [InlineData(2_000, 0)]
    [InlineData(2_500, 0)] // a lower maximum came into force during the year
    public void A_yearly_maximum_limits_the_series(decimal paid, decimal expected) =>
        Assert.Equal(expected, Deducted(Under(Series with { YearlyMaximum = Example.Yuan(2_000) }).AfterAdmissions(1).WithUsed(Paid, paid)));

    [Theory]
    [InlineData(ContinuationKind.Transfer, 0)] // waived
    [InlineData(ContinuationKind.SameCourse, 1_300)] // not named, so it pays its own
    public void A_transfer_pays_no_second_deductible_where_the_policy_waives_it(ContinuationKind kind, decimal expected) =>
        Assert.Equal(expected, Deducted(Continuing(Under(WithTransfer(ContinuingDeductible.Waived)), kind, paid: 900)));

    [Fact]
    public void A_transfer_to_a_higher_level_pays_the_difference_where_the_policy_says_so() => // 1 300 - 900
        Assert.Equal(400, Deducted(Continuing(Under(WithTransfer(ContinuingDeductible.Difference)).AfterAdmissions(1), ContinuationKind.Transfer, paid: 900)));

    [Fact]
    public void A_continued_stay_is_one_admission()
    {
        var first = Example.Settled(Under(WithTransfer(ContinuingDeductible.Waived)));
        var transfer = Example.Settled(Continuing(Under(WithTransfer(ContinuingDeductible.Waived)), ContinuationKind.Transfer, paid: 1_300).After(first));

        Assert.Equal(0, transfer.AccountChange.Encounters);
        Assert.Equal(650, Deducted(Under(Series).After(first, transfer))); // the second admission of the year
    }

    [Theory]
    [InlineData(0, 600)]
    [InlineData(200, 400)]
    [InlineData(600, 0)]
    [InlineData(700, 0)]
    public void Per_year_only_what_is_left_is_taken(decimal paid, decimal expected) =>
        Assert.Equal(expected, Deducted(Under(Example.YearlyDeductible(600)).AfterAdmissions(7).WithUsed(Paid, paid)));

    [Fact]
    public void Per_year_a_facility_of_a_higher_level_tops_up_the_difference()
    {
        var byLevel = Under(Example.YearlyDeductible(0) with
        {
            Amount = new([.. new[] { 100m, 200m, 400m, 600m }.Select(yuan => Example.EveryPerson(Example.Yuan(yuan)))]),
        });
        var secondary = Example.Settled(byLevel with { Facility = byLevel.Facility with { Level = FacilityLevel.Secondary } });
        var tertiary = Example.Settled(byLevel.After(secondary));

        Assert.Equal([400m, 200m], new[] { secondary, tertiary }.Select(s => s.Amounts.Deductible.Yuan));
        Assert.Equal(0, Deducted((byLevel with { Facility = byLevel.Facility with { Level = FacilityLevel.Primary } }).After(secondary, tertiary)));
    }

    [Theory]
    [InlineData(AccountPeriod.Month, "2026-05-31", 0)]
    [InlineData(AccountPeriod.Month, "2026-06-01", 600)]
    [InlineData(AccountPeriod.Quarter, "2026-06-30", 0)]
    [InlineData(AccountPeriod.Quarter, "2026-07-01", 600)]
    [InlineData(AccountPeriod.Year, "2026-12-31", 0)]
    public void A_deductible_of_a_period_is_paid_once_in_it(AccountPeriod period, string nextDischarge, decimal expected)
    {
        var claim = Under(Example.YearlyDeductible(600) with { Period = period });
        var first = Example.Settled(claim);

        Assert.Equal(expected, Deducted((claim with { Encounter = claim.Encounter with { EndedOn = DateOnly.Parse(nextDischarge) } }).After(first)));
    }

    [Fact]
    public void Where_each_facility_has_its_own_another_one_begins_anew()
    {
        var claim = Under(Example.YearlyDeductible(600) with { EachFacility = true });
        var first = Example.Settled(claim);

        Assert.Equal(0, Deducted(claim.After(first)));
        Assert.Equal(600, Deducted((claim with { Facility = claim.Facility with { Code = FacilityCode.Parse("H31010100002") } }).After(first)));
    }

    [Fact]
    public void Benefits_that_count_together_pay_one_deductible()
    {
        var together = Under(Example.YearlyDeductible(600, CareService.Inpatient, CareService.Pharmacy));

        Assert.Equal(200, Deducted(together.WithUsed(Accumulator.Deductible(CareService.Pharmacy), 400)));
        Assert.Equal(600, Deducted(together.WithUsed(Accumulator.Deductible(CareService.Outpatient), 400)));
    }

    [Fact]
    public void A_class_of_treatment_elsewhere_may_have_a_deductible_of_its_own()
    {
        var claim = Example.Claim.UnderRules(r => r with
        {
            DeductibleAway = new Dictionary<TreatmentClass, Deductible> { [TreatmentClass.Referral] = Example.YearlyDeductible(2_000) },
        });

        Assert.Equal(2_000, Deducted(claim.FiledAs(FilingType.Referral)));
        Assert.Equal(800, Deducted(claim));
    }

    [Theory]
    [InlineData(69, 600)]
    [InlineData(70, 300)]
    public void The_figure_may_differ_by_age(int age, decimal expected)
    {
        var claim = Under(Example.YearlyDeductible(0) with
        {
            Amount = new([.. Enumerable.Repeat(new ByPerson<Money>([Example.Yuan(900), Example.Yuan(600), Example.Yuan(300)]), 4)]),
        }).Under(p => p with
        {
            Groups = new([new("active", PersonCategory.Active), new("retired", PersonCategory.Retired, 0, 69), new("retired70", PersonCategory.Retired, 70)]),
            Benefits = p.Benefits.ToDictionary(b => b.Key, b => b.Value with { Bands = new([new(null, new([.. Enumerable.Repeat(new ByPerson<Ratio>([Ratio.Whole, Ratio.Whole, Ratio.Whole]), 4)]))]) }),
        }).For(PersonCategory.Retired);

        Assert.Equal(expected, Deducted(claim with { Person = claim.Person with { BirthDate = Example.Discharge.AddYears(-age) } })); // the birthday is the day of the discharge
    }

    private static Deductible.PerEncounter WithTransfer(ContinuingDeductible rule) =>
        Series with { Continuing = new Dictionary<ContinuationKind, ContinuingDeductible> { [ContinuationKind.Transfer] = rule } };

    private static SettlementClaim Continuing(SettlementClaim claim, ContinuationKind kind, decimal paid) =>
        claim with { Encounter = claim.Encounter with { Continues = new(kind, Example.Yuan(paid)) } };

    private static SettlementClaim Under(Deductible deductible) => Example.Claim.UnderRules(r => r with { Deductible = deductible });

    private static decimal Deducted(SettlementClaim claim) => Example.Settled(claim).Amounts.Deductible.Yuan;
}
