using Settlement.Domain.Filings;
using Settlement.Domain.Policies;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Domain.Settlements;

/// <summary>待遇享受条件: whether an encounter could be settled directly, and on what terms, before anything is charged.</summary>
/// <param name="Obstacles">
/// Everything that stands in the way, the filing first, then the facility, then the rest (R-SET-03); empty for nothing.
/// </param>
/// <param name="Filing">The filing that would count; null where there is none or none is needed.</param>
/// <param name="Terms">Null where the insured place has no rules for the benefit, or pays nothing in this class.</param>
public sealed record Entitlement(
    IReadOnlyList<Refused> Obstacles, TreatmentClass Class, Filing? Filing, EntitlementTerms? Terms)
{
    /// <param name="claim">
    /// Its lines do not matter. Without a prescription no special drug is named, and nothing is asked of one (R-DRG-01).
    /// </param>
    public static Entitlement Of(SettlementClaim claim)
    {
        var (treatmentClass, filing) = TreatmentClassification.Of(claim);
        var obstacles = Refusals.All(claim, treatmentClass).Where(refused => refused.Code != RefusalCode.PrescriptionMissing);
        return new([.. obstacles], treatmentClass, filing, TermsOf(claim, treatmentClass));
    }

    private static EntitlementTerms? TermsOf(SettlementClaim claim, TreatmentClass treatmentClass)
    {
        if (claim.Policy is not { } policy || !policy.Benefits.ContainsKey(claim.Encounter.Benefit)
            || !policy.ReductionFor(claim.Encounter.Benefit).Pays(treatmentClass))
            return null;
        var terms = PolicyTerms.Of(claim, treatmentClass);
        var today = YearParts.At(0, count: 1, claim, ScopeAmounts.Of([]));
        return new(
            policy.Version, terms.Reduction.Mode, terms.Reduction.Percent[treatmentClass],
            DeductibleCalculator.Of(claim, terms, today, paidInEarlierYears: Money.Zero), CeilingRooms.All(claim, terms, today));
    }
}

/// <summary>What the insured place's policy gives.</summary>
/// <param name="Percent">降幅 of the class, in points or per cent as the mode says.</param>
/// <param name="Deductible">起付标准 that the encounter would owe.</param>
/// <param name="Ceilings">最高支付限额 that count the benefit, with what is left of each.</param>
public sealed record EntitlementTerms(
    string PolicyVersion, ReductionMode Mode, decimal Percent, DeductibleDue Deductible, IReadOnlyList<CeilingRoom> Ceilings);
