using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Catalogs;

/// <summary>What a version would have made of one stored settlement.</summary>
public sealed record SettlementEffect(SettlementRecord Settlement, CatalogEffect Effect);

/// <summary>What a version would have made of the last settlements that the catalogue of a province split: its own, and claims by it (R1.18.2).</summary>
/// <param name="Looked">Settlements that were looked at.</param>
/// <param name="NotComputable">Settlements with an item of the version that cannot be computed again.</param>
/// <param name="Effects">Of the others with an item of the version.</param>
public sealed record CatalogEffects(int Looked, int NotComputable, IReadOnlyList<SettlementEffect> Effects);

/// <summary>Computes the last settlements again with the entries of a version.</summary>
public static class CatalogEffectRun
{
    private const int AtOnce = 500;

    private const string Last =
        """
        WITH last AS (
            SELECT s.person_id, s.settlement_id FROM settlement s
            WHERE (s.catalog_side = 'TreatmentPlace' AND s.facility_region LIKE $1 OR s.catalog_side = 'InsuredPlace' AND s.insured_region LIKE $1)
                AND s.reverses IS NULL
                AND NOT EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id)
            ORDER BY s.settled_day DESC, s.settled_at DESC LIMIT $4)
        SELECT person_id, settlement_id, EXISTS (
            SELECT FROM settlement_line l JOIN catalog_version_row r ON (r.owner, r.version, r.item_code) = ($2, $3, l.item_code)
            WHERE (l.person_id, l.settlement_id) = (last.person_id, last.settlement_id))
        FROM last
        """;

    /// <param name="entries">Of the version, by item code; null for an item that would have none.</param>
    public static async Task<CatalogEffects> RunAsync(
        SettlementDbContext db, ReferenceSnapshot reference, CatalogVersionRecord version, IReadOnlyDictionary<string, CatalogEntry?> entries,
        int settlements, CancellationToken cancellation)
    {
        var province = version.Owner;
        await db.Database.OpenConnectionAsync(cancellation); // closed with the context
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var last = await connection.RowsAsync(
            Last, [province.Prefix + "%", province.Value, version.Version, (long)settlements],
            row => (Person: new PersonId(row.GetGuid(0)), Id: new SettlementId(row.GetGuid(1)), IsTouched: row.GetBoolean(2)), cancellation);
        var (effects, notComputable) = (new List<SettlementEffect>(), 0);
        var policies = new Dictionary<string, ReimbursementPolicy>();
        foreach (var some in last.Where(s => s.IsTouched).Chunk(AtOnce))
        {
            var (persons, ids) = (some.Select(s => s.Person).Distinct().ToArray(), some.Select(s => s.Id).ToArray());
            var records = await db.Settlements.AsNoTracking().Include(s => s.EarlierYears)
                .Where(s => persons.Contains(s.PersonId) && ids.Contains(s.SettlementId)).ToListAsync(cancellation);
            var lines = (await db.SettlementLines.AsNoTracking()
                .Where(l => persons.Contains(l.PersonId) && ids.Contains(l.SettlementId)).OrderBy(l => l.LineNo).ToListAsync(cancellation))
                .ToLookup(l => l.SettlementId);
            var used = await EntryVersions.ReadAsync(connection, province, [.. lines.SelectMany(l => l)], cancellation);
            foreach (var record in records)
                try
                {
                    if (!policies.TryGetValue(record.PolicyVersion, out var policy))
                        policies.Add(record.PolicyVersion, policy = await StoredClaim.PolicyOfAsync(db, record, reference, cancellation));
                    SettlementLineRecord[] its = [.. lines[record.SettlementId]];
                    effects.Add(new(record, CatalogEffect.Of(StoredClaim.Of(record, its, policy, used.Of(record, its)), entries)));
                }
                catch (Exception e) when (e is VersionLostException or InvalidOperationException)
                {
                    notComputable++;
                }
        }
        return new(last.Count, notComputable, effects);
    }
}
