using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain.Encounters;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>费用明细删除 before the settlement. A line that is there no more is passed over, so that a repeat changes nothing.</summary>
internal sealed class DeleteFeeLines(SettlementDbContext db)
{
    internal async Task<Outcome<RemainingFeeLinesAnswer>> RunAsync(EncounterKey key, DeleteFeeLinesRequest request, Call call)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(call.Cancellation);
        if (await db.LockEncounterAsync(key.Facility, key.No, call.Cancellation) is not { } encounter)
            return EncounterProblems.EncounterNotFound.Refuse(key.No);
        if (EncounterProblems.OfState(encounter.State, key.No) is { } closed)
            return closed;
        var lines = db.LinesOf(encounter);
        if (await lines.Where(l => request.LineNos.Contains(l.RefundsLineNo) && !request.LineNos.Contains(l.LineNo))
                .Select(l => l.RefundsLineNo).FirstOrDefaultAsync(call.Cancellation) is { } refunded)
            return EncounterProblems.LineRefunded.Refuse(refunded, "/lineNos");

        if (await lines.Where(l => request.LineNos.Contains(l.LineNo)).ExecuteDeleteAsync(call.Cancellation) is > 0 and var deleted)
        {
            encounter.Version++;
            db.Add(EncounterSteps.Event(encounter, new(EncounterStep.LinesDeleted, Wire.Hash(request), Note: $"{deleted}"), call));
        }
        await db.SaveChangesAsync(call.Cancellation);
        await transaction.CommitAsync(call.Cancellation);
        return new RemainingFeeLinesAnswer(key.No, await lines.CountAsync(call.Cancellation));
    }
}
