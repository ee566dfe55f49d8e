using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报 (R-FIL-04): taken as a whole or not at all; its rows become filings afterwards, in the background.</summary>
internal static class FilingBatchEndpoints
{
    private const int NumberAtMost = 30;

    internal static void AddFilingBatches(this IServiceCollection services) => services
        .AddScoped<FilingBatchCheck>().AddScoped<FilingBatchPortion>()
        .AddSingleton<FilingBatchWorker>().AddHostedService(provider => provider.GetRequiredService<FilingBatchWorker>());

    internal static void MapFilingBatches(this IEndpointRouteBuilder routes)
    {
        var batches = routes.MapGroup("/regions/{regionCode}/filing-batches").WithTags("Filings 备案");
        batches.MapPut("/{batchNo}", Submit).WithName("SubmitFilingBatch").Validate<SubmitFilingBatchRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .Accepts<FilingBatchContent>("application/json", FilingBatchCsv.MediaType)
            .WithSummary("单位集体申报 · Submits filings of an employer's staff, as JSON or as CSV with ?employer=; may be sent again")
            .ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
        batches.MapGet("/{batchNo}", Read).WithName("ReadFilingBatch").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("申报进度 · How far a batch is");
        batches.MapGet("/{batchNo}/rows", ListRows).WithName("ListFilingBatchRows").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("申报逐行结果 · What became of each row, page by page");
    }

    private static async Task<Results<Ok<FilingBatchAnswer>, ProblemHttpResult>> Submit(
        string regionCode, string batchNo, SubmitFilingBatchRequest request, HttpContext context, SettlementDbContext db, FilingBatchCheck check,
        FilingBatchWorker worker, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(batchNo) || batchNo.Length > NumberAtMost)
            return ProblemKind.InvalidRequest.ToResult(batchNo, "/batchNo");
        var region = RegionCode.Parse(regionCode);
        var faults = new List<BatchRowFault>();
        var rows = check.Read(request.Rows, faults);
        var hash = Wire.Hash(new FilingBatchContent(request.Employer, [.. rows.Select(row => row.Row)]));

        await using var transaction = await db.LockNumberAsync($"filing-batch/{region}", batchNo, cancellation);
        if (await db.FindBatchAsync(region, batchNo, cancellation) is { } earlier)
        {
            if (faults.Count > 0 || !earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(batchNo);
            context.MarkReplayed();
            return await AnswerAsync(db, earlier, cancellation);
        }
        await db.PlanAnewAsync(cancellation);
        faults.AddRange(await check.FaultsOfAsync(region, batchNo, rows, cancellation));
        if (faults.Count > 0)
            return FilingBatchCheck.Refused(faults);

        var batch = new FilingBatchRecord
        {
            InsuredRegion = region,
            BatchNo = batchNo,
            Employer = request.Employer,
            RowCount = rows.Count,
            RequestHash = hash,
            SubmittedBy = context.Caller().Subject,
            SubmittedAt = clock.Now(),
        };
        db.Add(batch);
        await db.SaveChangesAsync(cancellation);
        await db.AddRowsAsync(batch, rows, cancellation);
        await transaction.CommitAsync(cancellation);
        worker.Wake();
        return await AnswerAsync(db, batch, cancellation);
    }

    private static async Task<Results<Ok<FilingBatchAnswer>, ProblemHttpResult>> Read(
        string regionCode, string batchNo, SettlementDbContext db, CancellationToken cancellation) =>
        await db.FindBatchAsync(RegionCode.Parse(regionCode), batchNo, cancellation) is { } batch
            ? await AnswerAsync(db, batch, cancellation)
            : ProblemKind.NotFound.ToResult(batchNo);

    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<FilingBatchRowPage>, ProblemHttpResult>> ListRows(
        string regionCode, string batchNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        int after = 0, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var region = RegionCode.Parse(regionCode);
        if (await db.FindBatchAsync(region, batchNo, cancellation) is null)
            return ProblemKind.NotFound.ToResult(batchNo);
        var rows = await db.FilingBatchRows.AsNoTracking().Where(r => r.InsuredRegion == region && r.BatchNo == batchNo && r.RowNo > after)
            .OrderBy(r => r.RowNo).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).Select(Answer).ToList();
        await db.RecordReadsAsync(context, page.Select(row => PersonId.Of(region, new(row.PersonNo))), clock, cancellation);
        return TypedResults.Ok(new FilingBatchRowPage(page, rows.Count > limit ? page[^1].Row : null));
    }

    private static FilingBatchRowAnswer Answer(FilingBatchRowRecord row) => new(
        row.RowNo, FilingBatchPortion.RequestOf(row).PersonNo, row.Outcome,
        row.Outcome == BatchRowOutcome.Filed ? FilingBatchRecord.FilingNo(row.BatchNo, row.RowNo) : null, row.ProblemCode, row.ProblemDetail);

    private static async Task<Ok<FilingBatchAnswer>> AnswerAsync(SettlementDbContext db, FilingBatchRecord batch, CancellationToken cancellation)
    {
        var counts = await db.FilingBatchRows.Where(r => r.InsuredRegion == batch.InsuredRegion && r.BatchNo == batch.BatchNo)
            .GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return TypedResults.Ok(new FilingBatchAnswer(
            batch.BatchNo, batch.Employer, batch.RowCount, counts.GetValueOrDefault(BatchRowOutcome.Filed),
            counts.GetValueOrDefault(BatchRowOutcome.Refused), counts.GetValueOrDefault(BatchRowOutcome.Waiting),
            batch.SubmittedBy, batch.SubmittedAt.InChina(), batch.FinishedAt?.InChina()));
    }

    private static Task<FilingBatchRecord?> FindBatchAsync(
        this SettlementDbContext db, RegionCode region, string batchNo, CancellationToken cancellation) =>
        db.FilingBatches.AsNoTracking().SingleOrDefaultAsync(b => b.InsuredRegion == region && b.BatchNo == batchNo, cancellation);

    private static Task<int> AddRowsAsync(this SettlementDbContext db, FilingBatchRecord batch, List<NumberedRow> rows, CancellationToken cancellation)
    {
        var contents = rows.Select(row => FilingBatchPortion.ContentOf(row.Request)).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO filing_batch_row (insured_region, batch_no, row_no, content)
            SELECT {batch.InsuredRegion.Value}, {batch.BatchNo}, row_no, content::jsonb
            FROM unnest({contents}) WITH ORDINALITY AS rows (content, row_no)
            """,
            cancellation);
    }
}
