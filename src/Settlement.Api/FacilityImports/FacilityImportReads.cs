using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;

namespace Settlement.Api.FacilityImports;

/// <summary>名录导入差异.</summary>
/// <param name="Outcome">Only what is added, changed or closed.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record FacilityImportRowQuery(Word<ImportOutcome>? Outcome = null, string? After = null, int Limit = Paging.Default);

/// <summary>名录导入 as they are found and answered.</summary>
internal sealed class FacilityImportReads(SettlementDbContext db)
{
    internal Task<FacilityImportRecord?> FindAsync(RegionCode province, string importNo, Call call) =>
        db.FacilityImports.AsNoTracking().SingleOrDefaultAsync(i => i.Province == province && i.ImportNo == importNo, call.Cancellation);

    internal async Task<Outcome<FacilityImportAnswer>> ReadAsync(RegionCode province, string importNo, Call call) =>
        await FindAsync(province, importNo, call) is { } import
            ? FacilityImportAnswer.From(import)
            : ProblemKind.NotFound.Refuse(importNo);

    /// <summary>In the order of the facility codes.</summary>
    internal async Task<Outcome<Page<FacilityImportRowAnswer>>> RowsAsync(
        RegionCode province, string importNo, FacilityImportRowQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (query.After is { } after && !FacilityCode.TryParse(after, out _))
            return ProblemKind.InvalidRequest.Refuse(after, "/after");
        if (await FindAsync(province, importNo, call) is null)
            return ProblemKind.NotFound.Refuse(importNo);
        var found = db.FacilityImportRows.AsNoTracking().Where(r => r.Province == province && r.ImportNo == importNo);
        if (query.Outcome is { Value: var wanted })
            found = found.Where(r => r.Outcome == wanted);
        if (query.After is { } last)
            found = found.Where(r => string.Compare((string)(object)r.FacilityCode, last) > 0);
        var rows = await found.OrderBy(r => r.FacilityCode).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        return Page<FacilityImportRowAnswer>.Of(rows, query.Limit, row => row.FacilityCode.Value, FacilityImportRowAnswer.From);
    }
}
