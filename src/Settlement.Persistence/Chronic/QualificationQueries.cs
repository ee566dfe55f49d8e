using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Domain;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Chronic;

public static class QualificationQueries
{
    /// <summary>All qualifications of these persons.</summary>
    public static Task<List<ChronicQualificationRecord>> QualificationsOfAsync(
        this SettlementDbContext db, PersonId[] persons, CancellationToken cancellation)
    {
        var ids = persons.Select(p => p.Value).ToArray();
        return db.ChronicQualifications.FromSql($"SELECT * FROM chronic_qualification WHERE person_id = ANY ({ids})").AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>选定医药机构 of each qualification of a person, by its number, for what begins on the day; empty for every one.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> ChosenFacilitiesAsync(
        this SettlementDbContext db, PersonId person, DateOnly day, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation); // closed with the context
        return (await ((NpgsqlConnection)db.Database.GetDbConnection()).RowsAsync(
            "SELECT qualification_no, chosen_facilities(person_id, qualification_no, $2) FROM chronic_qualification WHERE person_id = $1",
            [person.Value, day], row => (No: row.GetString(0), Facilities: row.GetFieldValue<string[]>(1)), cancellation))
            .ToDictionary(row => row.No, row => row.Facilities);
    }

    /// <summary>Grants many qualifications in one statement, each with the entry of its history.</summary>
    public static Task<int> GrantAsync(
        this SettlementDbContext db, RegionCode region, IReadOnlyList<ChronicQualificationRecord> granted, string by, DateTimeOffset at,
        CancellationToken cancellation)
    {
        var persons = granted.Select(q => q.PersonId.Value).ToArray();
        var numbers = granted.Select(q => q.QualificationNo).ToArray();
        var diseases = granted.Select(q => q.DiseaseCode).ToArray();
        var first = granted.Select(q => q.ValidFrom).ToArray();
        var last = granted.Select(q => q.ValidThrough).ToArray();
        var facilities = granted.Select(q => string.Join(',', q.Facilities.Select(f => f.Value))).ToArray(); // unnest takes no array of arrays
        var doctors = granted.Select(q => q.Doctor!).ToArray();
        var days = granted.Select(q => q.CertifiedOn!.Value).ToArray();
        var issuers = granted.Select(q => q.CertifiedBy!).ToArray();
        var hashes = granted.Select(q => q.RequestHash).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH granted AS (
                INSERT INTO chronic_qualification (person_id, qualification_no, insured_region, disease_code, valid_from, valid_through,
                    facilities, doctor, certified_on, certified_by, request_hash, granted_by, recorded_at)
                SELECT person, no, {region.Value}, disease, first, last, string_to_array(facilities, ','), doctor, day, issuer, hash, {by}, {at}
                FROM unnest({persons}, {numbers}, {diseases}, {first}, {last}, {facilities}, {doctors}, {days}, {issuers}, {hashes})
                    WITH ORDINALITY AS row (person, no, disease, first, last, facilities, doctor, day, issuer, hash, position)
                ORDER BY position
                RETURNING person_id, qualification_no, valid_through, facilities, request_hash)
            INSERT INTO chronic_qualification_event (person_id, qualification_no, version, step, valid_through, facilities, request_hash, done_by, done_at)
            SELECT person_id, qualification_no, 1, 'Grant', valid_through, facilities, request_hash, {by}, {at} FROM granted
            """,
            cancellation);
    }
}
