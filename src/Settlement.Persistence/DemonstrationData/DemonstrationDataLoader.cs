using Microsoft.Extensions.Logging;
using Npgsql;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>
/// Fills policies, catalogue, facilities, persons and filings with the demonstration. Settlements are not made here: the bills of
/// <see cref="DemonstrationFiles.Bills"/> go through the ordinary path, so that accounts stay the fold of settlements.
/// </summary>
/// <remarks>
/// Each part is one transaction and runs once per shipped version. A new version adds what is missing; a row that is there
/// already, and what hangs on it, is left as it is.
/// </remarks>
public static class DemonstrationDataLoader
{
    private static readonly IReadOnlyList<VersionedPart> Parts =
    [
        PolicyRows.Part, DemonstrationCatalog.Part, DemonstrationFacilities.Part, PersonRows.Part, AgencyRows.Part, SpecialDrugRows.Part,
    ];

    /// <exception cref="InvalidDataException">A demonstration file is not what it should be; parts before it are loaded.</exception>
    public static async Task LoadAsync(NpgsqlDataSource database, ILogger logger, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var part in Parts)
            if (await part.LoadAsync(connection, cancellation) is { } rows)
                logger.Loaded(part.Name, rows);
    }
}

internal static partial class DemonstrationLog
{
    [LoggerMessage(LogLevel.Warning, "Loaded {Part}: {Rows} rows. These are demonstration values, not official ones")]
    internal static partial void Loaded(this ILogger logger, string part, int rows);
}
