using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Clearing;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Policies;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>Published and constructed settlements come out to the fen.</summary>
public sealed class WorkedSettlementTests
{
    private static readonly Dictionary<string, Action<WorkedSettlement>> Computed = new()
    {
        ["P03-BJ-personal-total-sanitised"] = The_personal_total_is_deductible_and_both_personal_shares,
        ["P04-HN-430502-inpatient-2304"] = The_identities_of_the_message_hold,
        ["P06-YA-line-split"] = The_limit_comes_before_the_first_self_paid_share,
        ["P08-HN-vendor-tier"] = One_band_is_shared_between_fund_and_person,
        ["P09-HE-130399-outpatient"] = Before_the_yearly_deductible_is_met_the_fund_pays_nothing,
        ["P10-HE-reversal-2208"] = A_reversal_has_the_amounts_with_the_other_sign_and_restores_the_deductible,
        ["P11-HI-460400-inpatient-all-self"] = A_wholly_self_paid_bill_pays_no_deductible,
        ["P12-NY-clearing-3203"] = A_month_of_visits_is_fund_and_cash,
        ["P14-synthetic-line"] = The_limit_comes_before_the_share_in_a_second_source,
        ["P15-HZ-outpatient-cash"] = The_person_pays_what_the_fund_does_not,
        ["C01-JX-0-1"] = example => UpFront(example, FilingType.LongTermResident),
        ["C02-JX-0.10-2"] = example => UpFront(example, FilingType.Referral),
        ["C03-JX-0.10-3"] = example => UpFront(example, filing: null),
        ["C04-JX-0.20-4"] = example => UpFront(example, FilingType.OtherTemporary),
        ["C06-BJ-active-longterm"] = example => Bands(example, PersonCategory.Active),
        ["C07-BJ-retired-longterm"] = example => Bands(example, PersonCategory.Retired),
        ["C09-modes-A-B-C"] = The_three_modes_give_six_results,
        ["C10-chronic-cap-and-split"] = A_disease_and_the_rest_of_the_visit_are_two_settlements,
        ["C11-chronic-unsupported"] = A_disease_that_is_not_supported_is_never_settled_as_ordinary_care,
        ["C13-reversal-of-C02"] = The_reversal_of_C02_restores_the_account,
        ["C14-prefund"] = The_prefund_follows_the_fourth_quarter_and_warns_exactly,
        ["C16-rounding"] = Half_a_fen_goes_up,
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var example in WorkedSettlement.All.Where(e => Computed.ContainsKey(e.Id)))
                cases.Add(example.Id, example.Source);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_worked_settlement_comes_out_to_the_fen(string id, string source)
    {
        Assert.NotEmpty(source);
        Computed[id](WorkedSettlement.Of(id));
    }

    [Fact]
    public void Every_worked_settlement_is_computed() =>
        Assert.Equal(
            WorkedSettlement.All.Select(example => example.Id).Order(StringComparer.Ordinal),
            Computed.Keys.Order(StringComparer.Ordinal));

    /// <summary>
    /// The sheet gives the personal parts alone. The bill that leads to them is found backwards: 9%, 6% and 3% of the three bands, and
    /// 20% of what lies over the ceiling; so much of the ceiling is used up before that the bands just reach it.
    /// </summary>
    private static void The_personal_total_is_deductible_and_both_personal_shares(WorkedSettlement example)
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

    private static void The_identities_of_the_message_hold(WorkedSettlement example)
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

    private static void The_limit_comes_before_the_first_self_paid_share(WorkedSettlement example)
    {
        foreach (var (line, published, recomputed) in example.Each("inputs/lines").Zip(example.Each("published"), example.Each("recomputation")))
        {
            var split = Split(Number(line, "price"), Number(line, "limit"), Number(line, "selfpay_prop"));

            Assert.Equal(Number(published, "over_limit"), split.OverLimit.Yuan);
            Assert.Equal(Number(published, "pre_self_pay"), split.FirstSelfPaid.Yuan);
            Assert.Equal(Number(recomputed, "in_scope"), split.InScope.Yuan);
        }
    }

    private static void The_limit_comes_before_the_share_in_a_second_source(WorkedSettlement example)
    {
        var split = Split(example.Number("inputs/price"), example.Number("inputs/limit"), example.Number("inputs/selfpay_prop"));

        Assert.Equal(example.Yuan("published/over_limit"), split.OverLimit);
        Assert.Equal(example.Yuan("published/pre_self_pay"), split.FirstSelfPaid);
        Assert.Equal(example.Yuan("published/in_scope_or_fund"), split.InScope);
        Assert.Equal(example.Yuan("published/personal"), split.OverLimit + split.FirstSelfPaid);
    }

    private static void One_band_is_shared_between_fund_and_person(WorkedSettlement example)
    {
        var amounts = Example.Settled(Stay(example, Policy("430000"), FilingType.LongTermResident).InScope(example.Number("inputs/band_base"))).Amounts;

        Assert.Equal(example.Yuan("published/pooling_fund"), amounts.PooledFund);
        Assert.Equal(example.Yuan("recomputation/personal"), amounts.Personal);
    }

    private static void Before_the_yearly_deductible_is_met_the_fund_pays_nothing(WorkedSettlement example)
    {
        var amounts = Example.Settled(QinhuangdaoVisit(example)).Amounts;

        Assert.Equal(example.Yuan("published/preselfpay_amt"), amounts.FirstSelfPaid);
        Assert.Equal(example.Yuan("published/inscp_scp_amt"), amounts.InScope);
        Assert.Equal(example.Yuan("published/act_pay_dedc"), amounts.Deductible);
        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("published/acct_pay"), amounts.PersonalAccount);
        Assert.Equal(example.Yuan("published/psn_cash_pay"), amounts.Cash);
    }

    /// <summary>The reversed bill held the line of P09; what is left of its total was in scope.</summary>
    private static void A_reversal_has_the_amounts_with_the_other_sign_and_restores_the_deductible(WorkedSettlement example)
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

    private static void A_wholly_self_paid_bill_pays_no_deductible(WorkedSettlement example)
    {
        var claim = Stay(example, Policy("460400"), FilingType.LongTermResident) with { Lines = [Example.Line("C", example.Number("inputs/total"))] };
        var amounts = Example.Settled(claim).Amounts;

        Assert.Equal(example.Yuan("published/fulamt_ownpay_amt"), amounts.FullSelfPay);
        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("recomputation/in_scope"), amounts.InScope);
        Assert.Equal(example.Yuan("recomputation/personal"), amounts.Personal);
        Assert.Equal(Money.Zero, amounts.Deductible);
    }

    private static void The_person_pays_what_the_fund_does_not(WorkedSettlement example)
    {
        var amounts = Example.Settled(Visit(example, Policy("330100")).InScope(example.Number("inputs/total"))).Amounts;

        Assert.Equal(example.Yuan("published/fund_pay_sumamt"), amounts.FundTotal);
        Assert.Equal(example.Yuan("published/psn_cash_pay"), amounts.Personal);
    }

    private static void UpFront(WorkedSettlement example, FilingType? filing)
    {
        var claim = JiangxiStay(example, filing);
        var statement = Example.Settled(claim);

        Assert.Equal(example.Yuan("expected/transfer_up_front"), statement.Amounts.UpFrontShare);
        Assert.Equal(example.Number("inputs/up_front_share"), claim.Policy!.Reduction.UpFrontShare(statement.TreatmentClass).Value);
        Assert.Equal(example.Yuan("expected/act_pay_dedc"), statement.Amounts.Deductible);
        Assert.Equal(example.Yuan("expected/base"), Money.Sum(statement.Bands.Select(b => b.Part)));
        Assert.Equal(example.Yuan("expected/pooling_fund"), statement.Amounts.PooledFund);
        Assert.Equal(example.Yuan("expected/personal_in_scope"), statement.Amounts.Personal);
    }

    private static void The_reversal_of_C02_restores_the_account(WorkedSettlement example)
    {
        var claim = JiangxiStay(WorkedSettlement.Of("C02-JX-0.10-2"), FilingType.Referral);
        var statement = Example.Settled(claim);
        var reversed = statement.Amounts.Reversed();

        Assert.Equal(example.Yuan("expected/amounts/transfer_up_front"), reversed.UpFrontShare);
        Assert.Equal(example.Yuan("expected/amounts/act_pay_dedc"), reversed.Deductible);
        Assert.Equal(example.Yuan("expected/amounts/base"), reversed.InScope - reversed.UpFrontShare - reversed.Deductible);
        Assert.Equal(example.Yuan("expected/amounts/pooling_fund"), reversed.PooledFund);
        Assert.Equal(example.Yuan("expected/amounts/personal_in_scope"), reversed.Personal);
        AssertRestored(claim.Account, statement);
    }

    private static void Bands(WorkedSettlement example, PersonCategory person)
    {
        var claim = Stay(example, Shipped("110000"), FilingType.LongTermResident).InScope(example.Number("inputs/in_scope")).For(person);
        var statement = Example.Settled(claim);

        Assert.Equal(example.Yuan("policy/deductible"), statement.Amounts.Deductible);
        Assert.Equal(example.Each("expected/bands").Select(WorkedSettlement.Number), statement.Bands.Select(b => b.Part.Yuan));
        Assert.Equal(example.Each("expected/band_personal").Select(WorkedSettlement.Number), statement.Bands.Select(b => (b.Part - b.Fund).Yuan));
        Assert.Equal(example.Each("policy/person_ratio").Select(WorkedSettlement.Number), statement.Bands.Select(b => b.Ratio.Paid.Complement.Value));
        Assert.Equal(example.Yuan("expected/pooling_fund"), statement.Amounts.PooledFund);
        Assert.Equal(example.Yuan("expected/personal_in_scope"), statement.Amounts.Personal);
    }

    private static void The_three_modes_give_six_results(WorkedSettlement example)
    {
        Money Fund(ReductionMode mode, FilingType filing) =>
            Example.Settled(Stay(example, Policy("410100", mode), filing).InScope(example.Number("inputs/in_scope"))).Amounts.PooledFund;

        Assert.Equal(example.Yuan("expected/local"), Fund(ReductionMode.PointsOff, FilingType.LongTermResident));
        Assert.Equal(example.Yuan("expected/A_referral_minus10"), Fund(ReductionMode.PointsOff, FilingType.Referral));
        Assert.Equal(example.Yuan("expected/A_unreferred_minus20"), Fund(ReductionMode.PointsOff, FilingType.OtherTemporary));
        Assert.Equal(example.Yuan("expected/B_referral_upfront10"), Fund(ReductionMode.UpFrontShare, FilingType.Referral));
        Assert.Equal(example.Yuan("expected/B_unreferred_upfront20"), Fund(ReductionMode.UpFrontShare, FilingType.OtherTemporary));
        Assert.Equal(example.Yuan("expected/C_referral_x0_9"), Fund(ReductionMode.Multiplier, FilingType.Referral));
        Assert.Equal(example.Yuan("expected/C_unreferred_x0_8"), Fund(ReductionMode.Multiplier, FilingType.OtherTemporary));
    }

    private static void A_month_of_visits_is_fund_and_cash(WorkedSettlement example)
    {
        var month = new StatementAmounts(
            Total: example.Yuan("inputs/medfee_sumamt"), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero,
            PooledFund: example.Yuan("published/fund_appy_sum"), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, PersonalAccount: Money.Zero);

        Assert.Equal(example.Yuan("published/cash_payamt"), month.Cash);
    }

    /// <summary>One visit, two orders: 500 for hypertension under a ceiling of which 200 is left, and 120 of ordinary care.</summary>
    private static void A_disease_and_the_rest_of_the_visit_are_two_settlements(WorkedSettlement example)
    {
        var hypertension = Benefit.Chronic(example.Text("inputs/certified"));
        var outpatient = Example.Rules with
        {
            Deductible = Example.YearlyDeductible(example.Number("inputs/outpatient_deductible_left"), CareService.Outpatient),
            Bands = Example.OneBand(example.Number("policy/outpatient_ratio") * 100),
        };
        var visit = OpenFor(Example.Claim.For(PersonCategory.Retired), example) with
        {
            Person = Example.Claim.Person with { Category = PersonCategory.Retired, Qualifications = [new(hypertension.Disease!, Example.Always)] },
            Policy = Example.Policy with
            {
                Benefits = new Dictionary<Benefit, ServiceRules>
                {
                    [hypertension] = outpatient with
                    {
                        Deductible = Example.YearlyDeductible(example.Number("policy/chronic_deductible"), hypertension),
                        Bands = Example.OneBand(example.Number("policy/chronic_ratio") * 100),
                    },
                    [CareService.Outpatient] = outpatient,
                },
                Ceilings = [Example.Ceiling(example.Number("inputs/chronic_cap_left"), hypertension)],
            },
        };
        StatementAmounts Amounts(Benefit benefit, string inScope) =>
            Example.Settled((visit with { Encounter = visit.Encounter with { Benefit = benefit } }).InScope(example.Number(inScope))).Amounts;

        var orders = new[] { Amounts(hypertension, "inputs/chronic_in_scope"), Amounts(CareService.Outpatient, "inputs/other_in_scope") };

        Assert.Equal(example.Yuan("expected/chronic_fund"), orders[0].PooledFund);
        Assert.Equal(example.Yuan("expected/chronic_personal"), orders[0].Personal);
        Assert.Equal(example.Yuan("expected/ordinary_fund"), orders[1].PooledFund);
        Assert.Equal(example.Yuan("expected/ordinary_personal"), orders[1].Personal);
        visit = visit.Under(p => p with { Ceilings = [] });
        Assert.Equal(example.Yuan("expected/chronic_fund_uncapped"), Amounts(hypertension, "inputs/chronic_in_scope").PooledFund);
    }

    private static void A_disease_that_is_not_supported_is_never_settled_as_ordinary_care(WorkedSettlement example)
    {
        var anaemia = Benefit.Chronic(example.Text("inputs/certified")[..6]);
        var claim = OpenFor(Example.Claim, example) with
        {
            Encounter = Example.Claim.Encounter with { Benefit = anaemia },
            Person = Example.Claim.Person with { Qualifications = [new(anaemia.Disease!, Example.Always)] },
        };

        Assert.Equal(RefusalCode.FacilityNotOpen, Example.Refused(claim.InScope(example.Number("inputs/amount"))).Code);
        Assert.Equal(RefusalCode.DiseaseNotSupported, Example.Refused(
            claim with { Facility = claim.Facility with { Openings = [new(anaemia, Example.Always)] } }).Code);
    }

    /// <summary>The claim at a facility that has opened ordinary care and the example's diseases, all of which the nation supports.</summary>
    private static SettlementClaim OpenFor(SettlementClaim claim, WorkedSettlement example)
    {
        var diseases = example.Each("inputs/hospital_open_for").Select(disease => disease.GetString()!).ToList();
        return claim with
        {
            Facility = claim.Facility with
            {
                Openings = [new(CareService.Outpatient, Example.Always), .. diseases.Select(disease => new ServiceOpening(Benefit.Chronic(disease), Example.Always))],
            },
            ChronicDiseases = new(diseases.ToDictionary(disease => disease, _ => Example.Always)),
        };
    }

    private static void The_prefund_follows_the_fourth_quarter_and_warns_exactly(WorkedSettlement example)
    {
        var annual = Prefund.AnnualAmount([.. example.Each("inputs/q4_clearing").Select(month => Example.Yuan(WorkedSettlement.Number(month)))]);

        Assert.Equal(example.Yuan("expected/annual_prefund"), annual);
        Assert.Equal(example.Yuan("expected/mean").Fen * 2, annual.Fen);
        Assert.Equal(example.Yuan("expected/adjustment_to_pay"), annual - example.Yuan("inputs/present_prefund"));
        Assert.Equal(
            example.Each("expected/warning").Select(warning => warning.GetString()),
            example.Each("inputs/month_clearing").Select(
                month => $"{Prefund.WarningOf(Example.Yuan(WorkedSettlement.Number(month)), annual)}".ToLowerInvariant()));
    }

    private static void Half_a_fen_goes_up(WorkedSettlement example) =>
        Assert.Equal(
            example.Each("expected").Select(WorkedSettlement.Number),
            example.Each("inputs").Select(i => Example.Yuan(Number(i, "amount")).Share(Ratio.FromFraction(Number(i, "prop"))).Yuan));

    private static SettlementClaim JiangxiStay(WorkedSettlement example, FilingType? filing) =>
        Stay(example, Policy("360000"), filing).InScope(example.Number("inputs/in_scope"));

    private static SettlementClaim QinhuangdaoVisit(WorkedSettlement p09) => Visit(p09, Policy("130300")) with
    {
        Catalog = new([Example.Entry("A", ItemClass.A, null), Example.Entry("LINE", ItemClass.B, p09.Number("inputs/selfpay_prop") * 100)]),
        Lines = [Example.Line("LINE", p09.Number("inputs/line_price"), p09.Number("inputs/qty"))],
    };

    private static SettlementClaim Visit(WorkedSettlement example, ReimbursementPolicy policy) =>
        Stay(example, policy, FilingType.LongTermResident) with { Encounter = new(CareService.Outpatient, IsEmergency: false, Example.Admission, Example.Admission) };

    /// <summary>A stay at a hospital of the third level; without a filing it comes with the emergency flag.</summary>
    private static SettlementClaim Stay(WorkedSettlement example, ReimbursementPolicy policy, FilingType? filing) => Example.Claim with
    {
        Person = Example.Claim.Person with { InsuredRegion = policy.InsuredRegion },
        Encounter = Example.Claim.Encounter with { IsEmergency = filing is null },
        Facility = Example.Claim.Facility with { Region = example.TreatmentRegion },
        Filings = filing is { } type ? [Example.Filing with { Type = type, Destination = example.TreatmentRegion }] : [],
        Policy = policy,
    };

    private static SplitLine Split(decimal price, decimal limit, decimal ratio)
    {
        var catalog = new Catalog([Example.Entry("LINE", ItemClass.B, ratio * 100, limit)]);
        return LineSplitter.Split([Example.Line("LINE", price)], catalog, Example.LineContext).Lines[0];
    }

    private static ReimbursementPolicy Shipped(string region) =>
        PolicyReader.Read(ShippedPolicies.Documents().Single(d => d.File == $"{region}-employee.json").Json);

    private static ReimbursementPolicy Policy(string region, ReductionMode? mode = null)
    {
        var policy = PolicyReader.Read(File.ReadAllText(Path.Combine("Cases", "Policies", $"{region}-employee.json")));
        return mode is { } other ? policy with { Reduction = policy.Reduction with { Mode = other } } : policy;
    }

    private static void AssertRestored(BenefitAccount before, SettlementStatement statement)
    {
        var after = before.With(statement.AccountChange);
        Assert.NotEqual(before.Amounts, after.Amounts);
        Assert.Equal(before.Amounts, after.With(statement.AccountChange.Reversed()).Amounts);
        Assert.Equal(before.Encounters, after.With(statement.AccountChange.Reversed()).Encounters);
    }

    private static decimal Number(System.Text.Json.JsonElement element, string name) => WorkedSettlement.Number(element.GetProperty(name));
}
