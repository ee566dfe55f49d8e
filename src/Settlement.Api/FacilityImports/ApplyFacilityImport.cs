using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Facilities;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.FacilityImports;

/// <summary>
/// 名录导入生效. The one step in the life of an import, asked for without any content: a repeat is known for ever by the import having
/// been applied, so no history of steps is kept.
/// </summary>
internal sealed class ApplyFacilityImport(SettlementDbContext db)
{
    internal async Task<Outcome<FacilityImportAnswer>> RunAsync(RegionCode province, string importNo, Call call)
    {
        await using var turn = await db.LockNumberAsync(ChangeFacility.Lock, province.Province.Value, call.Cancellation);
        if (await db.FacilityImports.SingleOrDefaultAsync(i => i.Province == province && i.ImportNo == importNo, call.Cancellation) is not { } import)
            return ProblemKind.NotFound.Refuse(importNo);
        if (import.AppliedAt is not null)
            return Outcome<FacilityImportAnswer>.Before(FacilityImportAnswer.From(import));
        var state = await FacilityImportStore.StateAsync((NpgsqlConnection)db.Database.GetDbConnection(), province, call.Cancellation);
        // Another day: what was checked to end tomorrow may have ended in the past by now, under encounters begun since.
        if (state != import.BasedOn || import.CheckedAt.DayInChina() != call.Today || import.ValidFrom < call.Today)
            return FacilityImportProblems.FacilityImportOutdated.Refuse(importNo);

        await db.ApplyAsync(import, call.By, call.Now, call.Cancellation);
        await turn.CommitAsync(call.Cancellation);
        return FacilityImportAnswer.From(import);
    }
}
