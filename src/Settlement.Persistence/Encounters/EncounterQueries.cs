using Microsoft.EntityFrameworkCore;
using Settlement.Domain;

namespace Settlement.Persistence.Encounters;

public static class EncounterQueries
{
    /// <summary>The facility's encounter of this number; null where there is none.</summary>
    public static Task<EncounterRecord?> FindEncounterAsync(
        this SettlementDbContext db, FacilityCode facility, string encounterNo, CancellationToken cancellation) =>
        db.Encounters.AsNoTracking().SingleOrDefaultAsync(e => e.FacilityCode == facility && e.EncounterNo == encounterNo, cancellation);

    /// <summary>The same, to be changed: locked like by a settlement, until the transaction ends.</summary>
    public static async Task<EncounterRecord?> LockEncounterAsync(
        this SettlementDbContext db, FacilityCode facility, string encounterNo, CancellationToken cancellation) =>
        (await db.Encounters
            .FromSql($"SELECT * FROM encounter WHERE facility_code = {facility.Value} AND encounter_no = {encounterNo} FOR NO KEY UPDATE")
            .ToListAsync(cancellation)).SingleOrDefault();

    /// <summary>An encounter as it stands, which nobody changes until the transaction ends.</summary>
    public static async Task<EncounterRecord> HoldEncounterAsync(
        this SettlementDbContext db, EncounterRecord encounter, CancellationToken cancellation) =>
        (await db.Encounters
            .FromSql(
                $"""
                SELECT * FROM encounter
                WHERE person_id = {encounter.PersonId.Value} AND encounter_id = {encounter.EncounterId.Value} FOR SHARE
                """)
            .AsNoTracking().ToListAsync(cancellation)).Single();

    /// <summary>
    /// Whoever says anew what an encounter continues holds this to the end of the transaction, so that no circle is closed meanwhile.
    /// </summary>
    public static Task LockPersonOfEncounterAsync(
        this SettlementDbContext db, FacilityCode facility, string encounterNo, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            SELECT FROM person p JOIN encounter e USING (person_id)
            WHERE e.facility_code = {facility.Value} AND e.encounter_no = {encounterNo} FOR NO KEY UPDATE OF p
            """,
            cancellation);

    /// <summary>The earlier part of an encounter that continues one.</summary>
    public static async Task<EncounterRecord?> FindContinuedAsync(
        this SettlementDbContext db, EncounterRecord encounter, CancellationToken cancellation) =>
        encounter.ContinuesEncounterId is { } earlier
            ? await db.Encounters.AsNoTracking()
                .SingleAsync(e => e.PersonId == encounter.PersonId && e.EncounterId == earlier, cancellation)
            : null;

    /// <summary>Those that continue an encounter, directly or over others.</summary>
    public static async Task<HashSet<EncounterId>> ContinuingAsync(
        this SettlementDbContext db, PersonId person, EncounterId encounter, CancellationToken cancellation)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE later AS (
                SELECT encounter_id FROM encounter WHERE person_id = {person.Value} AND continues_encounter_id = {encounter.Value}
                UNION
                SELECT e.encounter_id
                FROM later JOIN encounter e ON e.person_id = {person.Value} AND e.continues_encounter_id = later.encounter_id)
            SELECT encounter_id AS "Value" FROM later
            """).ToListAsync(cancellation);
        return [.. ids.Select(id => new EncounterId(id))];
    }

    public static IQueryable<EncounterEventRecord> EventsOf(this SettlementDbContext db, EncounterRecord encounter) =>
        db.EncounterEvents.Where(e => e.PersonId == encounter.PersonId && e.EncounterId == encounter.EncounterId);

    public static IQueryable<FeeLineRecord> LinesOf(this SettlementDbContext db, EncounterRecord encounter) =>
        db.FeeLines.Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId);

    /// <summary>The first of the codes that ICD-10 医保版 2.0 does not have; null where it has all.</summary>
    public static async Task<string?> UnknownDiagnosisAsync(this SettlementDbContext db, string[] codes, CancellationToken cancellation) =>
        (await db.Database.SqlQuery<string>(
            $"""
            SELECT code AS "Value" FROM unnest({codes}) WITH ORDINALITY AS sent (code, place)
            WHERE NOT EXISTS (SELECT FROM diagnosis d WHERE d.code = sent.code) ORDER BY place LIMIT 1
            """)
            .ToListAsync(cancellation)).FirstOrDefault();

    /// <summary>Takes the token of an e-voucher for one visit.</summary>
    /// <returns>Whether it was free.</returns>
    public static async Task<bool> TakeTokenAsync(
        this SettlementDbContext db, byte[] tokenHash, FacilityCode facility, string encounterNo, DateTimeOffset usedAt,
        CancellationToken cancellation) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO credential_token (token_hash, facility_code, encounter_no, used_at)
            VALUES ({tokenHash}, {facility.Value}, {encounterNo}, {usedAt}) ON CONFLICT DO NOTHING
            """,
            cancellation) == 1;
}
