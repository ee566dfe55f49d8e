using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Filings;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.FilingBatches;

/// <summary>
/// Makes filings of the next rows of a batch. Each outcome is committed with its filing, and the batch is locked meanwhile, so that
/// neither a crash nor another instance loses or doubles a row.
/// </summary>
internal sealed class FilingBatchPortion(SettlementDbContext db, FilingChecks checks, TimeProvider clock)
{
    private const int RowsAtOnce = 100;

    /// <returns>Whether rows may be left; false also where another instance works on the batch.</returns>
    internal async Task<bool> FileAsync(RegionCode region, string batchNo, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await LockAsync(region, batchNo, cancellation) is not { } batch)
            return false;
        await db.PlanAnewAsync(cancellation);
        var rows = await db.FilingBatchRows
            .Where(r => r.InsuredRegion == region && r.BatchNo == batchNo && r.Outcome == BatchRowOutcome.Waiting)
            .OrderBy(r => r.RowNo).Take(RowsAtOnce).ToListAsync(cancellation);

        await FileAsync(batch, rows, cancellation);
        if (rows.Count < RowsAtOnce)
            batch.FinishedAt = clock.Now();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return batch.FinishedAt is null;
    }

    /// <returns>Null where it is finished, or locked by another.</returns>
    private async Task<FilingBatchRecord?> LockAsync(RegionCode region, string batchNo, CancellationToken cancellation) =>
        (await db.FilingBatches.FromSql(
            $"""
            SELECT * FROM filing_batch
            WHERE insured_region = {region.Value} AND batch_no = {batchNo} AND finished_at IS NULL FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellation)).SingleOrDefault();

    private async Task FileAsync(FilingBatchRecord batch, List<FilingBatchRowRecord> rows, CancellationToken cancellation)
    {
        var region = batch.InsuredRegion;
        var requests = rows.ToDictionary(row => row.RowNo, RequestOf);
        var numbers = rows.Select(row => FilingBatchRecord.FilingNo(batch.BatchNo, row.RowNo)).ToArray();
        var ids = requests.Values.Select(request => PersonId.Of(region, new(request.PersonNo))).Distinct().ToArray();
        await db.LockNumbersAsync(SubmitFiling.Scope(region), numbers, cancellation); // numbers before persons, as a single submission does
        await db.LockPersonsAsync(ids, cancellation);

        var persons = await db.PersonsByNumberAsync(ids, cancellation);
        var taken = await db.NumbersTakenAsync(region, numbers, cancellation);
        var rules = (await db.RulesOfAsync<FilingRules>(region, cancellation)).On(batch.SubmittedAt.DayInChina());
        foreach (var row in rows)
        {
            var request = requests[row.RowNo];
            var filingNo = FilingBatchRecord.FilingNo(batch.BatchNo, row.RowNo);
            var fault = taken.Contains(filingNo)
                ? ProblemKind.NumberReused.Refuse(filingNo)
                : checks.FaultOf(region, request, persons.GetValueOrDefault(request.PersonNo), rules, batch.SubmittedAt.DayInChina());
            if (fault is null)
                Add(batch, filingNo, request, rules);
            SetOutcome(row, fault);
        }
    }

    private void Add(FilingBatchRecord batch, string filingNo, SubmitFilingRequest request, FilingRules rules)
    {
        var filing = SubmitFiling.NewRecord(batch.InsuredRegion, filingNo, request, batch.SubmittedBy, batch.SubmittedAt);
        checks.Fill(filing, request, rules, batch.SubmittedAt.DayInChina());
        db.Add(filing);
        db.Add(FilingEvents.Of(filing, new(FilingStep.Submit, filing.RequestHash), batch.SubmittedBy, clock.Now()));
    }

    private static void SetOutcome(FilingBatchRowRecord row, Refusal? fault)
    {
        row.Outcome = fault is null ? BatchRowOutcome.Filed : BatchRowOutcome.Refused;
        row.ProblemCode = fault?.Kind.Code;
        row.ProblemPointer = fault?.Pointer;
        row.ProblemDetail = fault?.InBothLanguages.Chinese;
        row.ProblemDetailEnglish = fault?.InBothLanguages.English;
    }

    internal static string ContentOf(SubmitFilingRequest request) =>
        JsonSerializer.Serialize(request with { IdentityNumber = null }, Wire.Json);

    internal static SubmitFilingRequest RequestOf(FilingBatchRowRecord row) =>
        JsonSerializer.Deserialize<SubmitFilingRequest>(row.Content, Wire.Json)!;
}
