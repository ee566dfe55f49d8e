using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Domain.Tests.Settlements;

public sealed class TreatmentClassificationTests
{
    private static readonly ReimbursementPolicy PaysUnfiled = Example.Policy with
    {
        Reduction = Example.Policy.Reduction with
        {
            Percent = new Dictionary<TreatmentClass, decimal>(Example.Policy.Reduction.Percent) { [TreatmentClass.Unfiled] = 30 },
        },
    };

    private static readonly SettlementClaim Unfiled = Example.Claim with { Filings = [], Policy = PaysUnfiled };

    [Theory, Rule("R1.2"), Rule("R-FIL-02")]
    [InlineData(FilingType.RelocatedRetiree, TreatmentClass.LongTerm, 8_000)] // 10 000 x 80%
    [InlineData(FilingType.LongTermResident, TreatmentClass.LongTerm, 8_000)]
    [InlineData(FilingType.PostedWorker, TreatmentClass.LongTerm, 8_000)]
    [InlineData(FilingType.Referral, TreatmentClass.Referral, 7_000)] // 10 000 x 70%
    [InlineData(FilingType.Emergency, TreatmentClass.Emergency, 7_000)]
    [InlineData(FilingType.OtherTemporary, TreatmentClass.OtherTemporary, 6_000)] // 10 000 x 60%
    public void The_type_of_the_filing_decides_what_the_fund_pays(FilingType type, TreatmentClass expected, decimal fund)
    {
        var statement = Example.Settled(Example.Claim.FiledAs(type));

        Assert.Equal((expected, Example.Filing.Id, Example.Yuan(fund)), (statement.TreatmentClass, statement.Filing, statement.Amounts.PooledFund));
    }

    [Fact, Rule("R-FIL-14"), Rule("R1.7")]
    public void Unfiled_is_paid_lower_where_the_insured_place_pays_it_at_all()
    {
        var statement = Example.Settled(Unfiled);

        Assert.Equal((TreatmentClass.Unfiled, null), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(5_000), statement.Amounts.PooledFund); // 10 000 x (80% - 30 points)
    }

    [Fact, Rule("R1.6.1"), Rule("R-FIL-12")]
    public void An_unfiled_emergency_is_deemed_filed() // also where the insured place pays nothing without a filing
    {
        var statement = Example.Settled(Emergency(Example.Claim with { Filings = [] }));

        Assert.Equal((TreatmentClass.Emergency, null), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(7_000), statement.Amounts.PooledFund); // 10 000 x 70%
    }

    [Fact, Rule("R1.6.1")]
    public void An_emergency_lifts_another_temporary_filing() =>
        Assert.Equal(TreatmentClass.Emergency, Example.Settled(Emergency(Example.Claim.FiledAs(FilingType.OtherTemporary))).TreatmentClass);

    [Fact]
    public void A_long_term_filing_wins_over_the_emergency_flag() => // no reduction at all in the filed place
        Assert.Equal(TreatmentClass.LongTerm, Example.Settled(Emergency(Example.Claim)).TreatmentClass);

    [Theory]
    [InlineData(FilingType.LongTermResident, FilingType.Referral)]
    [InlineData(FilingType.Referral, FilingType.Emergency)]
    [InlineData(FilingType.Emergency, FilingType.OtherTemporary)]
    public void Of_two_filings_the_better_one_is_used_in_whatever_order_they_come(FilingType better, FilingType other)
    {
        var (used, unused) = (Example.Filing with { Id = FilingId.New(), Type = better }, Example.Filing with { Type = other });

        Assert.Equal(used.Id, Example.Settled(Emergency(Example.Claim with { Filings = [unused, used] })).Filing);
        Assert.Equal(used.Id, Example.Settled(Emergency(Example.Claim with { Filings = [used, unused] })).Filing);
        Assert.Equal(used.Id, Example.Settled(Example.Claim with { Filings = [unused, used] }).Filing);
    }

    [Fact, Rule("R-FIL-01"), Rule("R1.5.1")]
    public void A_filing_to_another_place_or_for_other_days_does_not_count()
    {
        var elsewhere = Example.Filing with { Destination = RegionCode.Parse("320000") };
        var later = Example.Filing with { Validity = new(Example.Discharge.AddDays(1), null) };

        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(Unfiled with { Filings = [elsewhere, later] }).TreatmentClass);
    }

    [Fact, Rule("R1.4.4"), Rule("R-FIL-10")]
    public void A_filing_that_ends_during_the_stay_is_good_for_the_whole_stay() =>
        Assert.Equal(TreatmentClass.Referral, Example.Settled(Example.Claim with
        {
            Filings = [Example.Filing with { Type = FilingType.Referral, Validity = new(new(2026, 1, 1), Example.Admission) }],
        }).TreatmentClass);

    [Theory, Rule("R1.7")]
    [InlineData(0, TreatmentClass.LongTerm)] // filed on the day of the discharge, before the settlement
    [InlineData(1, TreatmentClass.Unfiled)]
    public void A_filing_made_before_the_discharge_settlement_holds_for_the_stay(int daysAfterDischarge, TreatmentClass expected) =>
        Assert.Equal(expected, Example.Settled(Late(Unfiled, Example.Discharge.AddDays(daysAfterDischarge))).TreatmentClass);

    [Fact, Rule("R1.7")]
    public void A_late_filing_does_not_count_where_the_insured_place_says_so_nor_for_a_visit()
    {
        var strict = Unfiled.Under(p => p with { DirectSettlement = p.DirectSettlement with { LateFilingCounts = false } });
        var visit = Unfiled.Under(p => p with { Benefits = new Dictionary<Benefit, ServiceRules> { [CareService.Outpatient] = Example.Rules } }) with
        {
            Encounter = Unfiled.Encounter with { Benefit = CareService.Outpatient },
        };

        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(Late(strict, Example.Discharge)).TreatmentClass);
        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(Late(visit, Example.Discharge)).TreatmentClass);
    }

    [Theory, Rule("R1.4.5"), Rule("R-FIL-12")]
    [InlineData(3, TreatmentClass.Emergency)]
    [InlineData(4, TreatmentClass.Unfiled)]
    public void Before_2023_an_emergency_was_to_be_filed_within_three_days(int days, TreatmentClass expected)
    {
        var claim = Emergency(Unfiled).Under(p => p with { DirectSettlement = p.DirectSettlement with { EmergencyFilingDays = 3, LateFilingCounts = false } });
        var filing = Example.Filing with { Type = FilingType.Emergency, Validity = new(Example.Admission.AddDays(days), null) };

        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(claim).TreatmentClass); // the flag alone does not do
        Assert.Equal(expected, Example.Settled(claim with { Filings = [filing] }).TreatmentClass);
    }

    [Fact, Rule("R-FIL-13"), Rule("R1.8"), Rule("R1.3.1")]
    public void A_long_term_resident_back_home_is_settled_where_the_policy_says_how()
    {
        var home = Example.Claim with
        {
            Facility = Example.Claim.Facility with { Region = RegionCode.Parse("360102") },
            Filings = [Example.Filing with { CompleteFrom = Example.Admission }],
        };
        var statement = Example.Settled(home.Under(Paying(TreatmentClass.LongTermAtHome, 5)));

        Assert.Equal((TreatmentClass.LongTermAtHome, Example.Filing.Id), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(7_500), statement.Amounts.PooledFund); // 10 000 x (80% - 5 points)
        Assert.Equal(RefusalCode.NotCrossProvince, Example.Refused(home).Code);
        Assert.Equal(RefusalCode.NotCrossProvince, Example.Refused( // a promised document is still owed
            home.Under(Paying(TreatmentClass.LongTermAtHome, 5)) with { Filings = [Example.Filing with { CompleteFrom = Example.Admission.AddDays(1) }] }).Code);
        Assert.Equal(RefusalCode.NotCrossProvince, Example.Refused(home.Under(Paying(TreatmentClass.LongTermAtHome, 5)) with { Filings = [] }).Code);
        Assert.Equal(RefusalCode.NotCrossProvince, Example.Refused( // another pooling region of the province
            home.Under(Paying(TreatmentClass.LongTermAtHome, 5)) with { Facility = home.Facility with { Region = RegionCode.Parse("360403") } }).Code);
    }

    [Fact, Rule("R1.8")]
    public void A_long_term_resident_in_a_third_place_has_a_class_of_their_own_where_the_policy_names_it()
    {
        var elsewhere = Unfiled with { Filings = [Example.Filing with { Destination = RegionCode.Parse("320000") }] };

        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(elsewhere).TreatmentClass);
        Assert.Equal(TreatmentClass.LongTermElsewhere, Example.Settled(elsewhere.Under(Paying(TreatmentClass.LongTermElsewhere, 20))).TreatmentClass);
        Assert.Equal(TreatmentClass.Emergency, Example.Settled(Emergency(elsewhere.Under(Paying(TreatmentClass.LongTermElsewhere, 20)))).TreatmentClass);
    }

    [Theory, Rule("R1.5.4")]
    [InlineData("310000", TreatmentClass.LongTerm, 8_000)] // 10 000 x 80%
    [InlineData("310100", TreatmentClass.Referral, 7_000)] // 10 000 x (80% - 10 points)
    [InlineData("310101", TreatmentClass.OtherTemporary, 6_000)] // 10 000 x (80% - 20 points)
    public void Where_no_filing_is_asked_for_an_encounter_counts_as_filed(string destination, TreatmentClass countsAs, decimal fund)
    {
        var statement = Example.Settled(Exempt(Example.Claim with { Filings = [] }, destination, countsAs));

        Assert.Equal((countsAs, null), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(fund), statement.Amounts.PooledFund);
    }

    [Fact]
    public void A_better_filing_is_not_lost_where_none_is_asked_for_and_another_place_is_not_exempt()
    {
        var filed = Example.Claim.FiledAs(FilingType.Referral);

        Assert.Equal(TreatmentClass.Referral, Example.Settled(Exempt(filed, "310000", TreatmentClass.OtherTemporary)).TreatmentClass);
        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(Exempt(Unfiled, "320000", TreatmentClass.LongTerm)).TreatmentClass);
    }

    private static SettlementClaim Exempt(SettlementClaim claim, string destination, TreatmentClass countsAs) => claim.Under(p => p with
    {
        DirectSettlement = p.DirectSettlement with { WithoutFiling = [new(RegionCode.Parse(destination), countsAs)] },
    });

    [Fact]
    public void A_benefit_may_have_a_reduction_of_its_own()
    {
        var claim = Example.Claim.FiledAs(FilingType.Referral).UnderRules(r => r with
        {
            Reduction = Example.Policy.Reduction with { Percent = new Dictionary<TreatmentClass, decimal> { [TreatmentClass.Referral] = 5 } },
        });

        Assert.Equal(Example.Yuan(7_500), Example.Settled(claim).Amounts.PooledFund); // 10 000 x 75%
        Assert.Equal(RefusalCode.FilingRequired, Example.Refused(claim.FiledAs(FilingType.OtherTemporary)).Code);
    }

    private static SettlementClaim Late(SettlementClaim claim, DateOnly filedFrom) =>
        claim with { Filings = [Example.Filing with { Validity = new(filedFrom, null) }] };

    private static Func<ReimbursementPolicy, ReimbursementPolicy> Paying(TreatmentClass treatmentClass, decimal points) => policy => policy with
    {
        Reduction = policy.Reduction with
        {
            Percent = new Dictionary<TreatmentClass, decimal>(policy.Reduction.Percent) { [treatmentClass] = points },
        },
    };

    private static SettlementClaim Emergency(SettlementClaim claim) =>
        claim with { Encounter = claim.Encounter with { IsEmergency = true } };
}
