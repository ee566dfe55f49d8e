using Microsoft.EntityFrameworkCore;

namespace Settlement.Persistence.Facilities;

/// <summary>Carries out an import in the transaction under way, set by set.</summary>
internal static class FacilityImportApplication
{
    private const int SecondsAtMost = 600;

    internal static async Task ApplyAsync(
        this SettlementDbContext db, FacilityImportRecord import, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        db.Database.SetCommandTimeout(SecondsAtMost);
        var (province, importNo, validFrom) = (import.Province.Value, import.ImportNo, import.ValidFrom);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO facility (facility_code, name, former_names, kind, region, level, grade, address, latitude, longitude, phone,
                agreement_from, agreement_through, source, recorded_at)
            SELECT r.facility_code, c.name, c.former_names, CASE WHEN r.facility_code LIKE 'P%' THEN 'Pharmacy' ELSE 'Hospital' END, c.region, c.level,
                c.grade, c.address, c.latitude, c.longitude, c.phone, c.agreement_from, c.agreement_through, {import.Source}, {at}
            FROM facility_import_row r CROSS JOIN LATERAL jsonb_to_record(r.content) AS c (name text, former_names text[], region text, level text,
                grade text, address text, latitude numeric, longitude numeric, phone text, agreement_from date, agreement_through date)
            WHERE r.province = {province} AND r.import_no = {importNo} AND r.outcome = 'Added'
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE facility f SET name = c.name, former_names = c.former_names, region = c.region, level = c.level, grade = c.grade,
                address = c.address, latitude = c.latitude, longitude = c.longitude, phone = c.phone,
                agreement_from = c.agreement_from, agreement_through = c.agreement_through, source = {import.Source}
            FROM facility_import_row r CROSS JOIN LATERAL jsonb_to_record(r.content) AS c (name text, former_names text[], region text, level text,
                grade text, address text, latitude numeric, longitude numeric, phone text, agreement_from date, agreement_through date)
            WHERE r.province = {province} AND r.import_no = {importNo} AND r.outcome = 'Changed' AND f.facility_code = r.facility_code
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE facility f SET agreement_through = {validFrom.AddDays(-1)} FROM facility_import_row r
            WHERE r.province = {province} AND r.import_no = {importNo} AND r.outcome = 'Closed' AND f.facility_code = r.facility_code
            """,
            cancellation);
        await db.ApplyOpeningsAsync(province, importNo, cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO facility_change (facility_code, change_no, kind, changes, recorded_by, recorded_at)
            SELECT facility_code, {FacilityChangeRecord.OfImport + importNo}, outcome, changes, {by}, {at} FROM facility_import_row
            WHERE province = {province} AND import_no = {importNo}
            """,
            cancellation);
        (import.AppliedBy, import.AppliedAt) = (by, at);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>What never began goes first, then what ends, then what is new, so that no two openings share a day meanwhile.</summary>
    private static async Task ApplyOpeningsAsync(this SettlementDbContext db, string province, string importNo, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM facility_opening o USING facility_import_row r CROSS JOIN LATERAL jsonb_to_recordset(r.content -> 'removed')
                AS c (service text, disease_code text, open_from date)
            WHERE r.province = {province} AND r.import_no = {importNo} AND o.facility_code = r.facility_code
              AND o.service = c.service AND o.disease_code IS NOT DISTINCT FROM c.disease_code AND o.open_from = c.open_from
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE facility_opening o SET open_through = c.open_through FROM facility_import_row r
                CROSS JOIN LATERAL jsonb_to_recordset(r.content -> 'ended') AS c (service text, disease_code text, open_from date, open_through date)
            WHERE r.province = {province} AND r.import_no = {importNo} AND o.facility_code = r.facility_code
              AND o.service = c.service AND o.disease_code IS NOT DISTINCT FROM c.disease_code AND o.open_from = c.open_from
            """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO facility_opening (facility_code, service, disease_code, open_from, open_through)
            SELECT r.facility_code, c.service, c.disease_code, c.open_from, c.open_through FROM facility_import_row r
                CROSS JOIN LATERAL jsonb_to_recordset(r.content -> 'opened') AS c (service text, disease_code text, open_from date, open_through date)
            WHERE r.province = {province} AND r.import_no = {importNo}
            """,
            cancellation);
    }
}
