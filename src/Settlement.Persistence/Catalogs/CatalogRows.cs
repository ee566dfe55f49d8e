using Npgsql;
using NpgsqlTypes;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.Catalogs;

/// <summary>
/// Brings catalogue entries of one source in by binary COPY: straight into <c>catalog_entry</c> while it has none that they could
/// meet, else by way of a staging table whatever is not there. An entry that somebody has superseded is there, so it does not come back.
/// </summary>
internal static class CatalogRows
{
    private const string Columns =
        """
        owner, item_code, catalog_version, name, kind, item_class, first_self_paid_ratio, price_limit_community, price_limit_primary,
        price_limit_secondary, price_limit_tertiary, fee_category, payment_restriction, valid_from, valid_through, source
        """;

    /// <summary>Changes with the reference files that the entries are made of.</summary>
    /// <param name="ruleRevision">Raised when the same files give other entries.</param>
    internal static string VersionOf(int ruleRevision)
    {
        var files = ReferenceFiles.Shipped();
        Dataset[] datasets = [Drugs.NationalDrug, Drugs.DrugCode, MedicalServices.Category, MedicalServices.Service];
        return string.Join('+', [$"{ruleRevision}", .. datasets.Select(files.VersionOf)]);
    }

    /// <param name="entries">All of one source.</param>
    internal static async Task<int> InsertAsync(NpgsqlConnection connection, IEnumerable<CatalogRow> entries, CancellationToken cancellation)
    {
        var rows = entries.ToList();
        // Writers wait, readers do not: between the look and the insert nobody adds an entry.
        await connection.ExecuteAsync("lock table catalog_entry in share row exclusive mode", cancellation);
        var others = rows[0].Source == CatalogRow.National ? "" : $"where source <> '{CatalogRow.National}'"; // which has owners and days of its own
        await using var anyEntry = new NpgsqlCommand($"select exists (select from catalog_entry {others})", connection);
        return await anyEntry.ExecuteScalarAsync(cancellation) is true
            ? await AddMissingAsync(connection, rows, cancellation)
            : await CopyAsync(connection, rows, "catalog_entry", cancellation);
    }

    private static async Task<int> AddMissingAsync(NpgsqlConnection connection, List<CatalogRow> rows, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(
            "create temporary table staged_entry (like catalog_entry including defaults) on commit drop", cancellation);
        var copied = await CopyAsync(connection, rows, "staged_entry", cancellation);
        await connection.ExecuteAsync(
            $"""
            insert into catalog_entry ({Columns})
            select {Columns} from staged_entry staged
            where not exists (
                select from catalog_entry there
                where there.owner = staged.owner and there.item_code = staged.item_code and there.valid_from = staged.valid_from)
            on conflict do nothing
            """,
            cancellation);
        return copied;
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, List<CatalogRow> rows, string table, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({Columns}) from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var (value, type) in Values(row.Entry, row.Source))
                if (value is null)
                    await copy.WriteNullAsync(cancellation);
                else
                    await copy.WriteAsync(value, type, cancellation);
        }

        return (int)await copy.CompleteAsync(cancellation);
    }

    private static (object? Value, NpgsqlDbType Type)[] Values(CatalogEntry entry, string source) =>
    [
        (entry.Owner.Value, NpgsqlDbType.Char),
        (entry.ItemCode, NpgsqlDbType.Varchar),
        (entry.Version, NpgsqlDbType.Varchar),
        (entry.Name, NpgsqlDbType.Text),
        (entry.Kind.ToString(), NpgsqlDbType.Varchar),
        (entry.Class.ToString(), NpgsqlDbType.Varchar),
        (entry.FirstSelfPaidRatio?.Value, NpgsqlDbType.Numeric),
        .. Enum.GetValues<FacilityLevel>().Select(level => (Limit(entry, level), NpgsqlDbType.Numeric)),
        (entry.FeeCategory, NpgsqlDbType.Varchar),
        (entry.PaymentRestriction, NpgsqlDbType.Text),
        (entry.InForce.First, NpgsqlDbType.Date),
        (entry.InForce.Last, NpgsqlDbType.Date),
        (source, NpgsqlDbType.Varchar),
    ];

    private static decimal? Limit(CatalogEntry entry, FacilityLevel level) =>
        entry.PriceLimitYuan.TryGetValue(level, out var yuan) ? yuan : null;
}
