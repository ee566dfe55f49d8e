using System.Text;
using Npgsql;
using Settlement.Domain;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Facilities;

/// <summary>
/// The real public hospitals of the reference file as a list that can be imported. The file has no national codes and says nothing of
/// designation, so all of it but names, regions and levels is made up here by rule, and the list is for demonstration only:
/// H, the smallest known region, the five digits of the list number; outpatient and inpatient care open since 2023-01-01; a level that
/// is not listed counts as 未定级.
/// </summary>
public static class PublicHospitals
{
    private const string Header = "facilityCode,name,level,grade,region,agreementFrom,openings";

    public static async Task<string> CsvAsync(NpgsqlDataSource source, RegionCode province, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var rows = await connection.RowsAsync(
            """
            SELECT 'H' || coalesce(r.region_code, h.province_code)::text || substr(h.list_no, 4), h.name,
                CASE left(h.level, 2) WHEN '三级' THEN 'tertiary' WHEN '二级' THEN 'secondary' WHEN '一级' THEN 'primary' ELSE 'community' END,
                CASE substr(h.level, 3, 2) WHEN '特等' THEN 'special' WHEN '甲等' THEN 'a' WHEN '乙等' THEN 'b' WHEN '丙等' THEN 'c' ELSE '' END,
                coalesce(r.region_code, h.province_code)::text
            FROM public_hospital h JOIN public_hospital_region r USING (list_no) WHERE h.province_code = $1 ORDER BY 1
            """,
            [province.Value], row => (Code: row.GetString(0), Name: row.GetString(1), Level: row.GetString(2), Grade: row.GetString(3), Region: row.GetString(4)),
            cancellation);
        var csv = new StringBuilder(Header).Append('\n');
        foreach (var (code, name, level, grade, region) in rows)
            csv.Append(code).Append(",\"").Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\",").Append(level).Append(',').Append(grade)
                .Append(',').Append(region).Append(",2023-01-01,inpatient@2023-01-01;outpatient@2023-01-01\n");
        return csv.ToString();
    }
}
