using Npgsql;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Facilities;

/// <summary>
/// Invented facilities in all counties: two fifths pharmacies, the others under names of the shipped public hospitals or of small
/// institutions; four fifths have a place, one in twenty an agreement that has ended or will end in 2026, one in 300 a suspension.
/// </summary>
internal static class GeneratedFacilities
{
    internal static async Task CreateAsync(NpgsqlDataSource source, int count)
    {
        await source.ExecuteAsync(
            """
            CREATE FUNCTION load.any(i bigint, what bigint, below bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $f$ SELECT ((hashint8extended(i, what) & 9007199254740991) % below)::int $f$
            """);
        await source.ExecuteAsync(
            """
            CREATE TABLE load.made AS
            WITH county AS (SELECT code, name, row_number() OVER (ORDER BY code) - 1 AS i FROM region WHERE level = 3 AND usable),
                hospital AS (SELECT name, row_number() OVER (ORDER BY list_no) - 1 AS i FROM public_hospital),
                total AS (SELECT (SELECT count(*) FROM county) AS counties, (SELECT count(*) FROM hospital) AS hospitals),
                made AS (
                    SELECT g, c.code::text AS region, c.name AS county, h.name AS hospital, load.any(g, 1, 10) AS sort, 20000 + g / t.counties AS number
                    FROM generate_series(0::bigint, $1 - 1) g CROSS JOIN total t
                        JOIN county c ON c.i = g % t.counties JOIN hospital h ON h.i = load.any(g, 2, t.hospitals))
            SELECT g, region, sort < 4 AS is_pharmacy, sort >= 7 AS is_hospital,
                CASE WHEN sort < 4 THEN 'P' ELSE 'H' END || region || lpad(number::text, 5, '0') AS code,
                CASE
                    WHEN sort < 4 THEN county || ('{益丰,惠民,同仁,康复,仁和,百姓}'::text[])[1 + load.any(g, 3, 6)] || '大药房第' || number - 19999 || '店'
                    WHEN sort < 7 THEN county || ('{社区卫生服务中心,中心卫生院,中医门诊部,口腔诊所}'::text[])[1 + load.any(g, 3, 4)] || number - 19999
                    ELSE hospital || county || '院区'
                END AS name,
                CASE WHEN sort < 7 THEN 'Community' ELSE ('{Primary,Secondary,Secondary,Tertiary}'::text[])[1 + load.any(g, 4, 4)] END AS level,
                CASE WHEN sort >= 7 THEN ('{A,B,NULL}'::text[])[1 + load.any(g, 5, 3)] END AS grade,
                CASE WHEN load.any(g, 6, 5) > 0 THEN 20 + load.any(g, 7, 25000) / 1000.0 END AS latitude,
                98 + load.any(g, 8, 27000) / 1000.0 AS longitude,
                CASE WHEN load.any(g, 9, 20) = 0 THEN date '2026-01-01' + load.any(g, 10, 365) END AS through
            FROM made
            """,
            (long)count);
        await source.ExecuteAsync(
            """
            INSERT INTO facility (facility_code, name, kind, region, level, grade, address, latitude, longitude, phone, agreement_from, agreement_through, source)
            SELECT code, name, CASE WHEN is_pharmacy THEN 'Pharmacy' ELSE 'Hospital' END, region, level, grade, name || '1号',
                latitude, CASE WHEN latitude IS NOT NULL THEN longitude END, '0000-' || g, date '2023-01-01', through, 'demonstration'
            FROM load.made
            """);
        await source.ExecuteAsync(
            """
            INSERT INTO facility_opening (facility_code, service, disease_code, open_from)
            SELECT code, CASE WHEN is_pharmacy THEN 'Pharmacy' ELSE 'Outpatient' END, NULL, date '2023-01-01' + load.any(g, 11, 1300) FROM load.made
            UNION ALL SELECT code, 'Inpatient', NULL, date '2023-01-01' FROM load.made WHERE is_hospital
            UNION ALL SELECT code, 'SpecialDrug', NULL, date '2024-01-01' FROM load.made WHERE load.any(g, 12, 20) = 0
            UNION ALL SELECT m.code, 'ChronicOutpatient', d.code, date '2024-01-01' FROM load.made m, chronic_disease d
                WHERE m.is_hospital AND load.any(m.g, 13, 2) = 0 AND d.cross_province_group IS NOT NULL AND load.any(m.g, hashtext(d.code), 2) = 0
            """);
        await source.ExecuteAsync(
            """
            INSERT INTO facility_suspension (facility_code, suspended_from, suspended_through, reason, recorded_by, recorded_at)
            SELECT code, date '2026-08-15', date '2026-12-31', '生成', 'load', now() FROM load.made WHERE load.any(g, 14, 300) = 0
            """);
        await source.ExecuteAsync("VACUUM ANALYZE");
    }

    /// <summary>A province's list of this many facilities that no other has.</summary>
    /// <param name="phone">Another one makes another list; of every second facility.</param>
    internal static async Task<string> CsvAsync(NpgsqlDataSource source, string province, int rows, string phone)
    {
        var lines = await source.ListAsync(
            """
            WITH county AS (
                SELECT code::text, name, row_number() OVER (ORDER BY code) - 1 AS i, count(*) OVER () AS counties
                FROM region WHERE level = 3 AND usable AND left(code::text, 2) = left($1, 2))
            SELECT 'H' || c.code || 70000 + g / c.counties || ',' || c.name || '第' || g || '医院,secondary,' || c.code || ',' || c.name || g || '号,'
                || CASE WHEN g % 2 = 0 THEN $3 ELSE '0000' END || ',2024-01-01,inpatient@2024-01-01;outpatient@2024-01-01;chronicOutpatient/M03900@2024-06-01~2099-12-31'
            FROM generate_series(0, $2 - 1) g JOIN county c ON c.i = g % c.counties ORDER BY g
            """,
            row => row.GetString(0), province, rows, phone);
        return string.Join('\n', lines.Prepend("facilityCode,name,level,region,address,phone,agreementFrom,openings"));
    }
}
