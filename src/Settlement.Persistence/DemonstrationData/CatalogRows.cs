using Npgsql;
using NpgsqlTypes;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>
/// The demonstration catalogue by binary COPY: straight into an empty <c>catalog_entry</c>, else by way of a staging table whatever
/// is not there. An entry that somebody has superseded is there, so it does not come back.
/// </summary>
internal static class CatalogRows
{
    /// <summary>Raise it when the same files give other entries.</summary>
    private const int RuleRevision = 1;

    private const string Columns =
        """
        owner, item_code, catalog_version, name, kind, item_class, first_self_paid_ratio, price_limit_community, price_limit_primary,
        price_limit_secondary, price_limit_tertiary, fee_category, payment_restriction, valid_from, valid_through, source
        """;

    internal static readonly DemonstrationPart Part = new("demonstration_catalog", Version, InsertAsync);

    private static string Version()
    {
        var files = ReferenceFiles.Shipped();
        Dataset[] datasets = [Drugs.NationalDrug, Drugs.DrugCode, MedicalServices.Category, MedicalServices.Service];
        return string.Join('+', [$"{RuleRevision}", .. datasets.Select(files.VersionOf)]);
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Writers wait, readers do not: between the look and the insert nobody adds an entry.
        await connection.ExecuteAsync("lock table catalog_entry in share row exclusive mode", cancellation);
        await using var anyEntry = new NpgsqlCommand("select exists (select from catalog_entry)", connection);
        return await anyEntry.ExecuteScalarAsync(cancellation) is true
            ? await AddMissingAsync(connection, cancellation)
            : await CopyAsync(connection, "catalog_entry", cancellation);
    }

    private static async Task<int> AddMissingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(
            "create temporary table staged_entry (like catalog_entry including defaults) on commit drop", cancellation);
        var rows = await CopyAsync(connection, "staged_entry", cancellation);
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
        return rows;
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({Columns}) from stdin (format binary)", cancellation);
        foreach (var row in DemonstrationCatalog.Rows())
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
