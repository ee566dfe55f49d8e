using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Settlements;

/// <summary>An ordinary charge that may not be settled as such.</summary>
/// <param name="Because">Why the disease's own settlement is refused; null where the charge still stands with the disease.</param>
public sealed record DowngradedItem(DeclaredItem Declared, SettlementOutcome.Refused? Because);

/// <summary>
/// 不得按普通门诊结算 (R-CHR-04, R1.11): what was declared for a disease is settled as ordinary care only if nothing stands in the way of
/// the disease's own settlement, and only once it is charged there no more.
/// </summary>
public static class NeverDowngraded
{
    /// <param name="claim">Of an encounter; only ordinary outpatient care and purchases can hold anything. Its lines do not matter.</param>
    /// <param name="declared">What was declared among its charges.</param>
    public static IReadOnlyList<DowngradedItem> Of(SettlementClaim claim, IReadOnlyList<DeclaredItem> declared)
    {
        if (declared.Count == 0 || !claim.Encounter.Service.IsOrdinary())
            return [];
        var refused = declared.Select(item => item.Disease).Distinct()
            .ToDictionary(disease => disease, disease => RefusalOf(claim, disease));
        return
        [
            .. declared.Where(item => item.StandsWithDisease || refused[item.Disease] is not null)
                .Select(item => new DowngradedItem(item, refused[item.Disease])),
        ];
    }

    /// <summary>What would refuse the same visit as care for the disease; null for nothing.</summary>
    private static SettlementOutcome.Refused? RefusalOf(SettlementClaim claim, string disease)
    {
        var chronic = claim with
        {
            Encounter = new Encounter(
                Benefit.Chronic(disease), claim.Encounter.IsEmergency, claim.Encounter.StartedOn, claim.Encounter.EndedOn),
        };
        return Refusals.All(chronic, TreatmentClassification.Of(chronic).Class).FirstOrDefault();
    }
}
