using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Filings;

namespace Settlement.Api.FilingBatches;

/// <summary>Takes a batch as a whole or not at all.</summary>
internal sealed class SubmitFilingBatch(
    SettlementDbContext db, NumberedCall numbered, FilingBatchCheck check, FilingBatchReader batches, FilingBatchWorker worker)
{
    /// <summary>Shorter than other numbers, since the number of a row follows it in the number of a filing.</summary>
    private const int NumberAtMost = 30;

    internal async Task<Outcome<FilingBatchAnswer>> RunAsync(
        RegionCode insured, string batchNo, SubmitFilingBatchRequest request, Call call)
    {
        if (batchNo.Length > NumberAtMost)
            return ProblemKind.InvalidRequest.Refuse(batchNo, "/batchNo");
        var faults = new List<BatchRowFault>();
        var rows = check.Read(request.Rows, faults);
        // A batch with a faulty row was never taken, so it repeats none, whatever its other rows say.
        var hash = faults.Count > 0 ? [] : Wire.Hash(new FilingBatchContent(request.Employer, [.. rows.Select(row => row.Row)]));
        var number = new CallNumber($"filing-batch/{insured}", batchNo, "batchNo", hash);

        var outcome = await numbered.OnceAsync(
            number,
            find: () => batches.FindAsync(insured, batchNo, call),
            run: () => TakeAsync(NewRecord(insured, batchNo, request, hash, call), rows, faults, call),
            answer: batch => batches.AnswerAsync(batch, call),
            call.Cancellation);
        if (outcome is { Refusal: null, WasDoneBefore: false })
            worker.Wake();
        return outcome;
    }

    private async Task<Outcome<FilingBatchRecord>> TakeAsync(
        FilingBatchRecord batch, IReadOnlyList<NumberedRow> rows, List<BatchRowFault> faults, Call call)
    {
        await db.PlanAnewAsync(call.Cancellation);
        faults.AddRange(await check.FaultsOfAsync(batch.InsuredRegion, batch.BatchNo, rows, call));
        if (faults.Count > 0)
            return BatchRowFault.Refuse(faults);
        db.Add(batch);
        await db.SaveChangesAsync(call.Cancellation);
        await AddRowsAsync(batch, rows, call);
        return batch;
    }

    private static FilingBatchRecord NewRecord(
        RegionCode insured, string batchNo, SubmitFilingBatchRequest request, byte[] hash, Call call) => new()
        {
            InsuredRegion = insured,
            BatchNo = batchNo,
            Employer = request.Employer,
            RowCount = request.Rows.Count,
            RequestHash = hash,
            SubmittedBy = call.By,
            SubmittedAt = call.Now,
        };

    private Task<int> AddRowsAsync(FilingBatchRecord batch, IReadOnlyList<NumberedRow> rows, Call call)
    {
        var contents = rows.Select(row => FilingBatchPortion.ContentOf(row.Request)).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO filing_batch_row (insured_region, batch_no, row_no, content)
            SELECT {batch.InsuredRegion.Value}, {batch.BatchNo}, row_no, content::jsonb
            FROM unnest({contents}) WITH ORDINALITY AS rows (content, row_no)
            """,
            call.Cancellation);
    }
}
