using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Settlements;

/// <summary>Catalogue entries by the version that brought them, superseded ones among them: what settled lines were split by.</summary>
internal sealed class EntryVersions
{
    private readonly Dictionary<(string ItemCode, string Version), Recorded[]> entries;

    private EntryVersions(IEnumerable<Recorded> rows) =>
        entries = rows.GroupBy(r => (r.Entry.ItemCode, r.Entry.Version)).ToDictionary(g => g.Key, g => g.ToArray());

    /// <param name="RecordedAt">Since when it was known.</param>
    private readonly record struct Recorded(CatalogEntry Entry, DateTimeOffset RecordedAt);

    /// <summary>Every entry that there ever was.</summary>
    internal static Task<EntryVersions> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ReadAsync(connection, "true", [], cancellation);

    /// <summary>Those that lines of one bill can name.</summary>
    internal static Task<EntryVersions> ReadAsync(
        NpgsqlConnection connection, RegionCode province, IReadOnlyList<SettlementLineRecord> lines,
        CancellationToken cancellation) => ReadAsync(
        connection, "owner = ANY ($1) AND item_code = ANY ($2) AND catalog_version = ANY ($3)",
        [
            new[] { province.Value, Catalog.National.Value },
            lines.Select(l => l.ItemCode).Distinct().ToArray(),
            lines.Select(l => l.CatalogVersion).Distinct().ToArray(),
        ],
        cancellation);

    /// <summary>The entry of each charge, by line number; a refund is split by that of its charge.</summary>
    /// <exception cref="VersionLostException">An entry is not there.</exception>
    internal Dictionary<string, CatalogEntry> Of(SettlementRecord settlement, IReadOnlyList<SettlementLineRecord> lines)
    {
        var used = new Dictionary<string, CatalogEntry>(lines.Count);
        foreach (var line in lines)
            if (line.RefundsLineNo is null)
                used[line.LineNo] = Find(settlement.CatalogProvince, line, settlement.SettledAt) ?? throw new VersionLostException(
                    $"line {line.LineNo}: {line.ItemCode} of catalogue version {line.CatalogVersion} "
                    + $"is not there for {line.ServiceDate:O}");
        return used;
    }

    /// <summary>
    /// The province's own entry before the national one. A version whose entry was recorded twice is taken as it was known when the
    /// bill was settled.
    /// </summary>
    private CatalogEntry? Find(RegionCode province, SettlementLineRecord line, DateTimeOffset settledAt)
    {
        if (line.CatalogVersion == CatalogEntry.UnlistedVersion)
            return CatalogEntry.Unlisted(line.ItemCode, line.Kind);
        if (!entries.TryGetValue((line.ItemCode, line.CatalogVersion), out var candidates))
            return null;
        Recorded? best = null;
        foreach (var candidate in candidates)
            if (candidate.Entry.InForce.Contains(line.ServiceDate)
                && (candidate.Entry.Owner == province || candidate.Entry.Owner == Catalog.National)
                && (best is not { } other || IsBetter(candidate, other, settledAt)))
                best = candidate;
        return best?.Entry;
    }

    private static bool IsBetter(Recorded candidate, Recorded other, DateTimeOffset settledAt)
    {
        if (candidate.Entry.Owner != other.Entry.Owner)
            return other.Entry.Owner == Catalog.National;
        var (wasKnown, otherWasKnown) = (candidate.RecordedAt <= settledAt, other.RecordedAt <= settledAt);
        return wasKnown == otherWasKnown ? candidate.RecordedAt > other.RecordedAt == wasKnown : wasKnown;
    }

    private static async Task<EntryVersions> ReadAsync(
        NpgsqlConnection connection, string condition, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {CatalogEntryRows.Columns}, recorded_at FROM catalog_entry WHERE {condition}", connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var (rows, texts) = (new List<Recorded>(), new SharedTexts());
        while (await row.ReadAsync(cancellation))
            rows.Add(new(CatalogEntryRows.Of(row, texts), row.GetFieldValue<DateTimeOffset>(CatalogEntryRows.ColumnCount)));
        return new(rows);
    }
}

/// <summary>A version that a stored settlement names is gone or cannot be read, so that nobody can compute it again.</summary>
/// <param name="reason">Which, in a few words.</param>
public sealed class VersionLostException(string reason, Exception? inner = null) : Exception(reason, inner);
