using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>个人账户: the example leaves 800 deductible and 2 000 co-pay to the person.</summary>
[Rule("R2.8")]
public sealed class PersonalAccountTests
{
    private static readonly PersonalAccountRules Rules = new(
        Example.EveryService, [PersonalPart.Deductible, PersonalPart.CoPay, PersonalPart.OverCeiling], Example.Source);

    [Theory]
    [InlineData(10_000, 2_800, 0)]
    [InlineData(2_800, 2_800, 0)]
    [InlineData(1_000, 1_000, 1_800)] // never more than the balance, then cash
    [InlineData(0, 0, 2_800)]
    [InlineData(-50, 0, 2_800)] // a balance in the red pays nothing and takes nothing
    public void The_account_pays_first_and_cash_the_rest(decimal balance, decimal account, decimal cash)
    {
        var amounts = Example.Settled(With(balance)).Amounts;

        Assert.Equal((account, cash), (amounts.PersonalAccount.Yuan, amounts.Cash.Yuan));
        Assert.Equal(Example.Yuan(2_800), amounts.Personal);
    }

    [Fact]
    public void What_lies_outside_the_scope_is_paid_in_cash_unless_the_insured_place_lets_the_account_pay_it()
    {
        var claim = With(10_000) with { Lines = [Example.Line("A", 10_800), Example.Line("C", 300) with { LineNo = "2" }] };
        var generous = claim.Under(p => p with { PersonalAccount = Rules with { Pays = [.. Rules.Pays, PersonalPart.FullSelfPay] } });

        Assert.Equal(Example.Yuan(300), Example.Settled(claim).Amounts.Cash);
        Assert.Equal(Money.Zero, Example.Settled(generous).Amounts.Cash);
    }

    [Fact]
    public void The_account_pays_the_parts_in_the_order_of_the_policy()
    {
        var cash = Example.Settled(With(1_000)).Cash;

        Assert.Equal((0, 1_800), (cash[PersonalPart.Deductible].Yuan, cash[PersonalPart.CoPay].Yuan)); // 800 + 200 of 2 000
    }

    [Fact]
    public void It_pays_nothing_where_the_person_does_not_want_it_the_policy_has_none_or_the_service_is_not_named()
    {
        Assert.Equal(Money.Zero, Example.Settled(With(10_000) with { PersonalAccountBalance = null }).Amounts.PersonalAccount);
        Assert.Equal(Money.Zero, Example.Settled(With(10_000).Under(p => p with { PersonalAccount = null })).Amounts.PersonalAccount);
        Assert.Equal(Money.Zero, Example.Settled(With(10_000).Under(
            p => p with { PersonalAccount = Rules with { Services = new HashSet<CareService> { CareService.Pharmacy } } })).Amounts.PersonalAccount);
    }

    [Fact]
    public void The_layers_come_before_the_account() // 大病 takes 60% of 2 800, the account the other 1 120
    {
        var claim = With(10_000).Under(p => p with
        {
            Layers = [Example.Layer(LayerKind.LargeIllness, [PersonalPart.CoPay, PersonalPart.Deductible], deductible: 0, [(null, 60)])],
        });

        Assert.Equal((1_680, 1_120), Example.Settled(claim).Amounts is var a ? (a.LargeIllness.Yuan, a.PersonalAccount.Yuan) : default);
    }

    private static SettlementClaim With(decimal balance) => Example.Claim.Under(p => p with { PersonalAccount = Rules }) with
    {
        PersonalAccountBalance = Example.Yuan(balance),
    };
}
