using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;

namespace Settlement.Persistence.Settlements;

/// <summary>What stands in the way of reversing a settlement.</summary>
public static class LaterSettlements
{
    public static Task<bool> IsReversedAsync(this SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation) =>
        db.Settlements.AnyAsync(s => s.PersonId == settlement.PersonId && s.Reverses == settlement.SettlementId, cancellation);

    /// <summary>
    /// Whether an encounter that continues this one, directly or over others, has a settlement that stands, direct or by hand.
    /// </summary>
    public static async Task<bool> IsContinuedBySettledAsync(
        this SettlementDbContext db, PersonId person, EncounterId encounter, CancellationToken cancellation)
    {
        var continuing = await db.ContinuingAsync(person, encounter, cancellation);
        return continuing.Count > 0 && await db.Settlements.AnyAsync(
            s => s.PersonId == person && continuing.Contains(s.EncounterId) && s.Reverses == null
                && !db.Settlements.Any(r => r.PersonId == person && r.Reverses == s.SettlementId),
            cancellation);
    }

    /// <summary>
    /// Settlements that stand on this one, the latest first: those whose encounter continues its encounter, directly or over others,
    /// and those which came later in one of its accounts and would have come out otherwise without it (R1.14.9).
    /// </summary>
    public static async Task<IReadOnlyList<SettlementRecord>> StandingOnAsync(
        this SettlementDbContext db, SettlementRecord settlement, ReferenceSnapshot reference, CancellationToken cancellation)
    {
        var continuing = await db.ContinuingAsync(settlement.PersonId, settlement.EncounterId, cancellation);
        var dependent = new List<SettlementRecord>();
        foreach (var later in await db.LaterAsync(settlement, continuing, cancellation))
            if (continuing.Contains(later.EncounterId) || await db.DependsAsync(later, settlement, reference, cancellation))
                dependent.Add(later);
        return dependent;
    }

    private static async Task<List<SettlementRecord>> LaterAsync(
        this SettlementDbContext db, SettlementRecord settlement, IEnumerable<EncounterId> continuing, CancellationToken cancellation)
    {
        var continuingIds = continuing.Select(encounter => encounter.Value).ToArray();
        short[] years = [settlement.AccountYear, .. settlement.EarlierYears.Select(y => y.AccountYear)];
        int[] sequences = [settlement.AccountSequence, .. settlement.EarlierYears.Select(y => y.AccountSequence)];
        return await db.Settlements
            .FromSql(
                $"""
                SELECT s.* FROM settlement s
                WHERE s.person_id = {settlement.PersonId.Value} AND s.reverses IS NULL
                  AND s.settlement_id <> {settlement.SettlementId.Value}
                  AND NOT EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id)
                  AND (s.encounter_id = ANY ({continuingIds})
                    OR s.scheme = {settlement.Scheme.ToString()} AND EXISTS (
                        SELECT FROM unnest({years}, {sequences}) AS own (account_year, account_sequence)
                        WHERE own.account_year = s.account_year AND s.account_sequence > own.account_sequence
                           OR EXISTS (
                              SELECT FROM settlement_earlier_year y WHERE y.person_id = s.person_id AND y.settlement_id = s.settlement_id
                                AND y.account_year = own.account_year AND y.account_sequence > own.account_sequence)))
                """)
            .AsNoTracking().Include(s => s.EarlierYears.OrderBy(y => y.AccountYear))
            .OrderByDescending(s => s.AccountYear).ThenByDescending(s => s.AccountSequence).ToListAsync(cancellation);
    }

    private static async Task<bool> DependsAsync(
        this SettlementDbContext db, SettlementRecord later, SettlementRecord settlement, ReferenceSnapshot reference,
        CancellationToken cancellation)
    {
        var changes = settlement.EarlierYears.ToDictionary(y => (int)y.AccountYear, y => y.AccountChange);
        changes[settlement.AccountYear] = settlement.AccountChange;
        try
        {
            return Dependence.Of(await StoredClaim.LoadAsync(db, later, reference, cancellation), changes);
        }
        catch (VersionLostException)
        {
            return true; // nobody can say that it does not
        }
    }
}
