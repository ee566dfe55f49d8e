using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;

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
    BenefitAccount Account);
