namespace Settlement.Domain.Policies;

/// <summary>Year into which a stay over New Year counts (R1.12.3).</summary>
public enum StayYear
{
    /// <summary>The year of the discharge.</summary>
    Discharge,

    /// <summary>按日均费用分年: each year takes its days' share of the bill.</summary>
    SplitByDays,
}

/// <summary>直接结算规则: which encounters an insured place settles directly, and into which year they count (R1.6.1, R1.7, R1.12.2, R1.12.3).</summary>
/// <param name="EmergencyFilingDays">
/// Null where the emergency flag alone deems an encounter filed (R1.6.1). A number is the rule before 2023: the emergency must be
/// filed within so many days of the admission (R1.4.5).
/// </param>
/// <param name="LateFilingCounts">补办备案: whether a filing made before the discharge settlement holds for the stay (R1.7).</param>
/// <param name="TraumaWithoutThirdParty">无第三方责任外伤: whether it is settled directly (R1.12.2).</param>
public sealed record DirectSettlementRules(
    int? EmergencyFilingDays, bool LateFilingCounts, bool TraumaWithoutThirdParty, StayYear StayYear, Citation Source)
{
    /// <summary>免备案: places where its people are settled without a filing (R1.5.4).</summary>
    public IReadOnlyList<FilingExemption> WithoutFiling { get; init; } = [];
}

/// <summary>免备案地区.</summary>
/// <param name="Destination">Province, city or county of the treatment.</param>
/// <param name="CountsAs">Long-term, referral or other temporary.</param>
public sealed record FilingExemption(RegionCode Destination, TreatmentClass CountsAs)
{
    public static IReadOnlyList<TreatmentClass> Classes { get; } = [TreatmentClass.LongTerm, TreatmentClass.Referral, TreatmentClass.OtherTemporary];
}
