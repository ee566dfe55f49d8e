using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;

namespace Settlement.Persistence.Snapshots;

/// <summary>Facilities with their openings and suspensions.</summary>
internal static class FacilityRows
{
    /// <param name="condition">On <c>facility f</c>.</param>
    internal static async Task<List<IndexedFacility>> ReadAsync(
        NpgsqlConnection connection, string condition, object[] values, SharedTexts texts, CancellationToken cancellation)
    {
        var openings = (await connection.RowsAsync(
            $"""
            SELECT o.facility_code, o.service, o.disease_code, o.open_from, o.open_through FROM facility_opening o JOIN facility f USING (facility_code)
            WHERE {condition} AND (o.service <> 'ChronicOutpatient' OR o.disease_code IS NOT NULL)
            """,
            values, row => (Code: row.GetString(0), Opening: OpeningOf(row, texts)), cancellation)).ToLookup(o => o.Code, o => o.Opening);
        var suspensions = (await connection.RowsAsync(
            $"""
            SELECT s.facility_code, s.suspended_from, s.suspended_through FROM facility_suspension s JOIN facility f USING (facility_code)
            WHERE {condition}
            """,
            values, row => (Code: row.GetString(0), Days: Range(row, 1)), cancellation)).ToLookup(s => s.Code, s => s.Days);
        return await connection.RowsAsync(
            $"""
            SELECT f.facility_code, f.name, f.region, f.level, f.agreement_from, f.agreement_through, f.former_names, f.grade, f.latitude, f.longitude
            FROM facility f WHERE {condition} AND f.source <> 'agency'
            """,
            values,
            row => new IndexedFacility(
                new DesignatedFacility(
                    FacilityCode.Parse(row.GetString(0)), row.GetString(1), RegionCode.Parse(texts.Shared(row.GetString(2))),
                    Enum.Parse<FacilityLevel>(row.GetString(3)), Range(row, 4), openings[row.GetString(0)].ToArray())
                {
                    Suspensions = suspensions[row.GetString(0)].ToArray(),
                },
                row.GetFieldValue<string[]>(6), row.IsDBNull(7) ? null : Enum.Parse<FacilityGrade>(row.GetString(7)),
                row.IsDBNull(8) ? null : new Coordinates(row.GetDecimal(8), row.GetDecimal(9))),
            cancellation);
    }

    internal static DateRange Range(NpgsqlDataReader row, int first) =>
        new(row.GetFieldValue<DateOnly>(first), row.IsDBNull(first + 1) ? null : row.GetFieldValue<DateOnly>(first + 1));

    internal static ServiceOpening OpeningOf(NpgsqlDataReader row, SharedTexts texts) => new(
        new(Enum.Parse<CareService>(row.GetString(1)), row.IsDBNull(2) ? null : texts.Shared(row.GetString(2))), Range(row, 3));
}

internal static class SnapshotRows
{
    internal static async Task<List<T>> RowsAsync<T>(
        this NpgsqlConnection connection, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }
}
