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

    [Theory]
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

    [Fact]
    public void Unfiled_is_paid_lower_where_the_insured_place_pays_it_at_all()
    {
        var statement = Example.Settled(Unfiled);

        Assert.Equal((TreatmentClass.Unfiled, null), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(5_000), statement.Amounts.PooledFund); // 10 000 x (80% - 30 points)
    }

    [Fact]
    public void An_unfiled_emergency_is_deemed_filed() // also where the insured place pays nothing without a filing
    {
        var statement = Example.Settled(Emergency(Example.Claim with { Filings = [] }));

        Assert.Equal((TreatmentClass.Emergency, null), (statement.TreatmentClass, statement.Filing));
        Assert.Equal(Example.Yuan(7_000), statement.Amounts.PooledFund); // 10 000 x 70%
    }

    [Fact]
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

    [Fact]
    public void A_filing_to_another_place_or_for_other_days_does_not_count()
    {
        var elsewhere = Example.Filing with { Destination = RegionCode.Parse("320000") };
        var later = Example.Filing with { Validity = new(Example.Admission.AddDays(1), null) };

        Assert.Equal(TreatmentClass.Unfiled, Example.Settled(Unfiled with { Filings = [elsewhere, later] }).TreatmentClass);
    }

    [Fact]
    public void A_filing_that_ends_during_the_stay_is_good_for_the_whole_stay() => // R1.4.4
        Assert.Equal(TreatmentClass.Referral, Example.Settled(Example.Claim with
        {
            Filings = [Example.Filing with { Type = FilingType.Referral, Validity = new(new(2026, 1, 1), Example.Admission) }],
        }).TreatmentClass);

    private static SettlementClaim Emergency(SettlementClaim claim) =>
        claim with { Encounter = claim.Encounter with { IsEmergency = true } };
}
