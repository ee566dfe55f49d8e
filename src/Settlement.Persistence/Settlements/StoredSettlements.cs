using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

/// <summary>The reversal that took a settlement back.</summary>
public sealed record ReversalKey(SettlementId SettlementId, string TransactionNo);

/// <summary>Finds settlements that were made before, by number or by id.</summary>
public static class StoredSettlements
{
    /// <summary>The direct settlement that has this number, with the number of its encounter.</summary>
    public static async Task<(SettlementRecord Record, string EncounterNo)?> FindSettlementAsync(
        this SettlementDbContext db, FacilityCode facility, string transactionNo, CancellationToken cancellation)
    {
        var found = await Joined(db).SingleOrDefaultAsync(
            s => s.Record.FacilityCode == facility && s.Record.TransactionNo == transactionNo
                && s.Record.Channel == SettlementChannel.Direct,
            cancellation);
        return found is null ? null : (found.Record, found.EncounterNo);
    }

    public static async Task<(SettlementRecord Record, string EncounterNo)> SettlementOfAsync(
        this SettlementDbContext db, EarlierTransaction earlier, CancellationToken cancellation)
    {
        var found = await Joined(db).SingleAsync(
            s => s.Record.PersonId == earlier.PersonId && s.Record.SettlementId == earlier.SettlementId, cancellation);
        return (found.Record, found.EncounterNo);
    }

    /// <summary>What took the settlement back; null while it stands. A reversal is never taken back.</summary>
    public static async Task<ReversalKey?> ReversalOfAsync(
        this SettlementDbContext db, SettlementRecord settlement, CancellationToken cancellation) =>
        settlement.Reverses is not null
            ? null
            : await db.Settlements.AsNoTracking()
                .Where(s => s.PersonId == settlement.PersonId && s.Reverses == settlement.SettlementId)
                .Select(s => new ReversalKey(s.SettlementId, s.TransactionNo)).SingleOrDefaultAsync(cancellation);

    private static IQueryable<SettlementOfEncounter> Joined(SettlementDbContext db) =>
        from record in db.Settlements.AsNoTracking().Include(s => s.EarlierYears.OrderBy(y => y.AccountYear))
        join encounter in db.Encounters
            on new { record.PersonId, record.EncounterId } equals new { encounter.PersonId, encounter.EncounterId }
        select new SettlementOfEncounter { Record = record, EncounterNo = encounter.EncounterNo };

    private sealed class SettlementOfEncounter
    {
        public required SettlementRecord Record { get; init; }

        public required string EncounterNo { get; init; }
    }
}
