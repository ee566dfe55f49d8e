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

namespace Settlement.Api.Filings;

/// <summary>备案: submit and read; its further life is in the other endpoints of this folder.</summary>
internal static class FilingEndpoints
{
    internal static void AddFilings(this IServiceCollection services) => services
        .AddScoped<FilingChecks>().AddScoped<FilingDesk>().AddScoped<FilingSubmission>().AddScoped<FilingAcceptance>().AddScoped<FilingDecisions>();

    internal static void MapFilings(this IEndpointRouteBuilder routes)
    {
        var filings = routes.MapGroup("/regions/{regionCode}/filings").WithTags("Filings 备案");
        filings.MapPut("/{filingNo}", Submit).WithName("SubmitFiling").Validate<SubmitFilingRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("提交备案 · Submits a filing under the agency's own number, or a change of another filing; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapGet("/{filingNo}", Read).WithName("ReadFiling").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("查询备案 · One filing");
        filings.MapGet("/{filingNo}/history", History).WithName("ReadFilingHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("备案办理记录 · Who did what with a filing, and when");
        filings.MapFilingSteps();
        filings.MapFilingDocuments();
        filings.MapBulkDecisions();
        routes.MapGroup("/regions/{regionCode}").WithTags("Filings 备案").MapFilingSearch();
    }

    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Submit(
        string regionCode, string filingNo, SubmitFilingRequest request, HttpContext context, SettlementDbContext db,
        FilingSubmission submission, FilingAcceptance acceptance, FilingDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(filingNo))
            return ProblemKind.InvalidRequest.ToResult(filingNo, "/filingNo");
        var region = RegionCode.Parse(regionCode);
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"filing/{region}", filingNo, cancellation);
        if (await db.FindFilingAsync(region, filingNo, cancellation) is var (earlier, personNo))
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(filingNo);
            context.MarkReplayed();
            return await desk.AnswerAsync(earlier, personNo, cancellation);
        }

        var by = context.Caller().Subject;
        var filing = NewFiling(region, filingNo, request, hash, by, clock.Now());
        await db.LockPersonAsync(filing.PersonId, cancellation);
        if (await submission.FillAsync(filing, request, cancellation) is { } problem)
            return problem;
        db.Add(filing);
        db.Add(desk.Event(filing, FilingStep.Submit, hash, note: null, by));
        await db.SaveChangesAsync(cancellation);

        if (await submission.IsAcceptedAtOnceAsync(filing, cancellation)
            && await acceptance.AcceptAsync(filing, hash, "automatic", cancellation) is null)
        {
            desk.Advance(filing, FilingStep.Accept, FilingState.Accepted, hash, note: null, "automatic");
            if (await desk.SaveAsync(filingNo, cancellation) is { } overlap)
                return overlap;
        }
        await transaction.CommitAsync(cancellation);
        return await desk.AnswerAsync(filing, request.PersonNo, cancellation);
    }

    internal static FilingRecord NewFiling(
        RegionCode region, string filingNo, SubmitFilingRequest request, byte[] hash, string by, DateTimeOffset now) => new()
        {
            PersonId = PersonId.Of(region, new(request.PersonNo)),
            FilingId = FilingId.New(),
            InsuredRegion = region,
            FilingNo = filingNo,
            Type = request.Type,
            Channel = request.Channel,
            Destination = RegionCode.Parse(request.Destination),
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            State = FilingState.Submitted,
            Version = 1,
            RequestHash = hash,
            SubmittedBy = by,
            SubmittedAt = now,
        };

    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Read(
        string regionCode, string filingNo, HttpContext context, SettlementDbContext db, FilingDesk desk, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await db.FindFilingAsync(RegionCode.Parse(regionCode), filingNo, cancellation) is not var (filing, personNo))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);
        return await desk.AnswerAsync(filing, personNo, cancellation);
    }

    private static async Task<Results<Ok<FilingHistory>, ProblemHttpResult>> History(
        string regionCode, string filingNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.FindFilingAsync(RegionCode.Parse(regionCode), filingNo, cancellation) is not var (filing, _))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);
        var steps = await db.FilingEvents.AsNoTracking()
            .Where(e => e.PersonId == filing.PersonId && e.FilingId == filing.FilingId).OrderBy(e => e.Version).ToListAsync(cancellation);
        return TypedResults.Ok(new FilingHistory(filingNo, [.. steps.Select(FilingEventAnswer.From)]));
    }
}
