using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Reconciliations;

/// <summary>对账结果查询: each as it was when it was made.</summary>
internal sealed class ReadReconciliations(SettlementDbContext db)
{
    internal async Task<Outcome<ReconciliationAnswer>> OneAsync(FacilityCode facility, string reconciliationNo, Call call) =>
        await db.FindReconciliationAsync(facility, reconciliationNo, call.Cancellation) is { } record
            ? ReconciliationAnswer.From(record)
            : ProblemKind.NotFound.Refuse(reconciliationNo);

    internal async Task<Outcome<Page<ReconciliationSummary>>> ListAsync(FacilityCode facility, ReconciliationListQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        var (from, to, agrees) = (query.From, query.To, query.Agrees);
        var reconciliations = db.Reconciliations.AsNoTracking().Where(r => r.FacilityCode == facility
            && (from == null || r.Day >= from) && (to == null || r.Day <= to) && (agrees == null || r.Agrees == agrees));
        if (query.After is { } after)
            reconciliations = reconciliations.Where(r => string.Compare(r.ReconciliationNo, after) > 0);

        var rows = await reconciliations.OrderBy(r => r.ReconciliationNo).Take(query.Limit + 1)
            .Select(r => new { r.ReconciliationNo, r.Day, r.Agrees, r.MadeAt }).ToListAsync(call.Cancellation);
        return Page<ReconciliationSummary>.Of(
            rows, query.Limit, r => r.ReconciliationNo, r => new(r.ReconciliationNo, r.Day, r.Agrees, r.MadeAt.InChina()));
    }
}
