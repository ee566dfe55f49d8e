using System.Collections.Immutable;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Settlements;

/// <summary>
/// The claim of a stored settlement, from what is stored with it: it computes again to the same amounts. Filing, facility,
/// qualification and insurance are taken as the settlement found them, whatever has become of them since; only the policy version,
/// which never changes, and the catalogue, by the service dates, are looked up.
/// </summary>
public static class StoredClaim
{
    private static readonly DateRange Always = new(DateOnly.MinValue, last: null);

    /// <exception cref="InvalidOperationException">The record is a reversal, or the snapshot does not hold its policy version.</exception>
    public static SettlementClaim Of(SettlementRecord settlement, IReadOnlyList<SettlementLineRecord> lines, ReferenceSnapshot reference)
    {
        if (settlement.Reverses is not null)
            throw new InvalidOperationException("A reversal is not computed.");
        return new(
            PersonOf(settlement),
            new Encounter(settlement.Benefit, settlement.IsEmergency, settlement.StartedOn, settlement.EndedOn) { Trauma = settlement.Trauma },
            new DesignatedFacility(
                settlement.FacilityCode, "", settlement.FacilityRegion, settlement.FacilityLevel, Always, [new(settlement.Benefit, Always)]),
            FilingOf(settlement) is { } filing ? [filing] : [],
            [.. lines.Select(line => line.ToFeeLine())],
            reference.Catalog,
            PolicyOf(settlement, reference),
            settlement.AccountBefore)
        {
            EarlierAccounts = settlement.EarlierYears.ToImmutableDictionary(year => (int)year.AccountYear, year => year.AccountBefore),
            PersonalAccountBalance = settlement.PersonalAccountBefore,
            ChronicDiseases = settlement.DiseaseCode is { } disease
                ? new(new Dictionary<string, DateRange> { [disease] = Always })
                : ChronicDiseases.None,
        };
    }

    private static InsuredPerson PersonOf(SettlementRecord s) => new(
        s.PersonId, new(""), s.InsuredRegion, s.Scheme, s.PersonCategory, InsuredStatus.Normal, s.BirthDate, s.Sex)
    {
        IsCivilServant = s.IsCivilServant,
        HasEnterpriseSupplement = s.HasEnterpriseSupplement,
        Hardship = s.Hardship,
        Qualifications = [.. s.QualifiedDiseases.Select(disease => new ChronicQualification(disease, Always))],
    };

    private static ReimbursementPolicy PolicyOf(SettlementRecord s, ReferenceSnapshot reference) =>
        reference.Policies.Versions.SingleOrDefault(policy => policy.Version == s.PolicyVersion)
        ?? throw new InvalidOperationException($"The policy version {s.PolicyVersion} is not in the snapshot.");

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
            FilingState.Accepted);
    }

    /// <summary>A region that holds no facility.</summary>
    private static readonly RegionCode Nowhere = RegionCode.Parse("999999");
}
