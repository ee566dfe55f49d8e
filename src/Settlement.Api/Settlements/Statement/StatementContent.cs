using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Settlements.Statement;

/// <summary>What a 结算单 says.</summary>
/// <param name="FacilityName">As the directory has it; the code where it has none.</param>
/// <param name="InsuredRegion">Province and city by name.</param>
/// <param name="Diagnosis">Code and name; null where a pharmacy gave none.</param>
/// <param name="Reverses">Number of the settlement that this reversal takes back; null for a settlement.</param>
/// <param name="ReversedBy">Number of the reversal that took this settlement back; null while it stands.</param>
/// <param name="Lines">In the order of day and number; empty of a reversal.</param>
internal sealed record StatementContent(
    SettlementRecord Settlement,
    string FacilityName,
    PersonRecord Person,
    string InsuredRegion,
    string EncounterNo,
    string? Diagnosis,
    string? Reverses,
    string? ReversedBy,
    IReadOnlyList<FeeCategoryTotal> FeeCategories,
    IReadOnlyList<StatementLine> Lines)
{
    internal static async Task<StatementContent> LoadAsync(
        SettlementDbContext db, SettlementRecord settlement, string encounterNo, ReferenceSnapshot reference,
        CancellationToken cancellation)
    {
        var facility = reference.Facilities.Find(settlement.FacilityCode)?.Name ?? settlement.FacilityCode.Value;
        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.PersonId == settlement.PersonId, cancellation);
        var lines = await db.LinesOfAsync(settlement, cancellation);
        var catalog = reference.Catalog.At(settlement.FacilityRegion.Province);
        return new(
            settlement, facility, person, NameOf(settlement.InsuredRegion, reference), encounterNo,
            await DiagnosisAsync(db, settlement, cancellation),
            await NumberAsync(db, settlement, s => s.SettlementId == settlement.Reverses, cancellation),
            await NumberAsync(db, settlement, s => s.Reverses == settlement.SettlementId, cancellation),
            await db.FeeCategoriesAsync(settlement, cancellation),
            [
                .. lines.OrderBy(l => l.ServiceDate).ThenBy(l => l.LineNo.Length).ThenBy(l => l.LineNo, StringComparer.Ordinal)
                    .Select(l => new StatementLine(l, catalog.Find(l.ItemCode, l.ServiceDate).Entry?.Name ?? l.ItemCode)),
            ]);
    }

    private static string NameOf(RegionCode region, ReferenceSnapshot reference)
    {
        var names = new[] { region.Province, region }.Distinct()
            .Select(code => reference.Regions.TryGetValue(code, out var known) ? known.Name : code.Value);
        return string.Concat(names);
    }

    private static async Task<string?> DiagnosisAsync(SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation)
    {
        var code = await db.Encounters.Where(e => e.PersonId == settlement.PersonId && e.EncounterId == settlement.EncounterId)
            .Select(e => e.DiagnosisCode).SingleAsync(cancellation);
        if (code is null)
            return null;
        var name = await db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM diagnosis WHERE code = {code}")
            .SingleOrDefaultAsync(cancellation);
        return $"{code} {name}";
    }

    /// <summary>Number of the one other record of the person that fits; null where there is none.</summary>
    private static Task<string?> NumberAsync(
        SettlementDbContext db, SettlementRecord settlement, System.Linq.Expressions.Expression<Func<SettlementRecord, bool>> fits,
        CancellationToken cancellation) =>
        db.Settlements.AsNoTracking().Where(s => s.PersonId == settlement.PersonId).Where(fits)
            .Select(s => (string?)s.TransactionNo).SingleOrDefaultAsync(cancellation);
}

/// <param name="ItemName">As the treatment place's catalogue has it; the code where it has none any more.</param>
internal sealed record StatementLine(SettlementLineRecord Line, string ItemName);
