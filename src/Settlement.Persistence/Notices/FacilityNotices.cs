using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Filings;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Persons;

namespace Settlement.Persistence.Notices;

/// <summary>
/// 告知: tells the facilities of a person's open encounters what the insured place did, in the transaction that does it. Whoever writes
/// notices of a facility holds that facility's lock to the end of the transaction and gives ids above the last one, so the ids of a
/// facility become visible in their order and a reader that goes on after the last id it saw misses none. The locks of one person are
/// all taken at once and in one order; nothing is waited for behind them but what belongs to the locked person.
/// </summary>
public static class FacilityNotices
{
    /// <summary>Notices of a change of the insured status, and of the filings that it ended.</summary>
    /// <param name="isAnother">Whether the status was another one before.</param>
    public static async Task NotifyOfStatusAsync(
        this SettlementDbContext db, InsuredStatusChangeRecord change, bool isAnother, IReadOnlyCollection<FilingRecord> ended,
        CancellationToken cancellation)
    {
        if (!isAnother && ended.Count == 0)
            return;
        var encounters = await db.LockFacilitiesAsync(change.PersonId, cancellation);
        if (isAnother)
            await db.WriteAsync(
                change.PersonId, encounters, NoticeKind.InsuredStatusChanged, change.EffectiveOn, change.Status.ToString(), filing: null,
                regionPrefix: "", change.ReportedAt, cancellation);
        foreach (var filing in ended)
            await db.WriteAsync(filing, encounters, NoticeKind.FilingEnded, change.ReportedAt, cancellation);
    }

    /// <summary>Notices of a filing that was just changed or cancelled, to the facilities of its destination; nothing otherwise.</summary>
    public static async Task NotifyOfFilingAsync(this SettlementDbContext db, FilingRecord filing, DateTimeOffset now, CancellationToken cancellation)
    {
        NoticeKind? kind = filing.State switch
        {
            FilingState.Changed => NoticeKind.FilingChanged,
            FilingState.Cancelled => NoticeKind.FilingCancelled,
            _ => null,
        };
        if (kind is not null)
            await db.WriteAsync(filing, await db.LockFacilitiesAsync(filing.PersonId, cancellation), kind.Value, now, cancellation);
    }

    /// <returns>The person's open encounters, whose facilities are locked.</returns>
    private static async Task<Guid[]> LockFacilitiesAsync(this SettlementDbContext db, PersonId person, CancellationToken cancellation)
    {
        var open = await db.Encounters.AsNoTracking().Where(e => e.PersonId == person && e.State == EncounterState.Open)
            .Select(e => new { e.EncounterId, e.FacilityCode }).ToListAsync(cancellation);
        if (open.Count == 0)
            return [];
        string[] facilities = [.. open.Select(e => e.FacilityCode.Value)];
        await db.Database.ExecuteSqlAsync(
            $"""
            SELECT pg_advisory_xact_lock(key)
            FROM (SELECT DISTINCT hashtextextended('notice/' || code, 0) AS key FROM unnest({facilities}) code ORDER BY key) facility
            """,
            cancellation);
        return [.. open.Select(e => e.EncounterId.Value)];
    }

    private static Task WriteAsync(
        this SettlementDbContext db, FilingRecord filing, Guid[] encounters, NoticeKind kind, DateTimeOffset now, CancellationToken cancellation) =>
        db.WriteAsync(
            filing.PersonId, encounters, kind, filing.LastDay!.Value.AddDays(1), status: null, filing.FilingId.Value, filing.Destination.Prefix, now,
            cancellation);

    private static async Task WriteAsync(
        this SettlementDbContext db, PersonId person, Guid[] encounters, NoticeKind kind, DateOnly effectiveOn, string? status, Guid? filing,
        string regionPrefix, DateTimeOffset now, CancellationToken cancellation)
    {
        if (encounters.Length == 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO facility_notice (facility_code, notice_id, kind, person_id, encounter_id, effective_on, status, filing_id, created_at)
            SELECT e.facility_code,
                   (lpad(to_hex(greatest(last.ms + 1, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint)
                                + row_number() OVER (PARTITION BY e.facility_code ORDER BY e.encounter_id) - 1), 12, '0')
                    || '7000' || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid,
                   {kind.ToString()}, e.person_id, e.encounter_id, {effectiveOn}, {status}, {filing}, {now}
            FROM encounter e JOIN facility f USING (facility_code)
            CROSS JOIN LATERAL (
                SELECT coalesce((
                    SELECT ('x' || left(replace(n.notice_id::text, '-', ''), 12))::bit(48)::bigint
                    FROM facility_notice n WHERE n.facility_code = e.facility_code ORDER BY n.notice_id DESC LIMIT 1), 0) AS ms) last
            WHERE e.person_id = {person.Value} AND e.encounter_id = ANY ({encounters}) AND starts_with(f.region, {regionPrefix})
            """,
            cancellation);
    }
}
