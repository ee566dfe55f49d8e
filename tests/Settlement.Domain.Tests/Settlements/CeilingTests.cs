using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

[Rule("R2.5")]
public sealed class CeilingTests
{
    private static readonly Accumulator Used = Accumulator.PooledFund(CareService.Inpatient);

    private static readonly SettlementClaim Claim = Example.Claim.Under(p => p with { Ceilings = [Example.Ceiling(100_000, CareService.Inpatient)] });

    [Fact]
    public void Below_the_ceiling_nothing_changes() =>
        Assert.Equal(Example.Yuan(8_000), Example.Settled(Claim.WithUsed(Used, 92_000)).Amounts.PooledFund); // exactly up to it

    [Fact]
    public void Near_the_ceiling_the_fund_pays_what_is_left_and_shares_in_the_amount_found_by_inversion()
    {
        var statement = Example.Settled(Claim.WithUsed(Used, 95_000));

        Assert.Equal(Example.Yuan(5_000), statement.Amounts.PooledFund);
        Assert.Equal([new BandPayment(Example.Yuan(10_000), new(Example.Percent(80), Example.Percent(80), Example.Percent(80)), Covered: Example.Yuan(6_250), Fund: Example.Yuan(5_000))], statement.Bands); // 5 000 / 80%
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(100_001)] // a lower ceiling came into force during the year
    public void At_the_ceiling_the_fund_pays_nothing(decimal used) =>
        Assert.Equal(Money.Zero, Example.Settled(Claim.WithUsed(Used, used)).Amounts.PooledFund);

    [Fact]
    public void The_room_that_one_band_uses_is_gone_for_the_next()
    {
        var statement = Example.Settled(Claim.WithUsed(Used, 95_000).UnderRules(r => r with { Bands = Example.BandsOf((5_000, 80), (6_000, 90), (null, 95)) }));

        Assert.Equal([4_000m, 900m, 100m], statement.Bands.Select(b => b.Fund.Yuan)); // 5 000 x 80%, 1 000 x 90%, 5 000 - 4 900
        Assert.Equal([5_000m, 1_000m, 105.26m], statement.Bands.Select(b => b.Covered.Yuan)); // 100 / 95% = 105.263
    }

    [Fact]
    public void What_lies_over_the_ceiling_still_moves_on_through_the_bands_of_the_year() =>
        Assert.Equal(Example.Yuan(10_000), Example.Settled(Claim.WithUsed(Used, 95_000)).AccountChange[Accumulator.InBands(CareService.Inpatient)]);

    [Fact]
    public void Services_under_one_ceiling_use_it_up_together()
    {
        var shared = Claim.Under(p => p with { Ceilings = [Example.Ceiling(100_000, CareService.Inpatient, CareService.Outpatient)] })
            .WithUsed(Used, 50_000).WithUsed(Accumulator.PooledFund(CareService.Outpatient), 49_000);

        Assert.Equal(Example.Yuan(1_000), Example.Settled(shared).Amounts.PooledFund);
    }

    [Fact]
    public void What_another_service_has_used_does_not_count_otherwise() =>
        Assert.Equal(Example.Yuan(8_000), Example.Settled(Claim.WithUsed(Accumulator.PooledFund(CareService.Outpatient), 100_000)).Amounts.PooledFund);

    [Fact]
    public void A_ceiling_of_another_service_does_not_count() =>
        Assert.Equal(Example.Yuan(8_000), Example.Settled(
            Claim.Under(p => p with { Ceilings = [Example.Ceiling(100, CareService.Outpatient)] })).Amounts.PooledFund);

    [Fact]
    public void Of_two_ceilings_the_tighter_one_holds()
    {
        var claim = Claim.Under(p => p with { Ceilings = [Example.Ceiling(100_000, CareService.Inpatient), Example.Ceiling(3_000, CareService.Inpatient)] });

        Assert.Equal(Example.Yuan(3_000), Example.Settled(claim).Amounts.PooledFund);
    }

    [Fact]
    public void A_ceiling_on_the_in_scope_amount_counts_the_deductible_and_cuts_the_bands()
    {
        var statement = Example.Settled(OnScope(6_000));

        Assert.Equal(Example.Yuan(4_160), statement.Amounts.PooledFund); // (6 000 - 800) x 80%
        Assert.Equal(Example.Yuan(5_200), statement.Bands[0].Covered);
        Assert.Equal(Example.Yuan(6_000), statement.AccountChange[Accumulator.Covered(CareService.Inpatient)]);
    }

    [Fact]
    public void A_ceiling_on_the_in_scope_amount_is_used_up_over_the_year()
    {
        var first = Example.Settled(OnScope(12_000)); // 10 800 of it
        var second = Example.Settled(OnScope(12_000).After(first)); // 1 200 left, the second deductible of 400 first

        Assert.Equal([8_000m, 640m], new[] { first, second }.Select(s => s.Amounts.PooledFund.Yuan)); // 800 x 80%
    }

    [Fact]
    public void A_ceiling_on_the_fund_and_one_on_the_scope_hold_together()
    {
        var claim = OnScope(6_000).Under(p => p with { Ceilings = [.. p.Ceilings, Example.Ceiling(3_000, CareService.Inpatient)] });

        Assert.Equal(Example.Yuan(3_000), Example.Settled(claim).Amounts.PooledFund); // below 5 200 x 80% = 4 160
    }

    [Theory]
    [InlineData(AccountPeriod.Month, "2026-05-31", 0)]
    [InlineData(AccountPeriod.Month, "2026-06-01", 8_000)]
    [InlineData(AccountPeriod.Quarter, "2026-06-30", 0)]
    [InlineData(AccountPeriod.Quarter, "2026-07-01", 8_000)]
    public void A_ceiling_of_a_period_is_full_again_in_the_next(AccountPeriod period, string discharge, decimal expected)
    {
        var claim = Claim.Under(p => p with { Ceilings = [Example.Ceiling(8_000, CareService.Inpatient) with { Period = period }] })
            .UnderRules(r => r with { Deductible = Example.YearlyDeductible(800) });
        var first = Example.Settled(claim);

        var next = claim.InScope(10_000) with { Encounter = claim.Encounter with { EndedOn = DateOnly.Parse(discharge) } };
        Assert.Equal(Example.Yuan(expected), Example.Settled(next.After(first)).Amounts.PooledFund);
    }

    [Fact]
    public void A_further_disease_raises_a_ceiling_that_diseases_share()
    {
        var (hypertension, diabetes) = (Benefit.Chronic("M03900"), Benefit.Chronic("M01600"));
        var claim = Chronic(hypertension, Example.Ceiling(3_000, hypertension, diabetes) with { EachFurtherDisease = Example.Yuan(1_000) });
        Money Fund(params string[] diseases) => Example.Settled(claim with
        {
            Person = claim.Person with { Qualifications = [.. diseases.Select(d => new ChronicQualification(d, Example.Always))] },
        }).Amounts.PooledFund;

        Assert.Equal(Example.Yuan(3_000), Fund("M03900"));
        Assert.Equal(Example.Yuan(4_000), Fund("M03900", "M01600"));
        Assert.Equal(Example.Yuan(3_000), Fund("M03900", "M01609")); // a disease of the family is not the disease
    }

    private static SettlementClaim OnScope(decimal yuan) =>
        Claim.Under(p => p with { Ceilings = [Example.Ceiling(yuan, CareService.Inpatient) with { Basis = CeilingBasis.InScope }] });

    private static SettlementClaim Chronic(Benefit disease, FundCeiling ceiling) => Example.Claim with
    {
        Encounter = Example.Claim.Encounter with { Benefit = disease },
        Facility = Example.Claim.Facility with { Openings = [new(disease, Example.Always)] },
        ChronicDiseases = new(new Dictionary<string, DateRange> { [disease.Disease!] = Example.Always }),
        Policy = Example.Policy with { Benefits = new Dictionary<Benefit, ServiceRules> { [disease] = Example.Rules }, Ceilings = [ceiling] },
    };

    [Fact]
    public void The_ceiling_is_that_of_the_person_category()
    {
        var yearly = new ByPerson<Money>([Example.Yuan(1_000), Example.Yuan(2_000)]);
        var claim = Claim.Under(p => p with { Ceilings = [Example.Ceiling(0, CareService.Inpatient) with { Amount = yearly }] });

        Assert.Equal(Example.Yuan(2_000), Example.Settled(claim.For(PersonCategory.Retired)).Amounts.PooledFund);
    }
}
