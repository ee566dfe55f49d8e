using System.Collections.Immutable;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Settlements;

/// <summary>The record that already has the transaction number.</summary>
public sealed record EarlierTransaction(PersonId PersonId, SettlementId SettlementId, byte[] RequestHash);

/// <summary>Which accounts of a person a settlement counts into: those of the years of the stay, up to this one.</summary>
/// <param name="Scheme">Null for the scheme that the person is in now.</param>
public readonly record struct AccountKey(short Year, InsuranceScheme? Scheme = null);

/// <summary>What is read for one settlement, preview or reversal.</summary>
/// <param name="Account">Last year of the accounts.</param>
public sealed record SettlementQuery(FacilityCode Facility, string EncounterNo, AccountKey Account)
{
    /// <summary>Null for a preview, which locks nothing.</summary>
    public string? TransactionNo { get; init; }

    internal bool Locks => TransactionNo is not null;

    /// <summary>Whether the personal account may pay, or get back what it paid.</summary>
    public bool UsesPersonalAccount { get; init; }

    /// <summary>Whether fee lines, filings and qualifications are asked for; a reversal computes nothing.</summary>
    public bool WithClaim { get; init; } = true;
}

/// <summary>What the database knows for one settlement.</summary>
/// <param name="Earlier">Null unless the transaction number was used before.</param>
/// <param name="Found">Null where the facility has no such encounter.</param>
public sealed record SettlementReads(EarlierTransaction? Earlier, EncounterReads? Found);

/// <summary>年度台账 of one year.</summary>
/// <param name="LastSequence">Number of the account's latest record; zero before the first.</param>
public sealed record AccountReads(BenefitAccount Account, int LastSequence)
{
    internal static AccountReads None { get; } = new(BenefitAccount.Empty, LastSequence: 0);
}

/// <summary>An encounter with everything of its person that a settlement needs.</summary>
public sealed record EncounterReads(
    EncounterId EncounterId,
    EncounterState State,
    Benefit Benefit,
    Trauma Trauma,
    bool IsEmergency,
    DateOnly StartedOn,
    InsuredPerson Person)
{
    public IReadOnlyList<FeeLine> Lines { get; init; } = [];

    public IReadOnlyList<Filing> Filings { get; init; } = [];

    /// <summary>By year: that of the end of the encounter and, of a stay, those of the years before; a year may be missing.</summary>
    public IReadOnlyDictionary<int, AccountReads> Accounts { get; init; } = ImmutableDictionary<int, AccountReads>.Empty;

    /// <summary>个人账户余额; zero where the person has no account or none was asked for.</summary>
    public Money PersonalAccountBalance { get; init; }

    /// <summary>Day of the discharge that was registered; null where none was.</summary>
    public DateOnly? DischargedOn { get; init; }

    /// <summary>Whether 《外伤无第三方责任承诺书》 is recorded.</summary>
    public bool HasTraumaStatement { get; init; }

    /// <summary>A line of it was declared for a disease at the same facility on the same day.</summary>
    public bool HasDeclaredLines { get; init; }

    /// <summary>What it continues; null for an encounter of its own, and where no earlier part was settled.</summary>
    public Continuation? Continues { get; init; }

    /// <summary>An earlier part is still open, so that nobody can say yet what it pays of the deductible.</summary>
    public bool ContinuesOpenPart { get; init; }

    /// <summary>特药购药; null for every other service.</summary>
    public SpecialDrugPurchase? SpecialDrug { get; init; }

    /// <summary>
    /// What remains of a special drug is paid by the entry of the list that the purchase was paid by (R-DRG-01, R1.14.8).
    /// </summary>
    public EncounterReads WithListingOf(SettlementRecord original) =>
        SpecialDrug is { } drug && original.DrugListingNo is not null
            ? this with { SpecialDrug = drug with { Listing = StoredClaim.ListingOf(original) } }
            : this;

    public AccountReads AccountOf(int year) => Accounts.GetValueOrDefault(year, AccountReads.None);

    /// <param name="usePersonalAccount">个人账户使用标志: whether the personal account may pay.</param>
    public SettlementClaim ToClaim(
        DesignatedFacility facility, DateOnly endedOn, bool usePersonalAccount, ReferenceSnapshot reference) => new(
        Person,
        new Encounter(Benefit, IsEmergency, StartedOn, endedOn) { Trauma = Trauma, Continues = Continues },
        facility,
        Filings,
        Lines,
        reference.Catalog,
        reference.Policies.InForceOn(Person.InsuredRegion, Person.Scheme, endedOn),
        AccountOf(endedOn.Year).Account)
        {
            EarlierAccounts = Accounts.Where(a => a.Key < endedOn.Year).ToImmutableDictionary(a => a.Key, a => a.Value.Account),
            PersonalAccountBalance = usePersonalAccount ? PersonalAccountBalance : null,
            ChronicDiseases = reference.ChronicDiseases,
            SpecialDrug = SpecialDrug,
        };
}
