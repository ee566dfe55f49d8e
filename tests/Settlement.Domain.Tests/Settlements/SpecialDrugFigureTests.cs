using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>单药支付比例 and 单药年度限额: figures that the list gives a single special drug.</summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugFigureTests
{
    private static readonly Accumulator OfDrug = Accumulator.PooledFundOfDrug("A");

    /// <summary>10 800 yuan of the drug; without figures of its own (10 800 - 800) × 80% = 8 000.</summary>
    private static readonly SettlementClaim Claim = Example.Claim with
    {
        Encounter = Example.Claim.Encounter with { Benefit = CareService.SpecialDrug },
        Facility = Example.Claim.Facility with { Openings = [new(CareService.SpecialDrug, Example.Always)] },
        Policy = Example.Policy with { Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.SpecialDrug] = Example.Rules } },
        SpecialDrug = new(
            new("A", 100m, Example.Always, "D1", Example.Claim.Facility.Code), new(Example.Policy.InsuredRegion.Province, "L-1"),
            new("D1", Example.Claim.Facility.Code, FacilityCode.Parse("P99999999999"), Example.Always), IsUsed: false),
    };

    [Fact]
    public void A_drug_without_figures_of_its_own_follows_the_policy() =>
        Assert.Equal(Example.Yuan(8_000), Example.Settled(Claim).Amounts.PooledFund);

    [Fact]
    public void The_drugs_ratio_stands_in_place_of_bands_levels_and_the_retiree_rule()
    {
        var claim = With(ratio: 90) with
        {
            Person = Claim.Person with { Category = PersonCategory.Retired },
            Policy = Claim.Policy! with
            {
                Benefits = new Dictionary<Benefit, ServiceRules>
                {
                    [CareService.SpecialDrug] = Example.Rules with { Bands = Example.BandsOf((5_000, 60), (null, 70)), Retiree = new RetireeRule.AddedPoints(3) },
                },
            },
        };

        var statement = Example.Settled(claim);

        var ninety = Example.Percent(90);
        Assert.Equal([new BandPayment(Example.Yuan(10_000), new(ninety, ninety, ninety), Example.Yuan(10_000), Example.Yuan(9_000))], statement.Bands);
    }

    [Fact]
    public void A_drug_at_its_own_ratio_does_not_move_the_yearly_bands_of_the_others()
    {
        SettlementClaim Under(SettlementClaim claim) => claim.Under(p => p with
        {
            Benefits = new Dictionary<Benefit, ServiceRules>
            {
                [CareService.SpecialDrug] = Example.Rules with
                {
                    Deductible = Example.YearlyDeductible(800, CareService.SpecialDrug),
                    Bands = Example.BandsOf((20_000, 60), (null, 70)),
                    BandsRunOver = BandPeriod.Year,
                },
            },
        });
        var first = Example.Settled(Under(With(ratio: 90)).InScope(25_800));
        var second = Example.Settled(Under(Other).After(first));

        Assert.Equal(Example.Yuan(22_500), first.Amounts.PooledFund); // (25 800 - 800) × 90%
        Assert.Equal(Money.Zero, first.AccountChange[Accumulator.InBands(CareService.SpecialDrug)]);
        Assert.Equal(Example.Yuan(5_400), second.Amounts.PooledFund); // 10 000 × 90% in scope, the deductible is paid: 9 000 × 60%
        Assert.Equal(Example.Yuan(9_000), second.AccountChange[Accumulator.InBands(CareService.SpecialDrug)]);
    }

    [Theory]
    [InlineData(ReductionMode.PointsOff, 8_000)] // 10 000 × (90% - 10%)
    [InlineData(ReductionMode.Multiplier, 8_100)] // 10 000 × 90% × 90%
    [InlineData(ReductionMode.UpFrontShare, 8_028)] // (10 800 - 1 080 - 800) × 90%
    public void The_reduction_of_the_filing_is_taken_off_the_drugs_ratio(ReductionMode mode, decimal fund) =>
        Assert.Equal(Example.Yuan(fund), Example.Settled(With(ratio: 90).FiledAs(FilingType.Referral).Under(p => p with
        {
            Reduction = p.Reduction with { Mode = mode },
        })).Amounts.PooledFund);

    [Theory]
    [InlineData(0, 6_000)] // of 8 000
    [InlineData(5_500, 500)]
    [InlineData(6_000, 0)]
    [InlineData(6_001, 0)]
    public void The_drugs_ceiling_counts_what_the_year_paid_for_the_drug(decimal used, decimal fund)
    {
        var statement = Example.Settled(With(ceiling: 6_000).WithUsed(OfDrug, used));

        Assert.Equal(Example.Yuan(fund), statement.Amounts.PooledFund);
        Assert.Equal(Example.Yuan(10_000) - Example.Yuan(fund / 0.8m), statement.Years.Single().Pooled.OverCeiling); // found by inversion: 6 000 / 80% = 7 500
        Assert.Equal(Example.Yuan(fund), statement.AccountChange[OfDrug]);
    }

    [Fact]
    public void The_tighter_of_the_drugs_and_the_policys_ceiling_holds()
    {
        SettlementClaim Under(decimal policy, decimal drug) => With(ceiling: drug).Under(p => p with { Ceilings = [Example.Ceiling(policy, CareService.SpecialDrug)] });

        Assert.Equal(Example.Yuan(3_000), Example.Settled(Under(policy: 3_000, drug: 6_000)).Amounts.PooledFund);
        Assert.Equal(Example.Yuan(3_000), Example.Settled(Under(policy: 6_000, drug: 3_000)).Amounts.PooledFund);
    }

    [Fact]
    public void What_lies_over_the_drugs_ceiling_goes_on_to_the_layers()
    {
        var statement = Example.Settled(With(ceiling: 6_000).Under(p => p with
        {
            Layers =
            [
                new(LayerKind.LargeAmount, Example.EveryService, [PersonalPart.OverCeiling],
                    new(Money.Zero, Example.LayerBandsOf((null, 90)), YearlyCeiling: null), [], Example.Source),
            ],
        }));

        Assert.Equal(Example.Yuan(2_250), statement.Amounts.LargeAmount); // (10 000 - 6 000 / 80%) × 90%
    }

    [Fact]
    public void What_another_drug_has_used_does_not_count() =>
        Assert.Equal(Example.Yuan(6_000), Example.Settled(With(ceiling: 6_000).WithUsed(Accumulator.PooledFundOfDrug("B10"), 6_000)).Amounts.PooledFund);

    [Fact]
    public void The_account_counts_a_drug_without_a_ceiling_too_so_that_a_later_one_knows_the_year() =>
        Assert.Equal(Example.Yuan(8_000), Example.Settled(Claim).AccountChange[OfDrug]);

    [Fact]
    public void The_account_counts_no_drug_whose_entry_is_not_known() => // a settlement of before entries were kept computes again to the same
        Assert.DoesNotContain(
            Example.Settled(Claim with { SpecialDrug = Claim.SpecialDrug! with { Listing = Claim.SpecialDrug!.Listing! with { No = null } } }).AccountChange.Amounts,
            added => added.Accumulator == OfDrug);

    [Fact]
    public void Why_not_more_names_the_drugs_ceiling() =>
        Assert.Equal([(WhatIfReason.Ceiling, 2_000m)], WhyNotMore.Of(With(ceiling: 6_000)).Select(w => (w.Reason, w.Difference.Yuan)));

    [Fact]
    public void The_working_names_the_drugs_ratio_and_ceiling_with_the_document_that_sets_them()
    {
        var fund = Example.Settled(With(ratio: 90, ceiling: 6_000).FiledAs(FilingType.Referral)).Working().Payers.Parts[0].Parts[0];

        var band = Assert.Single(fund.Parts);
        Assert.Equal((WorkingRule.DrugBand, "7500.00 × 80% (90% → 80%)", "Made-up list", "A"), (band.Rule, band.Formula, $"{band.Source}", band.About));
        var ceiling = Assert.Single(fund.Basis);
        Assert.Equal((WorkingRule.DrugCeiling, "6000.00 - 0.00", "Made-up list", "A"), (ceiling.Rule, ceiling.Formula, $"{ceiling.Source}", ceiling.About));
    }

    /// <summary>10 000 yuan of another drug, which the list gives no figures; a tenth is paid up front.</summary>
    private static readonly SettlementClaim Other = Claim with
    {
        Lines = [Example.Line("B10", 10_000)],
        SpecialDrug = Claim.SpecialDrug! with { Prescription = Claim.SpecialDrug!.Prescription with { DrugCode = "B10" } },
    };

    private static SettlementClaim With(decimal? ratio = null, decimal? ceiling = null) => Claim with
    {
        SpecialDrug = Claim.SpecialDrug! with
        {
            Listing = Claim.SpecialDrug!.Listing! with
            {
                Ratio = ratio is { } percent ? Example.Percent(percent) : null,
                YearlyCeiling = ceiling is { } yuan ? Example.Yuan(yuan) : null,
                Basis = "Made-up list",
            },
        },
    };
}
