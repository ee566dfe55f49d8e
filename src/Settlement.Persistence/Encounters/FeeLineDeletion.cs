using Microsoft.EntityFrameworkCore;

namespace Settlement.Persistence.Encounters;

/// <summary>费用明细删除 within a transaction that holds the encounter's lock.</summary>
public static class FeeLineDeletion
{
    /// <summary>The first of the lines that a line refunds which stays; null where there is none.</summary>
    public static Task<string?> RefundedAsync(this SettlementDbContext db, EncounterRecord encounter, string[] lineNos, CancellationToken cancellation) =>
        db.FeeLines
            .Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId
                && lineNos.Contains(l.RefundsLineNo) && !lineNos.Contains(l.LineNo))
            .OrderBy(l => l.RefundsLineNo).Select(l => l.RefundsLineNo).FirstOrDefaultAsync(cancellation);

    /// <returns>Those that were there, in their order.</returns>
    public static async Task<IReadOnlyList<string>> DeleteLinesAsync(
        this SettlementDbContext db, EncounterRecord encounter, string[] lineNos, CancellationToken cancellation)
    {
        var there = await db.FeeLines
            .Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId && lineNos.Contains(l.LineNo))
            .OrderBy(l => l.LineNo).ToListAsync(cancellation);
        db.RemoveRange(there);
        return [.. there.Select(l => l.LineNo)];
    }
}
