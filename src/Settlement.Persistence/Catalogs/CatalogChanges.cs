using Npgsql;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Catalogs;

/// <summary>One change of an owner's catalogue.</summary>
/// <param name="Entry">As it is now; null where the owner has no entry any more that begins on that day.</param>
public sealed record CatalogChange(long ChangeNo, string Owner, string ItemCode, DateOnly ValidFrom, DateTimeOffset ChangedAt, CatalogEntry? Entry);

/// <summary>Reads what changed since a number, in the order of the numbers.</summary>
public static class CatalogChanges
{
    private static readonly string Since =
        $"""
        SELECT {string.Join(", ", CatalogEntryRows.Columns.Split(',', StringSplitOptions.TrimEntries).Select(column => $"e.{column}"))},
            c.change_no, c.item_code, c.valid_from, c.changed_at
        FROM (SELECT * FROM catalog_change WHERE owner = $1 AND change_no > $2 ORDER BY change_no LIMIT $3) c
        LEFT JOIN LATERAL ( -- one look by the key for each change of the page, whatever the statistics say
            SELECT * FROM catalog_entry e
            WHERE e.owner = c.owner AND e.item_code = c.item_code AND e.valid_from = c.valid_from AND e.superseded_at IS NULL LIMIT 1) e ON true
        ORDER BY c.change_no
        """;

    /// <param name="owner">Province, or <c>000000</c> for the national list.</param>
    public static async Task<List<CatalogChange>> ReadAsync(
        NpgsqlConnection connection, string owner, long since, int limit, CancellationToken cancellation)
    {
        const int own = CatalogEntryRows.ColumnCount;
        var texts = new SharedTexts();
        return await connection.RowsAsync(Since, [owner, since, (long)limit], row => new CatalogChange(
            row.GetInt64(own), owner, row.GetString(own + 1), row.GetFieldValue<DateOnly>(own + 2), row.GetFieldValue<DateTimeOffset>(own + 3),
            row.IsDBNull(0) ? null : CatalogEntryRows.Of(row, texts)), cancellation);
    }
}
