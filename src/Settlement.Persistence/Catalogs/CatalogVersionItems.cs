using Npgsql;
using NpgsqlTypes;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.ReferenceData;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Catalogs;

/// <summary>A row of a version.</summary>
/// <param name="Entry">Null where the version removes the province's own entry.</param>
public sealed record CatalogVersionRow(string ItemCode, CatalogEntry? Entry);

/// <summary>One item of a version, with everything that its timeline is made of.</summary>
/// <param name="Others">Own entries that came otherwise than by a version.</param>
/// <param name="Steps">Of the published versions and of the version itself, in the order of publication; an unpublished one is the last.</param>
public sealed record CatalogVersionItem(
    CatalogVersionRow Row, IReadOnlyList<CatalogRow> Others, IReadOnlyList<(string Version, CatalogStep Step)> Steps)
{
    /// <param name="version">The version that is left out.</param>
    public IReadOnlyList<CatalogEntry> TimelineWithout(string version) =>
        CatalogTimeline.Of(Others.Select(o => o.Entry), Steps.Where(s => s.Version != version).Select(s => s.Step));

    public IReadOnlyList<CatalogEntry> Timeline() => CatalogTimeline.Of(Others.Select(o => o.Entry), Steps.Select(s => s.Step));

    /// <summary>An entry of the timeline with where it came from.</summary>
    internal CatalogRow WithSource(CatalogEntry entry) => new(
        entry, Others.FirstOrDefault(o => o.Entry.InForce.First == entry.InForce.First && o.Entry.Version == entry.Version)?.Source ?? CatalogRow.Provincial);
}

/// <summary>Writes and reads the rows of versions.</summary>
public static class CatalogVersionItems
{
    private const string Terms =
        "name, kind, item_class, first_self_paid_ratio, price_limit_community, price_limit_primary, price_limit_secondary, price_limit_tertiary, "
        + "fee_category, payment_restriction, restriction_only_age, restriction_only_sex, restriction_from_level, restriction_only_care, "
        + "restriction_second_line, restriction_other_insurance, restriction_says_all";

    /// <summary>The columns of an entry, made of a row and its version.</summary>
    private static readonly string AsEntry = string.Join(", ", CatalogEntryRows.Columns.Split(',', StringSplitOptions.TrimEntries).Select(column => column switch
    {
        "valid_from" => "v.valid_from",
        "valid_through" => "NULL::date AS valid_through",
        "catalog_version" => "r.version",
        _ => $"r.{column}",
    }));

    private const string ItemsOfVersion =
        "SELECT item_code FROM catalog_version_row WHERE owner = $1 AND version = $2 AND item_code > $3 ORDER BY item_code LIMIT $4";

    private static readonly string Steps =
        $"""
        SELECT {AsEntry}, r.operation FROM catalog_version_row r JOIN catalog_version v USING (owner, version)
        WHERE r.owner = $1 AND (v.state = 'Published' OR v.version = $2) AND r.item_code IN (SELECT unnest($3))
        ORDER BY v.publication_no NULLS LAST
        """;

    private static readonly string Others =
        $"""
        SELECT {CatalogEntryRows.Columns}, source FROM catalog_entry
        WHERE owner = $1 AND recorded_with IS NULL AND (superseded_at IS NULL OR superseded_with IS NOT NULL) AND item_code IN (SELECT unnest($2))
        """;

    /// <summary>Replaces what the version says of items.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, RegionCode owner, string version, IEnumerable<CatalogVersionRow> rows, CancellationToken cancellation)
    {
        await using (var delete = new NpgsqlCommand("DELETE FROM catalog_version_row WHERE owner = $1 AND version = $2", connection)
        {
            Parameters = { new() { Value = owner.Value }, new() { Value = version } },
        })
            await delete.ExecuteNonQueryAsync(cancellation);
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"COPY catalog_version_row (owner, version, item_code, operation, {Terms}) FROM STDIN (FORMAT BINARY)", cancellation))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellation);
                foreach (var text in new[] { owner.Value, version, row.ItemCode, $"{(row.Entry is null ? CatalogOperation.Remove : CatalogOperation.Set)}" })
                    await copy.WriteAsync(text, NpgsqlDbType.Varchar, cancellation);
                foreach (var (value, type) in Values(row.Entry))
                    if (value is null)
                        await copy.WriteNullAsync(cancellation);
                    else
                        await copy.WriteAsync(value, type, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        // Else the next plans take the new version for empty, and compare each of its rows with each code.
        await connection.ExecuteAsync("ANALYZE catalog_version_row (owner, version, item_code)", cancellation);
    }

    /// <summary>Items of a version in the order of their codes.</summary>
    /// <param name="after">Code after which to begin; empty for the first.</param>
    public static async Task<IReadOnlyList<CatalogVersionItem>> ReadAsync(
        NpgsqlConnection connection, RegionCode owner, string version, string after, int limit, CancellationToken cancellation)
    {
        var texts = new SharedTexts();
        // The codes are sent back as a list, and unnested: "= ANY" may compare every row with every code.
        string[] codes = [.. await connection.RowsAsync(ItemsOfVersion, [owner.Value, version, after, (long)limit], row => row.GetString(0), cancellation)];
        var steps = (await connection.RowsAsync(Steps, [owner.Value, version, codes], row => (
            ItemCode: row.GetString(1), Version: row.GetString(13), Step: new CatalogStep(
                row.GetFieldValue<DateOnly>(11), row.GetString(CatalogEntryRows.ColumnCount) == nameof(CatalogOperation.Set) ? CatalogEntryRows.Of(row, texts) : null)),
            cancellation)).ToLookup(s => s.ItemCode);
        var others = (await connection.RowsAsync(
            Others, [owner.Value, codes], row => new CatalogRow(CatalogEntryRows.Of(row, texts), row.GetString(CatalogEntryRows.ColumnCount)), cancellation))
            .ToLookup(o => o.Entry.ItemCode);
        return
        [
            .. steps.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => new CatalogVersionItem(
                new(item.Key, item.Single(s => s.Version == version).Step.Entry), [.. others[item.Key]], [.. item.Select(s => (s.Version, s.Step))])),
        ];
    }

    private static (object? Value, NpgsqlDbType Type)[] Values(CatalogEntry? entry) =>
    [
        (entry?.Name, NpgsqlDbType.Text),
        (entry?.Kind.ToString(), NpgsqlDbType.Varchar),
        (entry?.Class.ToString(), NpgsqlDbType.Varchar),
        (entry?.FirstSelfPaidRatio?.Value, NpgsqlDbType.Numeric),
        .. Enum.GetValues<FacilityLevel>().Select(level => (Limit(entry, level), NpgsqlDbType.Numeric)),
        (entry?.FeeCategory, NpgsqlDbType.Varchar),
        (entry?.Restriction?.Text, NpgsqlDbType.Text),
        (entry?.Restriction?.OnlyAge?.ToString(), NpgsqlDbType.Varchar),
        (entry?.Restriction?.OnlySex?.ToString(), NpgsqlDbType.Varchar),
        (entry?.Restriction?.FromLevel?.ToString(), NpgsqlDbType.Varchar),
        (entry?.Restriction?.OnlyCare?.ToString(), NpgsqlDbType.Varchar),
        (entry?.Restriction?.SecondLine ?? false, NpgsqlDbType.Boolean),
        (entry?.Restriction?.OtherInsurance ?? false, NpgsqlDbType.Boolean),
        (entry?.Restriction?.SaysAll ?? false, NpgsqlDbType.Boolean),
    ];

    private static decimal? Limit(CatalogEntry? entry, FacilityLevel level) =>
        entry is not null && entry.PriceLimitYuan.TryGetValue(level, out var yuan) ? yuan : null;
}
