using System.Collections.Immutable;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Settlements;

/// <summary>Everything that one settlement needs, already loaded. The calculator asks for nothing else.</summary>
/// <param name="Filings">All filings of the person; the calculator chooses.</param>
/// <param name="Catalog">Entries of the treatment place.</param>
/// <param name="Policy">The insured place's version in force on the day the encounter ended; null where there is none.</param>
/// <param name="Account">The person's account of the year in which the encounter ended, before this settlement.</param>
public sealed record SettlementClaim(
    InsuredPerson Person,
    Encounter Encounter,
    DesignatedFacility Facility,
    IReadOnlyList<Filing> Filings,
    IReadOnlyList<FeeLine> Lines,
    Catalog Catalog,
    ReimbursementPolicy? Policy,
    BenefitAccount Account)
{
    /// <summary>
    /// Accounts of earlier years, for a stay over New Year whose policy splits it by days; a year that is not there is empty.
    /// </summary>
    public ImmutableDictionary<int, BenefitAccount> EarlierAccounts { get; init; } = ImmutableDictionary<int, BenefitAccount>.Empty;

    /// <summary>
    /// Of a claim that was settled before: the entry that each line was split by, by line number, superseded since or not. Null: the
    /// catalogue answers by the service dates.
    /// </summary>
    public IReadOnlyDictionary<string, CatalogEntry>? Entries { get; init; }

    /// <summary>个人账户余额; null where the person does not want to use it (acct_used_flag 0).</summary>
    public Money? PersonalAccountBalance { get; init; }

    /// <summary>Diseases that the nation has opened for direct settlement.</summary>
    public ChronicDiseases ChronicDiseases { get; init; } = ChronicDiseases.None;

    /// <summary>How the claim came in; decides which refusals apply.</summary>
    public SettlementChannel Channel { get; init; }

    /// <summary>Whose catalogue splits the lines; the insured place's only in a manual claim (R1.18.2).</summary>
    public CatalogSide CatalogSide { get; init; }

    /// <summary>Province whose catalogue splits the lines.</summary>
    public RegionCode CatalogProvince => CatalogSide == CatalogSide.InsuredPlace ? Person.InsuredRegion.Province : Facility.Region.Province;

    /// <summary>特药购药; null for every other service, and where no prescription is known.</summary>
    public SpecialDrugPurchase? SpecialDrug { get; init; }

    internal BenefitAccount AccountOf(int year) =>
        year == Encounter.EndedOn.Year ? Account : EarlierAccounts.GetValueOrDefault(year, BenefitAccount.Empty);
}
