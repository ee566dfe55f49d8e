using Microsoft.Extensions.Logging;
using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.Catalogs;

/// <summary>
/// 国家医保药品目录 as catalogue entries: the codes whose place in the published edition is beyond doubt. A class B drug has no first
/// self-paid ratio here, since only a province sets it; until it does, its lines are refused.
/// </summary>
public static class NationalCatalog
{
    private static readonly IReadOnlyDictionary<FacilityLevel, decimal> NoLimit = new Dictionary<FacilityLevel, decimal>();

    private static readonly VersionedPart Part = new("national_catalog", () => CatalogRows.VersionOf(ruleRevision: 2),
        (connection, cancellation) => CatalogRows.InsertAsync(connection, Rows(), cancellation));

    /// <summary>All entries, from the reference files that ship with the product.</summary>
    public static IEnumerable<CatalogRow> Rows() => PublishedItems.Drugs(ReferenceFiles.Shipped())
        .Select(drug => new CatalogRow(Entry(drug, drug.Edition, "national-2024"), CatalogRow.National));

    public static async Task LoadAsync(NpgsqlDataSource database, ILogger logger, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await Part.LoadAsync(connection, cancellation) is { } rows)
            logger.Loaded(rows);
    }

    internal static CatalogEntry Entry(PublishedDrug drug, DateRange inForce, string version) => new(
        Catalog.National,
        drug.Code,
        drug.Name,
        drug.Kind,
        drug.Class,
        drug.Class == ItemClass.A ? Ratio.Zero : null,
        NoLimit,
        drug.Kind == ItemKind.WesternMedicine ? "09" : "11",
        drug.Restriction,
        inForce,
        CatalogRows.EntryVersion(version, drug.Restriction));
}

internal static partial class NationalCatalogLog
{
    [LoggerMessage(LogLevel.Information, "Loaded the national drug catalogue: {Rows} entries")]
    internal static partial void Loaded(this ILogger logger, int rows);
}
