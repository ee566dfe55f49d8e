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
    private const string Restriction =
        "restriction_only_age, restriction_only_sex, restriction_from_level, restriction_only_care, restriction_second_line, "
        + "restriction_other_insurance, restriction_says_all";

    private const string Terms =
        "name, kind, item_class, first_self_paid_ratio, price_limit_community, price_limit_primary, price_limit_secondary, "
        + "price_limit_tertiary, fee_category, valid_through, source";

    internal const string Columns = $"owner, item_code, valid_from, catalog_version, {Terms}, payment_restriction, {Restriction}";

    /// <summary>
    /// An entry that was shipped before its restriction was read for conditions is superseded by the one that has them. What settled
    /// under it keeps its version; an entry that somebody has changed stays.
    /// </summary>
    private static readonly string SupersedeUnread =
        $"""
        update catalog_entry there set superseded_at = now()
        from staged_entry staged
        where there.superseded_at is null and there.catalog_version <> staged.catalog_version
            and (there.owner, there.item_code, there.valid_from) = (staged.owner, staged.item_code, staged.valid_from)
            and ({Of("there", Terms)}) is not distinct from ({Of("staged", Terms)})
            and coalesce(there.payment_restriction = staged.payment_restriction, there.payment_restriction is null)
        """;

    private const string AddMissing =
        $"""
        insert into catalog_entry ({Columns})
        select {Columns} from staged_entry staged
        where not exists (
            select from catalog_entry there
            where there.owner = staged.owner and there.item_code = staged.item_code and there.valid_from = staged.valid_from
                and there.superseded_at is distinct from now())
        on conflict do nothing
        """;

    /// <summary>Changes with the reference files that the entries are made of.</summary>
    /// <param name="ruleRevision">Raised when the same files give other entries.</param>
    internal static string VersionOf(int ruleRevision)
    {
        var files = ReferenceFiles.Shipped();
        Dataset[] datasets =
            [Drugs.NationalDrug, Drugs.DrugCode, MedicalServices.Category, MedicalServices.Service, Restrictions.Drug, Restrictions.Service];
        return string.Join('+', [$"{ruleRevision}", .. datasets.Select(files.VersionOf)]);
    }

    /// <summary>Entries whose restriction has conditions came after those of the same name that had its text alone.</summary>
    internal static string EntryVersion(string version, PaymentRestriction? restriction) =>
        restriction is { HasConditions: true } ? $"{version}-restrictions" : version;

    /// <param name="entries">All of one source.</param>
    internal static async Task<int> InsertAsync(NpgsqlConnection connection, IEnumerable<CatalogRow> entries, CancellationToken cancellation)
    {
        var rows = entries.ToList();
        // Writers wait, readers do not: between the look and the insert nobody adds an entry.
        await connection.ExecuteAsync("lock table catalog_entry in share row exclusive mode", cancellation);
        var others = rows[0].Source == CatalogRow.National ? "" : $"where source <> '{CatalogRow.National}'"; // which has owners and days of its own
        await using var anyEntry = new NpgsqlCommand($"select exists (select from catalog_entry {others})", connection);
        return await anyEntry.ExecuteScalarAsync(cancellation) is true
            ? await MergeAsync(connection, rows, cancellation)
            : await CopyAsync(connection, rows, "catalog_entry", cancellation);
    }

    private static async Task<int> MergeAsync(NpgsqlConnection connection, List<CatalogRow> rows, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(
            "create temporary table staged_entry (like catalog_entry including defaults) on commit drop", cancellation);
        var copied = await CopyAsync(connection, rows, "staged_entry", cancellation);
        await connection.ExecuteAsync(SupersedeUnread, cancellation);
        await connection.ExecuteAsync(AddMissing, cancellation);
        return copied;
    }

    internal static async Task<int> CopyAsync(NpgsqlConnection connection, IEnumerable<CatalogRow> rows, string table, CancellationToken cancellation)
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
        (entry.InForce.First, NpgsqlDbType.Date),
        (entry.Version, NpgsqlDbType.Varchar),
        (entry.Name, NpgsqlDbType.Text),
        (entry.Kind.ToString(), NpgsqlDbType.Varchar),
        (entry.Class.ToString(), NpgsqlDbType.Varchar),
        (entry.FirstSelfPaidRatio?.Value, NpgsqlDbType.Numeric),
        .. Enum.GetValues<FacilityLevel>().Select(level => (Limit(entry, level), NpgsqlDbType.Numeric)),
        (entry.FeeCategory, NpgsqlDbType.Varchar),
        (entry.InForce.Last, NpgsqlDbType.Date),
        (source, NpgsqlDbType.Varchar),
        (entry.Restriction?.Text, NpgsqlDbType.Text),
        (entry.Restriction?.OnlyAge?.ToString(), NpgsqlDbType.Varchar),
        (entry.Restriction?.OnlySex?.ToString(), NpgsqlDbType.Varchar),
        (entry.Restriction?.FromLevel?.ToString(), NpgsqlDbType.Varchar),
        (entry.Restriction?.OnlyCare?.ToString(), NpgsqlDbType.Varchar),
        (entry.Restriction?.SecondLine ?? false, NpgsqlDbType.Boolean),
        (entry.Restriction?.OtherInsurance ?? false, NpgsqlDbType.Boolean),
        (entry.Restriction?.SaysAll ?? false, NpgsqlDbType.Boolean),
    ];

    private static decimal? Limit(CatalogEntry entry, FacilityLevel level) =>
        entry.PriceLimitYuan.TryGetValue(level, out var yuan) ? yuan : null;

    private static string Of(string table, string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{table}.{column}"));
}
