using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.FilingBatches;

/// <summary>Which rows of a batch are asked for.</summary>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record FilingBatchRowQuery(int After = 0, int Limit = Paging.Default);

/// <summary>单位集体申报 as they are found and answered.</summary>
internal sealed class FilingBatchReader(SettlementDbContext db)
{
    internal Task<FilingBatchRecord?> FindAsync(RegionCode insured, string batchNo, Call call) =>
        db.FilingBatches.AsNoTracking().SingleOrDefaultAsync(b => b.InsuredRegion == insured && b.BatchNo == batchNo, call.Cancellation);

    internal async Task<Outcome<FilingBatchAnswer>> ReadAsync(RegionCode insured, string batchNo, Call call) =>
        await FindAsync(insured, batchNo, call) is { } batch ? await AnswerAsync(batch, call) : ProblemKind.NotFound.Refuse(batchNo);

    internal async Task<FilingBatchAnswer> AnswerAsync(FilingBatchRecord batch, Call call)
    {
        var counts = await db.FilingBatchRows.Where(r => r.InsuredRegion == batch.InsuredRegion && r.BatchNo == batch.BatchNo)
            .GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, call.Cancellation);
        return new(
            batch.BatchNo, batch.Employer, batch.RowCount, counts.GetValueOrDefault(BatchRowOutcome.Filed),
            counts.GetValueOrDefault(BatchRowOutcome.Refused), counts.GetValueOrDefault(BatchRowOutcome.Waiting),
            batch.SubmittedBy, batch.SubmittedAt.InChina(), batch.FinishedAt?.InChina());
    }

    internal async Task<Outcome<FilingBatchRowPage>> ListRowsAsync(RegionCode insured, string batchNo, FilingBatchRowQuery query, Call call)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (await FindAsync(insured, batchNo, call) is null)
            return ProblemKind.NotFound.Refuse(batchNo);
        var rows = await db.FilingBatchRows.AsNoTracking()
            .Where(r => r.InsuredRegion == insured && r.BatchNo == batchNo && r.RowNo > query.After)
            .OrderBy(r => r.RowNo).Take(query.Limit + 1).ToListAsync(call.Cancellation);
        var page = rows.Take(query.Limit).Select(FilingBatchRowAnswer.From).ToList();
        await db.RecordReadsAsync(call, page.Select(row => PersonId.Of(insured, new(row.PersonNo))));
        return new FilingBatchRowPage(page, rows.Count > query.Limit ? page[^1].Row : null);
    }
}
