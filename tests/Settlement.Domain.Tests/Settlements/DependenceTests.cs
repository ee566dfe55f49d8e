using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>A settlement stands on an earlier one if it would have come out otherwise without it.</summary>
[Rule("R1.14.9")]
public sealed class DependenceTests
{
    [Fact]
    public void A_second_stay_with_a_lower_deductible_stands_on_the_first() => // 400 yuan instead of 800
        Assert.True(IsDependent(Example.Claim));

    [Fact]
    public void A_stay_that_pays_what_it_would_have_paid_as_the_first_does_not() =>
        Assert.False(IsDependent(Example.Claim.UnderRules(r => r with { Deductible = Example.Deductible with { Series = Example.Everyone<IReadOnlyList<Money>>([Example.Yuan(800)]) } })));

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(15_999.99, true)] // 8,000 each time: the second is cut by a fen
    [InlineData(16_000, false)]
    public void A_ceiling_makes_the_later_stay_stand_on_the_earlier_only_where_it_is_met(decimal ceiling, bool isDependent) =>
        Assert.Equal(isDependent, IsDependent(Example.Claim
            .UnderRules(r => r with { Deductible = Example.Deductible with { Series = Example.Everyone<IReadOnlyList<Money>>([Example.Yuan(800)]) } })
            .Under(p => p with { Ceilings = [Example.Ceiling(ceiling, CareService.Inpatient)] })));

    [Fact]
    public void A_yearly_deductible_that_the_earlier_stay_paid_makes_the_later_one_stand_on_it() =>
        Assert.True(IsDependent(Example.Claim.UnderRules(r => r with { Deductible = Example.YearlyDeductible(800) })));

    [Fact]
    public void The_year_that_nothing_was_added_to_decides_nothing()
    {
        var earlier = Example.Settled(Example.Claim);

        Assert.False(Dependence.Of(Example.Claim.After(earlier), new Dictionary<int, AccountChange> { [Example.Discharge.Year - 1] = earlier.AccountChange }));
    }

    /// <summary>The same stay twice in a year.</summary>
    private static bool IsDependent(SettlementClaim claim)
    {
        var earlier = Example.Settled(claim);
        return Dependence.Of(claim.After(earlier), new Dictionary<int, AccountChange> { [Example.Discharge.Year] = earlier.AccountChange });
    }
}
