using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>Looks up what the relevance list doubts; reads the person's qualifications only where one could matter.</summary>
internal static class Warnings
{
    internal static IReadOnlyList<WarningAnswer> Of(EncounterReads encounter, ReferenceSnapshot reference) =>
    [
        .. DoubtfulLines.Of(
            encounter.Benefit, encounter.Person.InsuredRegion, encounter.Person.Qualifications, encounter.Lines, reference.Relevance)
            .Select(WarningAnswer.From),
    ];

    internal static async Task<IReadOnlyList<WarningAnswer>> WarningsAsync(
        this SettlementDbContext db, EncounterRecord encounter, RegionCode insured, IReadOnlyList<FeeLine> lines, ReferenceSnapshot reference,
        CancellationToken cancellation)
    {
        if (encounter.Service == CareService.Inpatient)
            return [];
        var mayBeOfDisease = encounter.DiseaseCode is null
            && lines.Any(l => reference.Relevance.DiseasesOf(RelevanceKind.Item, l.ItemCode, l.ServiceDate, insured).Count > 0);
        var qualifications = mayBeOfDisease ? await db.QualificationsAsync(encounter.PersonId, cancellation) : [];
        return
        [
            .. DoubtfulLines.Of(new(encounter.Service, encounter.DiseaseCode), insured, qualifications, lines, reference.Relevance)
                .Select(WarningAnswer.From),
        ];
    }

    /// <param name="declared">Diseases that are parts of the same visit.</param>
    internal static async Task<IReadOnlyList<WarningAnswer>> DiagnosisWarningsAsync(
        this SettlementDbContext db, EncounterRecord encounter, RegionCode insured, IReadOnlyCollection<string> declared, ReferenceSnapshot reference,
        CancellationToken cancellation)
    {
        if (encounter.DiagnosisCode is not { } diagnosis || !encounter.Service.IsOrdinary())
            return [];
        var diseases = reference.Relevance.DiseasesOf(RelevanceKind.Diagnosis, diagnosis, encounter.StartedOn, insured).Except(declared).ToList();
        if (diseases.Count == 0)
            return [];
        var qualifications = await db.QualificationsAsync(encounter.PersonId, cancellation);
        return
        [
            .. diseases.Where(disease => qualifications.Any(q => q.Disease == disease && q.Validity.Contains(encounter.StartedOn)))
                .Select(disease => WarningAnswer.OfEncounter(diagnosis, disease)),
        ];
    }

    private static async Task<IReadOnlyList<ChronicQualification>> QualificationsAsync(
        this SettlementDbContext db, PersonId person, CancellationToken cancellation)
    {
        var rows = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == person).ToListAsync(cancellation);
        return [.. rows.Select(q => new ChronicQualification(q.DiseaseCode, new(q.ValidFrom, q.ValidThrough)))];
    }
}
