using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>The bills to try that are settled; docs/demonstration.md shows the same figures.</summary>
public sealed class TryItSettledTests
{
    /// <summary>
    /// C07 of the worked settlements: 60,000 = 1,300 + 28,700 + 10,000 + 20,000; the fund pays 100 % − 60 % of 15/10/5 %:
    /// 28,700 × 91 % + 10,000 × 94 % + 20,000 × 97 % = 26,117 + 9,400 + 19,400 = 54,917.
    /// </summary>
    [Fact]
    public void Retired_from_Beijing_and_settled_in_Haikou() =>
        Check("DEMO01", TreatmentClass.LongTerm, total: 62_506.00m, inScope: 60_000.00m, deductible: 1_300.00m, pooledFund: 54_917.00m, personal: 7_589.00m);

    /// <summary>C06: 28,700 × 85 % + 10,000 × 90 % + 20,000 × 95 % = 24,395 + 9,000 + 19,000 = 52,395.</summary>
    [Fact]
    public void Posted_from_Beijing_to_Haikou() =>
        Check("DEMO02", TreatmentClass.LongTerm, total: 60_910.90m, inScope: 60_000.00m, deductible: 1_300.00m, pooledFund: 52_395.00m, personal: 8_515.90m);

    /// <summary>(12,000 − 800) × 85 % = 9,520.</summary>
    [Fact]
    public void From_Wuhan_living_in_Hainan() =>
        Check("DEMO19", TreatmentClass.LongTerm, total: 12_000.00m, inScope: 12_000.00m, deductible: 800.00m, pooledFund: 9_520.00m, personal: 2_480.00m);

    /// <summary>C02: 50,000 × 10 % = 5,000 up front; (50,000 − 5,000 − 800) × 85 % = 37,570.</summary>
    [Fact]
    public void Referred_from_Nanchang_to_Shanghai() =>
        Check("DEMO03", TreatmentClass.Referral, total: 52_220.00m, inScope: 50_000.00m, upFrontShare: 5_000.00m, deductible: 800.00m, pooledFund: 37_570.00m, personal: 14_650.00m);

    /// <summary>C04: 50,000 × 20 % = 10,000 up front; (50,000 − 10,000 − 800) × 85 % = 33,320.</summary>
    [Fact]
    public void Neither_referred_nor_urgent_but_filed() =>
        Check("DEMO04", TreatmentClass.OtherTemporary, total: 50_452.00m, inScope: 50_000.00m, upFrontShare: 10_000.00m, deductible: 800.00m, pooledFund: 33_320.00m, personal: 17_132.00m);

    /// <summary>C03: an emergency without a filing is deemed filed, and paid as C02.</summary>
    [Fact, Rule("R1.6.1"), Rule("R-FIL-12")]
    public void Emergency_without_a_filing()
    {
        var statement = Check("DEMO05", TreatmentClass.Emergency, total: 50_000.00m, inScope: 50_000.00m, upFrontShare: 5_000.00m, deductible: 800.00m, pooledFund: 37_570.00m, personal: 12_430.00m);
        Assert.Null(statement.Filing);
    }

    /// <summary>(21,000 − 1,000) × (86 % − 20 points) = 13,200; the 86 % is 100 % − 20 % × 70 % for the retired.</summary>
    [Fact, Rule("R-FIL-14")]
    public void Unfiled_and_paid_lower_by_Guangzhou() =>
        Check("DEMO07", TreatmentClass.Unfiled, total: 21_082.80m, inScope: 21_000.00m, deductible: 1_000.00m, pooledFund: 13_200.00m, personal: 7_882.80m);

    /// <summary>
    /// Admitted on 25 June, filing to 28 June, discharged on 3 July: filed, under the policy of 1 July:
    /// (15,900 − 900) × (86 % − 5 points) = 12,150.
    /// </summary>
    [Fact, Rule("R-FIL-10"), Rule("R1.4.4")]
    public void Filing_that_ended_during_the_stay()
    {
        var statement = Check("DEMO08", TreatmentClass.Referral, total: 16_002.00m, inScope: 15_900.00m, deductible: 900.00m, pooledFund: 12_150.00m, personal: 3_852.00m);
        Assert.NotNull(statement.Filing);
        Assert.Equal("410100-employee-2026", statement.Policy.Version);
    }

    /// <summary>28,700 × 85 % + 10,000 × 90 % + 69,584.21 × 95 % = 24,395 + 9,000 + 66,105.00 = 99,500 of the 100,000.</summary>
    [Fact]
    public void History_that_leaves_500_below_the_ceiling()
    {
        var first = Assert.Single(DemonstrationClaims.History("DEMO09"));
        Assert.Equal(99_500.00m, first.Amounts.PooledFund.Yuan);
        Assert.Equal(0.00m, first.Amounts.LargeAmount.Yuan);
    }

    /// <summary>
    /// Second admission: 650. Of 20,000 at 85 % the fund may still pay 500, which is its share of 500 ÷ 85 % = 588.24.
    /// Large amount: (20,000 − 588.24) × 85 % = 19,411.76 × 85 % = 16,499.996, half up 16,500.00.
    /// </summary>
    [Fact]
    public void Bill_that_meets_the_ceiling() =>
        Check("DEMO09", TreatmentClass.LongTerm, total: 20_754.00m, inScope: 20_650.00m, deductible: 650.00m, pooledFund: 500.00m, largeAmount: 16_500.00m, personal: 3_754.00m);

    /// <summary>First admission 1,100: (9,100 − 1,100) × 87 % = 6,960. Second: 550; (10,550 − 550) × (85 % + 2 points) = 8,700.</summary>
    [Fact]
    public void Second_admission_of_the_year()
    {
        Assert.Equal(6_960.00m, Assert.Single(DemonstrationClaims.History("DEMO10")).Amounts.PooledFund.Yuan);
        Check("DEMO10", TreatmentClass.LongTerm, total: 10_589.00m, inScope: 10_550.00m, deductible: 550.00m, pooledFund: 8_700.00m, personal: 1_889.00m);
    }

    /// <summary>(10,500 − 500) × 68 % × 0.9 = 10,000 × 61.2 % = 6,120; large illness: 500 + 3,880 stays below 18,000.</summary>
    [Fact]
    public void Resident_child_under_a_multiplier() =>
        Check("DEMO11", TreatmentClass.Referral, total: 10_526.00m, inScope: 10_500.00m, deductible: 500.00m, pooledFund: 6_120.00m, personal: 4_406.00m);

    /// <summary>
    /// 150,000 × 10 % = 15,000 up front; (150,000 − 15,000 − 600) × 60 % = 134,400 × 60 % = 80,640.
    /// Large illness: 600 + 53,760 − 17,000 = 37,360 × 60 % = 22,416; the 15,000 do not count.
    /// </summary>
    [Fact]
    public void Resident_whose_large_illness_insurance_pays() =>
        Check("DEMO13", TreatmentClass.Referral, total: 151_200.00m, inScope: 150_000.00m, upFrontShare: 15_000.00m, deductible: 600.00m, pooledFund: 80_640.00m, largeIllness: 22_416.00m, personal: 48_144.00m);

    /// <summary>(3,300 − 1,300) × 90 % = 1,800: every invented person was born in 1900, so the retired are over 70.</summary>
    [Fact]
    public void Outpatient_visit_of_a_retired_person() =>
        Check("DEMO15", TreatmentClass.LongTerm, total: 3_592.00m, inScope: 3_300.00m, deductible: 1_300.00m, pooledFund: 1_800.00m, personal: 1_792.00m);

    private static SettlementStatement Check(
        string personNo, TreatmentClass treatmentClass, decimal total, decimal inScope, decimal deductible, decimal pooledFund,
        decimal personal, decimal upFrontShare = 0, decimal largeAmount = 0, decimal largeIllness = 0)
    {
        var statement = Assert.IsType<SettlementOutcome.Settled>(DemonstrationClaims.TryIt(personNo)).Statement;
        var amounts = statement.Amounts;

        Assert.Equal(treatmentClass, statement.TreatmentClass);
        Assert.Equal(
            (total, inScope, upFrontShare, deductible, pooledFund, largeAmount, largeIllness, personal),
            (amounts.Total.Yuan, amounts.InScope.Yuan, amounts.UpFrontShare.Yuan, amounts.Deductible.Yuan,
                amounts.PooledFund.Yuan, amounts.LargeAmount.Yuan, amounts.LargeIllness.Yuan, amounts.Personal.Yuan));
        return statement;
    }
}
