using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.Catalogs;

/// <summary>
/// Brings the entries of a province's own catalogue to what its published versions make of them. An entry that changes is superseded
/// and recorded anew, never changed, so that whatever was settled under it finds it.
/// </summary>
public static class CatalogPublication
{
    /// <summary>A whole catalogue changes thousands of rows; 100,000 of them may take more than the half minute of other commands.</summary>
    private const int TimeoutSeconds = 300;

    private const string ItemsOfVersion = "SELECT item_code FROM catalog_version_row WHERE owner = $1 AND version = $2";

    private const string SupersedeOthers =
        $"""
        UPDATE catalog_entry there SET superseded_at = $3, superseded_with = $2
        WHERE there.owner = $1 AND there.superseded_at IS NULL AND there.item_code IN ({ItemsOfVersion})
            AND NOT EXISTS (
                SELECT FROM staged_entry wanted
                WHERE (wanted.item_code, wanted.valid_from, wanted.catalog_version) = (there.item_code, there.valid_from, there.catalog_version)
                    AND wanted.valid_through IS NOT DISTINCT FROM there.valid_through)
        """;

    private const string AddMissing =
        $"""
        INSERT INTO catalog_entry ({CatalogRows.Columns}, recorded_at, recorded_with)
        SELECT {CatalogRows.Columns}, $3, $2 FROM staged_entry wanted
        WHERE NOT EXISTS (
            SELECT FROM catalog_entry there
            WHERE (there.owner, there.item_code, there.valid_from) = ($1, wanted.item_code, wanted.valid_from) AND there.superseded_at IS NULL)
        """;

    /// <summary>Call it under the lock of the province's catalogue, before the version is marked as published.</summary>
    public static Task PublishAsync(NpgsqlConnection connection, RegionCode owner, string version, CancellationToken cancellation) =>
        ApplyAsync(connection, owner, version, item => item.Timeline(), cancellation);

    /// <summary>Call it under the lock of the province's catalogue.</summary>
    public static Task WithdrawAsync(NpgsqlConnection connection, RegionCode owner, string version, CancellationToken cancellation) =>
        ApplyAsync(connection, owner, version, item => item.TimelineWithout(version), cancellation);

    private static async Task ApplyAsync(
        NpgsqlConnection connection, RegionCode owner, string version, Func<CatalogVersionItem, IReadOnlyList<CatalogEntry>> timelineOf,
        CancellationToken cancellation)
    {
        var items = await CatalogVersionItems.ReadAsync(connection, owner, version, after: "", limit: int.MaxValue, cancellation);
        await connection.ExecuteAsync("CREATE TEMPORARY TABLE staged_entry (LIKE catalog_entry INCLUDING DEFAULTS) ON COMMIT DROP", cancellation);
        await CatalogRows.CopyAsync(connection, items.SelectMany(item => timelineOf(item).Select(item.WithSource)), "staged_entry", cancellation);
        // However few rows the statistics of a catalogue that has just grown promise, no plan compares each entry with each staged one.
        await connection.ExecuteAsync("CREATE INDEX ON staged_entry (item_code, valid_from)", cancellation);
        await connection.ExecuteAsync("ANALYZE staged_entry", cancellation);

        await using var moment = new NpgsqlCommand("SELECT clock_timestamp()", connection); // after the lock, so that later changes are later
        var now = await moment.ExecuteScalarAsync(cancellation);
        foreach (var sql in new[] { SupersedeOthers, AddMissing })
        {
            await using var command = new NpgsqlCommand(sql, connection)
            {
                CommandTimeout = TimeoutSeconds,
                Parameters = { new() { Value = owner.Value }, new() { Value = version }, new() { Value = now } },
            };
            await command.ExecuteNonQueryAsync(cancellation);
        }
        await connection.ExecuteAsync("ANALYZE catalog_entry (owner, item_code, valid_from, superseded_at)", cancellation);
    }
}
