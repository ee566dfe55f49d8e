using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>跨年度住院: admitted on 30 December, discharged on 8 January: ten days, of which two in the old year.</summary>
[Rule("R1.12.3")]
public sealed class StayOverNewYearTests
{
    private static readonly SettlementClaim Whole = Example.Claim with
    {
        Encounter = Example.Claim.Encounter with { StartedOn = new(2025, 12, 30), EndedOn = new(2026, 1, 8) },
        Lines = [Example.Line("A", 10_800) with { ServiceDate = new(2026, 1, 1) }],
    };

    private static readonly SettlementClaim Split = Whole.Under(p => p with { DirectSettlement = p.DirectSettlement with { StayYear = StayYear.SplitByDays } });

    [Fact]
    public void By_the_discharge_year_the_whole_bill_counts_there()
    {
        var year = Assert.Single(Example.Settled(Whole).Years);

        Assert.Equal((2026, Example.Yuan(10_800)), (year.Year, year.Scope.InScope));
    }

    [Fact]
    public void Split_by_days_each_year_takes_its_part_of_every_amount()
    {
        var statement = Example.Settled(Split with { Lines = [.. Split.Lines, Example.Line("C", 100.01m) with { LineNo = "2", ServiceDate = new(2026, 1, 1) }] });

        Assert.Equal([(2025, 2_160m, 20m), (2026, 8_640m, 80.01m)], statement.Years.Select(y => (y.Year, y.Scope.InScope.Yuan, y.Scope.FullSelfPay.Yuan)));
        Assert.Equal(Example.Yuan(10_900.01m), statement.Amounts.Total);
    }

    [Fact]
    public void The_deductible_of_the_admission_is_paid_once_and_the_bands_go_on()
    {
        var statement = Example.Settled(Split.InScopeOn(10_000).UnderRules(r => r with { Bands = Example.BandsOf((1_500, 80), (null, 90)) }));

        Assert.Equal([800m, 0m], statement.Years.Select(y => y.Pooled.Deductible.Yuan)); // of 2 000 in the old year
        Assert.Equal([1_200m, 300m, 7_700m], statement.Bands.Select(b => b.Part.Yuan)); // 1 200 + 300 = 1 500, then the second band
        Assert.Equal(Example.Yuan(8_130), statement.Amounts.PooledFund); // 960 + 240 + 6 930
    }

    [Fact]
    public void A_yearly_deductible_is_owed_in_each_year()
    {
        var statement = Example.Settled(Split.UnderRules(r => r with { Deductible = Example.YearlyDeductible(800) }));

        Assert.Equal([800m, 800m], statement.Years.Select(y => y.Pooled.Deductible.Yuan));
    }

    [Fact]
    public void Each_part_counts_against_the_ceiling_of_its_own_year()
    {
        var old = BenefitAccount.Empty.With(new(CareService.Inpatient, 0, [new(Accumulator.PooledFund(CareService.Inpatient), Example.Yuan(49_000))]));
        var claim = Split.Under(p => p with { Ceilings = [Example.Ceiling(50_000, CareService.Inpatient)] }) with
        {
            EarlierAccounts = Split.EarlierAccounts.Add(2025, old),
        };
        var years = Example.Settled(claim).Years;

        Assert.Equal([1_000m, 6_912m], years.Select(y => y.Pooled.Fund.Yuan)); // not 1 360 x 80% = 1 088; 8 640 x 80%
        Assert.Equal([0, 1], years.Select(y => y.AccountChange.Encounters)); // one admission, in the discharge year
    }

    [Fact]
    public void A_stay_over_two_new_years_has_three_parts()
    {
        var claim = Split with { Encounter = Split.Encounter with { EndedOn = new(2027, 1, 3) }, EarlierAccounts = Split.EarlierAccounts };
        var years = Example.Settled(claim).Years;

        Assert.Equal([2025, 2026, 2027], years.Select(y => y.Year));
        Assert.Equal([58.38m, 10_654.05m, 87.57m], years.Select(y => y.Scope.InScope.Yuan)); // 10 800 x 2, 365 and 3 of 370 days
    }

    [Fact]
    public void A_stay_within_one_year_is_not_split() =>
        Assert.Single(Example.Settled(Example.Claim.Under(p => p with { DirectSettlement = p.DirectSettlement with { StayYear = StayYear.SplitByDays } })).Years);
}

file static class OnNewYearsDay
{
    internal static SettlementClaim InScopeOn(this SettlementClaim claim, decimal yuan) =>
        claim with { Lines = [Example.Line("A", yuan) with { ServiceDate = new(2026, 1, 1) }] };
}
