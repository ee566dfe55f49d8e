using Npgsql;
using Settlement.Domain;
using Settlement.Domain.Facilities;

namespace Settlement.Persistence.Facilities;

/// <summary>What a search shows of a facility and does not search by.</summary>
public sealed record FacilityDetails(
    string Name, FacilityKind Kind, RegionCode Region, string? Address, decimal? Latitude, decimal? Longitude, string? Phone, string Source, FacilityGrade? Grade);

/// <summary>Details of the facilities of a page, by primary key.</summary>
public static class FacilityPage
{
    internal const string Statement =
        "SELECT facility_code, name, kind, region, address, latitude, longitude, phone, source, grade FROM facility WHERE facility_code = ANY($1)";

    public static async Task<Dictionary<FacilityCode, FacilityDetails>> ReadAsync(
        NpgsqlDataSource source, IEnumerable<FacilityCode> codes, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. codes.Select(c => c.Value)] });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var details = new Dictionary<FacilityCode, FacilityDetails>();
        while (await row.ReadAsync(cancellation))
            details.Add(FacilityCode.Parse(row.GetString(0)), new(
                row.GetString(1), Enum.Parse<FacilityKind>(row.GetString(2)), RegionCode.Parse(row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetDecimal(5), row.IsDBNull(6) ? null : row.GetDecimal(6),
                row.IsDBNull(7) ? null : row.GetString(7), row.GetString(8), row.IsDBNull(9) ? null : Enum.Parse<FacilityGrade>(row.GetString(9))));
        return details;
    }
}
