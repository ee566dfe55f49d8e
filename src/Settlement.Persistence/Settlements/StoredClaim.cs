using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.Settlements;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The claim of a stored settlement, from what is stored with it: it computes again to the same amounts. Filing, facility,
/// qualification and insurance are taken as the settlement found them, whatever has become of them since; the policy version and the
/// catalogue entries that it names are looked up, superseded or not.
/// </summary>
public static class StoredClaim
{
    private static readonly DateRange Always = new(DateOnly.MinValue, last: null);
    private static readonly Catalog NoCatalog = new([]);

    /// <exception cref="InvalidOperationException">The record is a reversal.</exception>
    /// <exception cref="VersionLostException">A version that it names is gone or cannot be read.</exception>
    public static async Task<SettlementClaim> LoadAsync(
        SettlementDbContext db, SettlementRecord settlement, ReferenceSnapshot reference, CancellationToken cancellation)
    {
        var lines = await db.LinesOfAsync(settlement, cancellation);
        var policy = await PolicyOfAsync(db, settlement, reference, cancellation);
        await db.Database.OpenConnectionAsync(cancellation); // closed with the context
        var entries = await EntryVersions.ReadAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), settlement.CatalogProvince, lines, cancellation);
        return Of(settlement, lines, policy, entries.Of(settlement, lines));
    }

    /// <param name="entries">Of each charge, by line number.</param>
    internal static SettlementClaim Of(
        SettlementRecord settlement, IReadOnlyList<SettlementLineRecord> lines, ReimbursementPolicy policy,
        IReadOnlyDictionary<string, CatalogEntry> entries)
    {
        if (settlement.Reverses is not null)
            throw new InvalidOperationException("A reversal is not computed.");
        return new(
            PersonOf(settlement),
            new Encounter(settlement.Benefit, settlement.IsEmergency, settlement.StartedOn, settlement.EndedOn)
            {
                Trauma = settlement.Trauma,
                Continues = settlement is { Continuation: { } kind, DeductiblePaidBefore: { } paid } ? new(kind, paid) : null,
            },
            new DesignatedFacility(
                settlement.FacilityCode, "", settlement.FacilityRegion, settlement.FacilityLevel, Always,
                [new(settlement.Benefit, Always)]),
            FilingOf(settlement) is { } filing ? [filing] : [],
            [.. lines.Select(line => line.ToFeeLine())],
            NoCatalog,
            policy,
            settlement.AccountBefore)
        {
            Entries = entries,
            Channel = settlement.Channel,
            CatalogSide = settlement.CatalogSide,
            EarlierAccounts = settlement.EarlierYears.ToImmutableDictionary(year => (int)year.AccountYear, year => year.AccountBefore),
            PersonalAccountBalance = settlement.PersonalAccountBefore,
            ChronicDiseases = settlement.DiseaseCode is { } disease
                ? new(new Dictionary<string, DateRange> { [disease] = Always })
                : ChronicDiseases.None,
            SpecialDrug = settlement.Service == CareService.SpecialDrug ? PurchaseOf(settlement, lines) : null,
        };
    }

    /// <summary>
    /// List, approval and prescription as the settlement found them: they allowed what its lines say. A trial reads no lines.
    /// </summary>
    private static SpecialDrugPurchase PurchaseOf(SettlementRecord s, IReadOnlyList<SettlementLineRecord> lines) => new(
        new(
            s.DrugCode ?? lines.FirstOrDefault(line => line.RefundsLineNo is null)?.ItemCode ?? "", lines.Sum(line => line.Quantity), Always, "",
            s.FacilityCode),
        ListingOf(s),
        new("", s.FacilityCode, s.FacilityCode, Always), IsUsed: false);

    /// <summary>The entry of the special drug list as the settlement found it.</summary>
    public static SpecialDrugListing ListingOf(SettlementRecord s) => new(s.InsuredRegion.Province, s.DrugListingNo)
    {
        Ratio = s.DrugRatioPercent is { } percent ? Ratio.FromPercent(percent) : null,
        YearlyCeiling = s.DrugCeiling,
        Basis = s.DrugBasis,
    };

    private static InsuredPerson PersonOf(SettlementRecord s) => new(
        s.PersonId, new(""), s.InsuredRegion, s.Scheme, s.PersonCategory, InsuredStatus.Normal, s.BirthDate, s.Sex)
    {
        IsCivilServant = s.IsCivilServant,
        HasEnterpriseSupplement = s.HasEnterpriseSupplement,
        Hardship = s.Hardship,
        Qualifications = [.. s.QualifiedDiseases.Select(disease => new ChronicQualification(disease, Always)
        {
            Facilities = disease == s.DiseaseCode ? [.. s.QualificationFacilities.Select(FacilityCode.Parse)] : [],
        })],
    };

    /// <summary>The version of the snapshot, or one that has been superseded since: no version is ever deleted.</summary>
    internal static async Task<ReimbursementPolicy> PolicyOfAsync(
        SettlementDbContext db, SettlementRecord s, ReferenceSnapshot reference, CancellationToken cancellation) =>
        reference.Policies.Versions.SingleOrDefault(policy => policy.Version == s.PolicyVersion)
        ?? PolicyOf(
            s.PolicyVersion,
            await db.PolicyVersions.Where(p => p.PolicyVersion == s.PolicyVersion)
                .Select(p => p.Document).SingleOrDefaultAsync(cancellation));

    /// <param name="document">Null where there is none.</param>
    /// <exception cref="VersionLostException">It is not there, or not of the form that this program reads.</exception>
    internal static ReimbursementPolicy PolicyOf(string version, string? document)
    {
        try
        {
            return PolicyReader.Read(document ?? throw new VersionLostException($"policy {version} is not there"));
        }
        catch (PolicyDocumentException e)
        {
            throw new VersionLostException($"policy {version} cannot be read: {e.Faults[0]}", e);
        }
    }

    /// <summary>The filing that was used, or one of the kind that gives the stored class; null where none was needed.</summary>
    private static Filing? FilingOf(SettlementRecord s)
    {
        if (s.FilingId is not { } id)
            return null;
        // At home and in a third place a long-term filing counts that was made for elsewhere.
        var isElsewhere = s.TreatmentClass is TreatmentClass.LongTermAtHome or TreatmentClass.LongTermElsewhere;
        return new(
            id,
            s.TreatmentClass switch
            {
                TreatmentClass.Referral => FilingType.Referral,
                TreatmentClass.Emergency => FilingType.Emergency,
                TreatmentClass.OtherTemporary => FilingType.OtherTemporary,
                _ => FilingType.LongTermResident,
            },
            isElsewhere ? Nowhere : s.FacilityRegion,
            new(s.StartedOn, s.StartedOn),
            FilingState.Accepted)
        {
            CompleteFrom = s.StartedOn,
        };
    }

    /// <summary>A region that holds no facility.</summary>
    private static readonly RegionCode Nowhere = RegionCode.Parse("999999");
}
