using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

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
        Assert.Equal(Example.Yuan(10_000), Example.Settled(Claim.WithUsed(Used, 95_000)).AccountChange.Amounts[Accumulator.InBands(CareService.Inpatient)]);

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
    public void The_ceiling_is_that_of_the_person_category()
    {
        var yearly = Example.EveryPerson(Example.Yuan(1_000));
        yearly[PersonCategory.Retired] = Example.Yuan(2_000);
        var claim = Claim.Under(p => p with { Ceilings = [new(new HashSet<CareService> { CareService.Inpatient }, yearly, Example.Source)] });

        Assert.Equal(Example.Yuan(2_000), Example.Settled(claim.For(PersonCategory.Retired)).Amounts.PooledFund);
    }
}
