using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

public sealed class PooledFundTests
{
    private static readonly (decimal?, decimal)[] ThreeBands = [(30_000, 85), (40_000, 90), (null, 95)];

    [Fact, Rule("R2.1")]
    public void The_fund_pays_its_share_above_the_deductible() =>
        Assert.Equal(Example.Yuan(8_000), Fund(Example.Claim)); // (10 800 - 800) x 80%

    [Fact]
    public void A_bill_below_the_deductible_is_paid_by_the_person()
    {
        var amounts = Example.Settled(Example.Claim.InScope(500)).Amounts;

        Assert.Equal((Example.Yuan(500), Money.Zero, Example.Yuan(500)), (amounts.Deductible, amounts.PooledFund, amounts.Personal));
    }

    [Fact]
    public void What_lies_outside_the_scope_is_paid_by_the_person_before_everything_else()
    {
        var amounts = Example.Settled(Example.Claim with
        {
            Lines = [Example.Line("A", 10_000), Example.Line("B10", 1_000), Example.Line("B-LIMITED", 120), Example.Line("C", 300)],
        }).Amounts;

        Assert.Equal(Example.Yuan(11_420), amounts.Total);
        Assert.Equal(Example.Yuan(300), amounts.FullSelfPay);
        Assert.Equal(Example.Yuan(10), amounts.OverLimit);
        Assert.Equal(Example.Yuan(111), amounts.FirstSelfPaid); // 100 + 11
        Assert.Equal(Example.Yuan(10_999), amounts.InScope); // 10 000 + 900 + 99
        Assert.Equal(Example.Yuan(8_159.20m), amounts.PooledFund); // (10 999 - 800) x 80%
        Assert.Equal(Example.Yuan(3_260.80m), amounts.Personal); // 11 420 - 8 159.20
    }

    [Fact, Rule("R-PRI-01"), Rule("R1.1"), Rule("R-SET-04")]
    public void The_catalogue_is_that_of_the_treatment_province_and_not_of_the_insured_one()
    {
        var catalog = new Catalog(
        [
            Example.Entry("X", ItemClass.B, selfPaidPercent: 5) with { Owner = Example.Shanghai },
            Example.Entry("X", ItemClass.B, selfPaidPercent: 20) with { Owner = RegionCode.Parse("360000") },
            Example.Entry("X", ItemClass.C, selfPaidPercent: null),
        ]);

        Assert.Equal(Example.Yuan(50), Example.Settled(Example.Claim with { Catalog = catalog, Lines = [Example.Line("X", 1_000)] }).Amounts.FirstSelfPaid);
    }

    [Fact, Rule("R2.3")]
    public void The_second_admission_of_the_year_pays_the_second_deductible()
    {
        var second = Example.Settled(Example.Claim.After(Example.Settled(Example.Claim))).Amounts;

        Assert.Equal((Example.Yuan(400), Example.Yuan(8_320)), (second.Deductible, second.PooledFund)); // (10 800 - 400) x 80%
    }

    [Fact]
    public void Two_admissions_pay_two_deductibles_where_one_bill_pays_one()
    {
        var first = Example.Settled(Example.Claim.InScope(5_400));
        var second = Example.Settled(Example.Claim.InScope(5_400).After(first));

        Assert.Equal(Example.Yuan(7_680), first.Amounts.PooledFund + second.Amounts.PooledFund); // (10 800 - 800 - 400) x 80%
        Assert.Equal(Example.Yuan(8_000), Fund(Example.Claim));
    }

    [Fact]
    public void Under_a_yearly_deductible_and_yearly_bands_splitting_a_bill_changes_nothing()
    {
        var yearly = Example.Claim.UnderRules(r => r with
        {
            Deductible = Example.YearlyDeductible(800),
            Bands = Example.BandsOf(ThreeBands),
            BandsRunOver = BandPeriod.Year,
        });
        var first = Example.Settled(yearly.InScope(500));
        var second = Example.Settled(yearly.InScope(35_300).After(first));
        var third = Example.Settled(yearly.InScope(15_000).After(first, second));

        Assert.Equal([500m, 300m, 0m], new[] { first, second, third }.Select(s => s.Amounts.Deductible.Yuan));
        Assert.Equal([0m, 30_000m, 5_000m, 5_000m, 10_000m], new[] { first, second, third }.SelectMany(s => s.Bands.Select(b => b.Part.Yuan)).Prepend(0));
        Assert.Equal(Fund(yearly.InScope(50_800)), Money.Sum([first.Amounts.PooledFund, second.Amounts.PooledFund, third.Amounts.PooledFund]));
        Assert.Equal(Example.Yuan(44_000), Fund(yearly.InScope(50_800))); // 25 500 + 9 000 + 9 500
    }

    [Fact, Rule("R2.4")]
    public void Bands_from_zero_are_shortened_by_the_deductible()
    {
        var bands = Bands(Example.Claim.InScope(50_000).UnderRules(r => r with { Bands = Example.BandsOf(ThreeBands), BandEdgesFrom = BandOrigin.Zero }));

        Assert.Equal([29_200m, 10_000m, 10_000m], bands); // 30 000 - 800
    }

    [Fact, Rule("R2.4")]
    public void Bands_from_the_deductible_have_their_full_width()
    {
        var bands = Bands(Example.Claim.InScope(50_000).UnderRules(r => r with { Bands = Example.BandsOf(ThreeBands) }));

        Assert.Equal([30_000m, 10_000m, 9_200m], bands);
    }

    [Fact, Rule("R2.4")]
    public void Bands_per_encounter_begin_anew_with_each_admission()
    {
        var claim = Example.Claim.InScope(30_800).UnderRules(r => r with { Bands = Example.BandsOf(ThreeBands) });

        Assert.Equal([30_000m, 400m], Bands(claim.After(Example.Settled(claim)))); // 30 800 - 400
    }

    [Fact, Rule("R2.4")]
    public void Yearly_bands_from_zero_count_the_deductibles_of_the_year_too()
    {
        var claim = Example.Claim.InScope(20_000).UnderRules(r => r with
        {
            Bands = Example.BandsOf(ThreeBands),
            BandEdgesFrom = BandOrigin.Zero,
            BandsRunOver = BandPeriod.Year,
        });

        Assert.Equal([19_200m], Bands(claim));
        Assert.Equal([9_600m, 10_000m], Bands(claim.After(Example.Settled(claim)))); // 30 000 - (20 000 + 400), then 10 000 of 19 600
    }

    [Fact]
    public void The_retiree_rule_comes_before_the_reduction() // (1 - 20% x 60%) - 10 points = 78%
    {
        var claim = Example.Claim.For(PersonCategory.Retired).FiledAs(FilingType.Referral)
            .UnderRules(r => r with { Retiree = new RetireeRule.PersonalShareFactor(Example.Percent(60)) });

        Assert.Equal(Example.Yuan(7_800), Fund(claim));
    }

    [Fact, Rule("R2.1"), Rule("R2.6")]
    public void An_up_front_share_is_taken_before_the_deductible()
    {
        var amounts = Example.Settled(UpFront(Example.Claim)).Amounts;

        Assert.Equal(Example.Yuan(1_080), amounts.UpFrontShare); // 10 800 x 10%
        Assert.Equal(Example.Yuan(800), amounts.Deductible);
        Assert.Equal(Example.Yuan(7_136), amounts.PooledFund); // (10 800 - 1 080 - 800) x 80%
    }

    [Fact]
    public void The_deductible_takes_no_more_than_the_up_front_share_leaves()
    {
        var amounts = Example.Settled(UpFront(Example.Claim.InScope(800))).Amounts;

        Assert.Equal((Example.Yuan(80), Example.Yuan(720), Money.Zero), (amounts.UpFrontShare, amounts.Deductible, amounts.PooledFund));
    }

    [Fact, Rule("R2.1.2"), Rule("R2.1.3")]
    public void Each_band_is_rounded_by_itself_and_the_personal_share_is_what_remains()
    {
        var amounts = Example.Settled(Example.Claim.InScope(800.06m).UnderRules(r => r with { Bands = Example.BandsOf((0.03m, 50), (null, 50)) })).Amounts;

        Assert.Equal(Example.Yuan(0.04m), amounts.PooledFund); // 0.03 x 50% = 0.015 -> 0.02, twice; in one sum it would be 0.03
        Assert.Equal(Example.Yuan(800.02m), amounts.Personal);
    }

    [Fact]
    public void What_the_settlement_adds_to_the_account_is_its_own_part()
    {
        var change = Example.Settled(Example.Claim.WithUsed(Accumulator.PooledFund(CareService.Inpatient), 5_000)).AccountChange;

        Assert.Equal((CareService.Inpatient, 1), (change.Benefit, change.Encounters));
        Assert.Equal(
            [
                new(Accumulator.Deductible(CareService.Inpatient), Example.Yuan(800)),
                new(Accumulator.InBands(CareService.Inpatient), Example.Yuan(10_000)),
                new(Accumulator.PooledFund(CareService.Inpatient), Example.Yuan(8_000)),
                new(Accumulator.Covered(CareService.Inpatient), Example.Yuan(10_800)),
            ],
            change.Amounts);
    }

    private static SettlementClaim UpFront(SettlementClaim claim) => claim.FiledAs(FilingType.Referral)
        .Under(p => p with { Reduction = p.Reduction with { Mode = ReductionMode.UpFrontShare } });

    private static Money Fund(SettlementClaim claim) => Example.Settled(claim).Amounts.PooledFund;

    private static IEnumerable<decimal> Bands(SettlementClaim claim) => Example.Settled(claim).Bands.Select(b => b.Part.Yuan);
}
