using Npgsql;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Persistence.DemonstrationData;

/// <summary>The invented agencies; one that is there already is left as it is.</summary>
internal static class AgencyRows
{
    internal static readonly VersionedPart Part =
        new("demonstration_agencies", () => DemonstrationFiles.HashOf("agencies.json"), InsertAsync);

    private static async Task<int> InsertAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var agencies = DemonstrationFiles.Agencies();
        foreach (var agency in agencies)
            await connection.ExecuteAsync(
                """
                INSERT INTO agency (region, agency_code, place, level, name, parent_region, parent_code, address, phones, hours, services, valid_from, source, version)
                VALUES ($1, $2, $1, $3, $4, $5::varchar, 'DEMO-' || $5::varchar, $6, $7, '工作日9:00-17:00', $8, DATE '2023-01-01', 'demonstration', 1)
                ON CONFLICT DO NOTHING
                """,
                cancellation, agency.Region, agency.Code, agency.Level.ToString(), agency.Name, agency.Parent, agency.Address,
                new[] { agency.Phone }, agency.Services.Select(service => service.ToString()).ToArray());
        return agencies.Count;
    }
}
