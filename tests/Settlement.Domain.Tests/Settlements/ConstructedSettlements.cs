using Settlement.Domain.Clearing;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using static Settlement.Domain.Tests.Settlements.WorkedClaims;

namespace Settlement.Domain.Tests.Settlements;

/// <summary>Settlements constructed by hand from the rules.</summary>
internal static class ConstructedSettlements
{
    internal static void UpFront(WorkedSettlement example, FilingType? filing)
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

    internal static void The_reversal_of_C02_restores_the_account(WorkedSettlement example)
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

    internal static void Bands(WorkedSettlement example, PersonCategory person)
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

    internal static void The_three_modes_give_six_results(WorkedSettlement example)
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

    /// <summary>One visit, two orders: 500 for hypertension under a ceiling of which 200 is left, and 120 of ordinary care.</summary>
    internal static void A_disease_and_the_rest_of_the_visit_are_two_settlements(WorkedSettlement example)
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

    internal static void A_disease_that_is_not_supported_is_never_settled_as_ordinary_care(WorkedSettlement example)
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
    internal static SettlementClaim OpenFor(SettlementClaim claim, WorkedSettlement example)
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

    internal static void The_prefund_follows_the_fourth_quarter_and_warns_exactly(WorkedSettlement example)
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

    internal static void Half_a_fen_goes_up(WorkedSettlement example) =>
        Assert.Equal(
            example.Each("expected").Select(WorkedSettlement.Number),
            example.Each("inputs").Select(i => Example.Yuan(Number(i, "amount")).Share(Ratio.FromFraction(Number(i, "prop"))).Yuan));

    internal static SettlementClaim JiangxiStay(WorkedSettlement example, FilingType? filing) =>
        Stay(example, Policy("360000"), filing).InScope(example.Number("inputs/in_scope"));
}
