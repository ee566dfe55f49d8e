using System.Collections.Frozen;
using System.Data;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Openness;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.Regions;

namespace Settlement.Persistence.Snapshots;

/// <summary>
/// Reads the snapshot from the database: all of it, or the parts whose version in <c>reference_part</c> has risen. Versions and rows
/// are read at one moment, so that a version always names what was read with it.
/// </summary>
internal sealed class ReferenceSnapshotLoader
{
    private const string CatalogPart = "catalog/";
    private const string PoliciesPart = "policies/";
    private const string FacilitiesPart = "facilities/";
    private const string NationalPart = "national";

    private readonly SharedTexts texts = new();

    internal async Task<ReferenceSnapshot> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var facilities = await FacilityRows.ReadAsync(connection, "true", [], texts, cancellation);
        return new(
            new Catalog(await EntriesAsync(connection, "true", [], cancellation)),
            new PolicyBook(await PoliciesAsync(connection, "true", [], cancellation)),
            new(facilities.Select(f => f.Facility)),
            await NationalAsync(connection, cancellation))
        {
            FacilityIndex = new(facilities),
            Versions = await VersionsAsync(connection, cancellation),
        };
    }

    /// <returns>The snapshot with the changed parts read anew, the others shared with <paramref name="old"/>, and which they were.</returns>
    internal async Task<(ReferenceSnapshot Snapshot, IReadOnlyList<string> Changed)> ReloadAsync(
        NpgsqlConnection connection, ReferenceSnapshot old, CancellationToken cancellation)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var versions = await VersionsAsync(connection, cancellation);
        var changed = versions.Where(v => old.Versions.GetValueOrDefault(v.Key) != v.Value).Select(v => v.Key).Order(StringComparer.Ordinal).ToList();
        var next = old with { Versions = versions };
        foreach (var part in changed)
            next = await WithPartAsync(connection, next, part, cancellation);
        return (next, changed);
    }

    internal static async Task<Dictionary<string, long>> VersionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = await connection.RowsAsync(
            "SELECT part, version FROM reference_part", [], row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), cancellation);
        return new(rows);
    }

    private async Task<ReferenceSnapshot> WithPartAsync(
        NpgsqlConnection connection, ReferenceSnapshot old, string part, CancellationToken cancellation)
    {
        if (part == NationalPart)
            return old with { National = await NationalAsync(connection, cancellation) };
        if (KeyOf(part, CatalogPart) is { } owner)
            return old with
            {
                Catalog = old.Catalog.With(
                    RegionCode.TryParse(owner, out var province) ? province : Catalog.National,
                    await EntriesAsync(connection, "owner = $1", [owner], cancellation)),
            };
        if (KeyOf(part, PoliciesPart) is { } digits)
            return old with
            {
                Policies = new(old.Policies.Versions.Where(p => p.InsuredRegion.Value[..2] != digits)
                    .Concat(await PoliciesAsync(connection, "left(insured_region, 2) = $1", [digits], cancellation))),
            };
        if (KeyOf(part, FacilitiesPart) is { } prefix)
        {
            var facilities = await FacilityRows.ReadAsync(connection, "f.facility_code LIKE $1", [prefix + "%"], texts, cancellation);
            return old with { Facilities = old.Facilities.With(prefix, facilities.Select(f => f.Facility)), FacilityIndex = old.FacilityIndex.With(prefix, facilities) };
        }
        return old; // of a later version of the program, which this one does not read
    }

    private static string? KeyOf(string part, string kind) => part.StartsWith(kind, StringComparison.Ordinal) ? part[kind.Length..] : null;

    private Task<List<CatalogEntry>> EntriesAsync(
        NpgsqlConnection connection, string condition, object[] values, CancellationToken cancellation) => connection.RowsAsync(
        $"SELECT {CatalogEntryRows.Columns} FROM catalog_entry WHERE superseded_at IS NULL AND {condition}", values,
        row => CatalogEntryRows.Of(row, texts), cancellation);

    private static Task<List<ReimbursementPolicy>> PoliciesAsync(
        NpgsqlConnection connection, string condition, object[] values, CancellationToken cancellation) => connection.RowsAsync(
        $"SELECT policy_version, document::text, valid_from, valid_through FROM policy_version WHERE state = 'Published' AND {condition}", values,
        row => Policy(row.GetString(0), row.GetString(1)) with { InForce = FacilityRows.Range(row, 2) }, cancellation);

    /// <exception cref="InvalidDataException">The document is not of the form that this program reads.</exception>
    private static ReimbursementPolicy Policy(string version, string document)
    {
        try
        {
            return PolicyReader.Read(document);
        }
        catch (PolicyDocumentException e)
        {
            throw new InvalidDataException($"The published policy {version} cannot be read: {e.Faults[0]}. "
                + "Publish it anew in the form of docs/policy-format.md, or start on a fresh database.", e);
        }
    }

    private static async Task<NationalReference> NationalAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var regions = await connection.RowsAsync(
            "SELECT code, name, level, usable FROM region", [],
            row => new Region(RegionCode.Parse(row.GetString(0)), row.GetString(1), row.GetInt16(2), row.GetBoolean(3)), cancellation);
        var diseases = await connection.RowsAsync(
            "SELECT code, supported_from FROM chronic_disease WHERE supported_from IS NOT NULL", [],
            row => (Code: row.GetString(0), Supported: new DateRange(row.GetFieldValue<DateOnly>(1), last: null)), cancellation);
        var relevance = await connection.RowsAsync(
            "SELECT owner, disease_code, kind, prefix, valid_from, valid_through FROM chronic_relevance", [],
            row => new Relevance(
                RegionCode.TryParse(row.GetString(0), out var owner) ? owner : RelevanceList.National,
                row.GetString(1), Enum.Parse<RelevanceKind>(row.GetString(2)), row.GetString(3), FacilityRows.Range(row, 4)), cancellation);
        var days = await connection.RowsAsync(
            "SELECT day, kind = 'workday' FROM calendar_day", [],
            row => (Day: row.GetFieldValue<DateOnly>(0), Works: row.GetBoolean(1)), cancellation);
        return new(
            regions.ToFrozenDictionary(r => r.Code),
            new ChronicDiseases(diseases.ToFrozenDictionary(d => d.Code, d => d.Supported)),
            new WorkingCalendar(days.ToFrozenDictionary(d => d.Day, d => d.Works)),
            new RelevanceList(relevance),
            new Territories(UsableOf(level: 2), UsableOf(level: 3), await PoolingRegionsAsync(connection, cancellation)));

        IEnumerable<RegionCode> UsableOf(int level) => regions.Where(r => r.Usable && r.Level == level).Select(r => r.Code);
    }

    private static Task<List<PoolingRegion>> PoolingRegionsAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RowsAsync(
        "SELECT code, name, province_code, replace(kind, '_', '') FROM pooling_region", [],
        row => new PoolingRegion(
            RegionCode.Parse(row.GetString(0)), row.GetString(1), RegionCode.Parse(row.GetString(2)),
            Enum.Parse<PoolingRegionKind>(row.GetString(3), ignoreCase: true)),
        cancellation);
}
