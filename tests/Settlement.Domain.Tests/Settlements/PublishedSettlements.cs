using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using static Settlement.Domain.Tests.Settlements.WorkedClaims;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>Settlements that were seen in public sources, each by what its source says is exact.</summary>
internal static class PublishedSettlements
{
    /// <summary>
    /// The sheet gives the personal parts alone. The bill that leads to them is found backwards: 9%, 6% and 3% of the three bands, and
    /// 20% of what lies over the ceiling; so much of the ceiling is used up before that the bands just reach it.
    /// </summary>
    internal static void The_personal_total_is_deductible_and_both_personal_shares(WorkedSettlement example)
    {
        var (first, second) = (Example.Yuan(30_000) - example.Yuan("inputs/deductible"), Example.Yuan(10_000));
        var third = (example.Yuan("inputs/pooling_personal") - first.Share(Example.Percent(9)) - second.Share(Example.Percent(6))).WholeOf(Example.Percent(3));
        var overCeiling = example.Yuan("inputs/large_amount_personal").WholeOf(Example.Percent(20));
        var inScope = example.Yuan("inputs/deductible") + first + second + third + overCeiling;
        var fund = first + second + third - example.Yuan("inputs/pooling_personal");
        var earlier = new AccountChange(CareService.Inpatient, Encounters: 1,
            [new(Accumulator.PooledFund(CareService.Inpatient), Example.Yuan(100_000) - fund)]);

        var amounts = Example.Settled(Stay(example, Shipped("110000"), FilingType.LongTermResident).InScope(inScope.Yuan).For(PersonCategory.Retired) with
        {
            Account = BenefitAccount.Empty.With(earlier),
        }).Amounts;

        Assert.Equal(example.Yuan("inputs/deductible"), amounts.Deductible);
        Assert.Equal(overCeiling - example.Yuan("inputs/large_amount_personal"), amounts.LargeAmount);
        Assert.Equal(example.Yuan("published/personal_total"), amounts.Personal);
    }

    internal static void The_identities_of_the_message_hold(WorkedSettlement example)
    {
        var amounts = new StatementAmounts(
            Total: example.Yuan("inputs/medfee_sumamt"),
            FullSelfPay: example.Yuan("inputs/fulamt_ownpay_amt"),
            OverLimit: example.Yuan("inputs/overlmt_selfpay"),
            FirstSelfPaid: example.Yuan("inputs/preselfpay_amt"),
            UpFrontShare: Money.Zero,
            Deductible: example.Yuan("inputs/act_pay_dedc"),
            PooledFund: example.Yuan("published/hifp_pay"),
            LargeAmount: example.Yuan("published/hifob_pay"),
            LargeIllness: example.Yuan("published/hifmi_pay"),
            CivilServant: Money.Zero,
            EnterpriseSupplement: Money.Zero,
            MedicalAid: Money.Zero,
            PersonalAccount: Money.Zero);

        Assert.Equal(example.Yuan("inputs/inscp_scp_amt"), amounts.InScope);
        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("published/psn_part_amt"), amounts.Personal);
        Assert.Equal(example.Yuan("published/psn_part_amt"), example.Yuan("published/acct_pay") + example.Yuan("published/psn_cash_pay"));
    }

    internal static void The_limit_comes_before_the_first_self_paid_share(WorkedSettlement example)
    {
        foreach (var (line, published, recomputed) in example.Each("inputs/lines").Zip(example.Each("published"), example.Each("recomputation")))
        {
            var split = Split(Number(line, "price"), Number(line, "limit"), Number(line, "selfpay_prop"));

            Assert.Equal(Number(published, "over_limit"), split.OverLimit.Yuan);
            Assert.Equal(Number(published, "pre_self_pay"), split.FirstSelfPaid.Yuan);
            Assert.Equal(Number(recomputed, "in_scope"), split.InScope.Yuan);
        }
    }

    internal static void The_limit_comes_before_the_share_in_a_second_source(WorkedSettlement example)
    {
        var split = Split(example.Number("inputs/price"), example.Number("inputs/limit"), example.Number("inputs/selfpay_prop"));

        Assert.Equal(example.Yuan("published/over_limit"), split.OverLimit);
        Assert.Equal(example.Yuan("published/pre_self_pay"), split.FirstSelfPaid);
        Assert.Equal(example.Yuan("published/in_scope_or_fund"), split.InScope);
        Assert.Equal(example.Yuan("published/personal"), split.OverLimit + split.FirstSelfPaid);
    }

    internal static void One_band_is_shared_between_fund_and_person(WorkedSettlement example)
    {
        var amounts = Example.Settled(Stay(example, Policy("430000"), FilingType.LongTermResident).InScope(example.Number("inputs/band_base"))).Amounts;

        Assert.Equal(example.Yuan("published/pooling_fund"), amounts.PooledFund);
        Assert.Equal(example.Yuan("recomputation/personal"), amounts.Personal);
    }

    internal static void Before_the_yearly_deductible_is_met_the_fund_pays_nothing(WorkedSettlement example)
    {
        var amounts = Example.Settled(QinhuangdaoVisit(example)).Amounts;

        Assert.Equal(example.Yuan("published/preselfpay_amt"), amounts.FirstSelfPaid);
        Assert.Equal(example.Yuan("published/inscp_scp_amt"), amounts.InScope);
        Assert.Equal(example.Yuan("published/act_pay_dedc"), amounts.Deductible);
        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("published/acct_pay"), amounts.PersonalAccount);
        Assert.Equal(example.Yuan("published/psn_cash_pay"), amounts.Cash);
        Assert.Equal(example.Yuan("published/balc"), example.Yuan("inputs/account_balance_before") - amounts.PersonalAccount);
    }

    /// <summary>The reversed bill held the line of P09; what is left of its total was in scope.</summary>
    internal static void A_reversal_has_the_amounts_with_the_other_sign_and_restores_the_deductible(WorkedSettlement example)
    {
        var p09 = WorkedSettlement.Of("P09-HE-130399-outpatient");
        var visit = QinhuangdaoVisit(p09);
        visit = visit with { Lines = [.. visit.Lines, Example.Line("A", example.Number("inputs/reversal_of_total") - p09.Number("inputs/line_price"))] };
        var (statement, before) = (Example.Settled(visit), visit.Account);
        var reversed = statement.Amounts.Reversed();

        Assert.Equal(example.Yuan("published/medfee_sumamt"), reversed.Total);
        Assert.Equal(example.Yuan("published/preselfpay_amt"), reversed.FirstSelfPaid);
        Assert.Equal(example.Yuan("published/inscp_scp_amt"), reversed.InScope);
        Assert.Equal(example.Yuan("published/act_pay_dedc"), reversed.Deductible);
        Assert.Equal(example.Yuan("published/acct_pay"), reversed.PersonalAccount);
        AssertRestored(before, statement);
    }

    internal static void A_wholly_self_paid_bill_pays_no_deductible(WorkedSettlement example)
    {
        var claim = Stay(example, Policy("460400"), FilingType.LongTermResident) with { Lines = [Example.Line("C", example.Number("inputs/total"))] };
        var amounts = Example.Settled(claim).Amounts;

        Assert.Equal(example.Yuan("published/fulamt_ownpay_amt"), amounts.FullSelfPay);
        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("recomputation/in_scope"), amounts.InScope);
        Assert.Equal(example.Yuan("recomputation/personal"), amounts.Personal);
        Assert.Equal(Money.Zero, amounts.Deductible);
    }

    internal static void The_person_pays_what_the_fund_does_not(WorkedSettlement example)
    {
        var amounts = Example.Settled(Visit(example, Policy("330100")).InScope(example.Number("inputs/total"))).Amounts;

        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("published/psn_cash_pay"), amounts.Personal);
    }

    internal static void A_month_of_visits_is_fund_and_cash(WorkedSettlement example)
    {
        var month = new StatementAmounts(
            Total: example.Yuan("inputs/medfee_sumamt"), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero,
            PooledFund: example.Yuan("published/fund_appy_sum"), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, PersonalAccount: Money.Zero);

        Assert.Equal(example.Yuan("published/cash_payamt"), month.Cash);
    }

    internal static SettlementClaim QinhuangdaoVisit(WorkedSettlement p09) => Visit(p09, Policy("130300")) with
    {
        Catalog = new([Example.Entry("A", ItemClass.A, null), Example.Entry("LINE", ItemClass.B, p09.Number("inputs/selfpay_prop") * 100)]),
        Lines = [Example.Line("LINE", p09.Number("inputs/line_price"), p09.Number("inputs/qty"))],
        PersonalAccountBalance = p09.Yuan("inputs/account_balance_before"),
    };

    internal static SplitLine Split(decimal price, decimal limit, decimal ratio)
    {
        var catalog = new Catalog([Example.Entry("LINE", ItemClass.B, ratio * 100, limit)]);
        return LineSplitter.Split([Example.Line("LINE", price)], catalog, Example.LineContext).Lines[0];
    }
}
