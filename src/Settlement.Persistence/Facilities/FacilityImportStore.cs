using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Facilities;

/// <summary>A province's directory at one moment.</summary>
/// <param name="State">Rises with every change of the directory.</param>
public sealed record ProvinceDirectory(long State, IReadOnlyDictionary<FacilityCode, ListedFacility> Facilities);

/// <summary>One facility that a list adds, changes or closes.</summary>
/// <param name="Listed">Null where it is closed.</param>
public sealed record ImportedFacility(FacilityCode Code, ImportOutcome Outcome, FacilityDifference Difference, ListedFacility? Listed);

/// <summary>Reads a province's directory, keeps what a list would change, and carries it out.</summary>
public static class FacilityImportStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>State of a province's directory: the versions of its two parts.</summary>
    public static async Task<long> StateAsync(NpgsqlConnection connection, RegionCode province, CancellationToken cancellation) =>
        (await connection.RowsAsync(
            "SELECT coalesce(sum(version), 0)::bigint FROM reference_part WHERE part = ANY($1)", [PartsOf(province)], row => row.GetInt64(0), cancellation)).Single();

    public static async Task<ProvinceDirectory> ReadAsync(NpgsqlDataSource source, RegionCode province, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        object[] prefixes = [$"H{province.Value[..2]}%", $"P{province.Value[..2]}%"];
        var texts = new SharedTexts();
        var openings = (await connection.RowsAsync(
            """
            SELECT facility_code, service, disease_code, open_from, open_through FROM facility_opening
            WHERE (facility_code LIKE $1 OR facility_code LIKE $2) AND (service <> 'ChronicOutpatient' OR disease_code IS NOT NULL)
            """,
            prefixes, row => (Code: row.GetString(0), Opening: FacilityRows.OpeningOf(row, texts)), cancellation)).ToLookup(o => o.Code, o => o.Opening);
        var facilities = await connection.RowsAsync(
            """
            SELECT facility_code, name, former_names, level, grade, region, address, latitude, longitude, phone, agreement_from, agreement_through
            FROM facility WHERE facility_code LIKE $1 OR facility_code LIKE $2
            """,
            prefixes, row => FacilityOf(row, openings), cancellation);
        return new(await StateAsync(connection, province, cancellation), facilities.ToDictionary(f => f.Code));
    }

    /// <summary>Keeps what a list would change, within the transaction under way.</summary>
    internal static async Task AddRowsAsync(
        NpgsqlConnection connection, FacilityImportRecord import, IEnumerable<ImportedFacility> rows, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY facility_import_row (province, import_no, facility_code, outcome, changes, content) FROM STDIN (FORMAT binary)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(import.Province.Value, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(import.ImportNo, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Code.Value, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(row.Outcome.ToString(), NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(ChangesOf(row.Difference.Fields), NpgsqlDbType.Jsonb, cancellation);
            if (row.Listed is { } listed)
                await copy.WriteAsync(ContentOf(listed, row.Difference), NpgsqlDbType.Jsonb, cancellation);
            else
                await copy.WriteNullAsync(cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    public static string ChangesOf(IReadOnlyList<FieldChange> changes) => JsonSerializer.Serialize(changes, Json);

    private static string ContentOf(ListedFacility f, FacilityDifference difference) => JsonSerializer.Serialize(
        new
        {
            name = f.Name,
            former_names = f.FormerNames,
            level = f.Level.ToString(),
            grade = f.Grade?.ToString(),
            region = f.Region.Value,
            address = f.Address,
            latitude = f.Coordinates?.Latitude,
            longitude = f.Coordinates?.Longitude,
            phone = f.Phone,
            agreement_from = f.Agreement.First,
            agreement_through = f.Agreement.Last,
            opened = difference.Opened.Select(OpeningContent),
            ended = difference.Ended.Select(OpeningContent),
            removed = difference.Removed.Select(OpeningContent),
        },
        Json);

    private static object OpeningContent(ServiceOpening o) => new
    {
        service = o.Benefit.Service.ToString(),
        disease_code = o.Benefit.Disease,
        open_from = o.Open.First,
        open_through = o.Open.Last,
    };

    private static ListedFacility FacilityOf(NpgsqlDataReader row, ILookup<string, ServiceOpening> openings) => new(
        FacilityCode.Parse(row.GetString(0)), row.GetString(1), row.GetFieldValue<string[]>(2), Enum.Parse<FacilityLevel>(row.GetString(3)),
        row.IsDBNull(4) ? null : Enum.Parse<FacilityGrade>(row.GetString(4)), RegionCode.Parse(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : new Coordinates(row.GetDecimal(7), row.GetDecimal(8)), row.IsDBNull(9) ? null : row.GetString(9),
        FacilityRows.Range(row, 10), [.. openings[row.GetString(0)]]);

    private static string[] PartsOf(RegionCode province) => [$"facilities/H{province.Value[..2]}", $"facilities/P{province.Value[..2]}"];
}
