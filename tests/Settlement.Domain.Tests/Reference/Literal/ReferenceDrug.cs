using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Tests.Reference.Literal;

/// <summary>The special drug of a claim, and its total in the account (R-DRG-01).</summary>
internal static class ReferenceDrug
{
    /// <summary>Null for every other service.</summary>
    public static SpecialDrugPurchase? Of(SettlementClaim claim) => claim.Encounter.Benefit.Service == CareService.SpecialDrug ? claim.SpecialDrug : null;

    public static string Key(SettlementClaim claim) => $"pooledFundOfDrug/{claim.SpecialDrug!.Prescription.DrugCode}";

    /// <summary>Whether the account counts by drug: not where the entry of the list is not known.</summary>
    public static bool Counts(SettlementClaim claim) => Of(claim)?.Listing?.No is not null;

    /// <summary>Whether its amounts pass no band of the section: it is paid at a ratio of its own.</summary>
    public static bool StandsBesideTheBands(SettlementClaim claim) => Of(claim)?.Listing?.Ratio is not null;
}
