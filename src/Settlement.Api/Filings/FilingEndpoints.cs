using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Filings;

/// <summary>备案: submit, decide, read (R-FIL-01…14 as far as one settlement needs them).</summary>
internal static class FilingEndpoints
{
    internal static void AddFilings(this IServiceCollection services) => services
        .AddSingleton<IValidator<SubmitFilingRequest>, SubmitFilingRequestValidator>()
        .AddSingleton<IValidator<DecideFilingRequest>, DecideFilingRequestValidator>();

    internal static void MapFilings(this IEndpointRouteBuilder routes)
    {
        var filings = routes.MapGroup("/regions/{regionCode}/filings").WithTags("Filings 备案");
        filings.MapPut("/{filingNo}", Submit).WithName("SubmitFiling").Validate<SubmitFilingRequest>()
            .WithSummary("提交备案 · Submits a filing under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        filings.MapPut("/{filingNo}/decision", Decide).WithName("DecideFiling").Validate<DecideFilingRequest>()
            .WithSummary("审核备案 · Accepts or rejects a filing; may be sent again")
            .ProducesProblem(404).ProducesProblem(409);
        filings.MapGet("/{filingNo}", Read).WithName("ReadFiling").ProducesProblem(404)
            .WithSummary("查询备案 · One filing");
        filings.MapGet("/", List).WithName("ListFilings").ProducesProblem(400)
            .WithSummary("备案列表 · Filings of the insured place, page by page");
    }

    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Submit(
        string regionCode, string filingNo, SubmitFilingRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldRules.IsNumber(filingNo))
            return ProblemKind.InvalidRequest.ToResult(filingNo, "/filingNo");
        var (region, destination) = (RegionCode.Parse(regionCode), RegionCode.Parse(request.Destination));
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"filing/{region}", filingNo, cancellation);
        if (await Find(db, region, filingNo, cancellation) is { } earlier)
        {
            if (!earlier.Filing.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(filingNo);
            context.MarkReplayed();
            return TypedResults.Ok(FilingAnswer.From(earlier.Filing, earlier.PersonNo));
        }
        if (DestinationFault(reference, region, destination) is { } fault)
            return ProblemKind.DestinationNotPossible.ToResult(fault, "/destination");
        var person = PersonId.Of(region, new(request.PersonNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult(request.PersonNo, "/personNo");

        var filing = new FilingRecord
        {
            PersonId = person,
            FilingId = FilingId.New(),
            InsuredRegion = region,
            FilingNo = filingNo,
            Type = request.Type,
            Destination = destination,
            ValidFrom = request.ValidFrom,
            ValidThrough = request.ValidThrough,
            State = FilingState.Submitted,
            RequestHash = hash,
            SubmittedBy = context.Caller().Subject,
            SubmittedAt = clock.Now(),
        };
        db.Add(filing);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(FilingAnswer.From(filing, request.PersonNo));
    }

    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Decide(
        string regionCode, string filingNo, DecideFilingRequest request, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNumberAsync($"filing/{region}", filingNo, cancellation);
        if (await Find(db, region, filingNo, cancellation) is not var (filing, personNo))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);

        var decision = request.Accept ? FilingState.Accepted : FilingState.Rejected;
        if (filing.State != FilingState.Submitted)
        {
            if (filing.State != decision || filing.DecisionNote != request.Note)
                return ProblemKind.FilingDecided.ToResult($"{filingNo}, {Wire.Name(filing.State)}");
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return TypedResults.Ok(FilingAnswer.From(filing, personNo));
        }
        await db.Database.ExecuteSqlAsync($"SELECT FROM person WHERE person_id = {filing.PersonId.Value} FOR NO KEY UPDATE", cancellation); // one decision per person at a time
        (filing.State, filing.DecidedBy, filing.DecidedAt, filing.DecisionNote) =
            (decision, context.Caller().Subject, clock.Now(), request.Note);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: FilingRecord.OneLongTermName })
        {
            return ProblemKind.FilingOverlaps.ToResult(filingNo);
        }
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(FilingAnswer.From(filing, personNo));
    }

    private static async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> Read(
        string regionCode, string filingNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Find(db, RegionCode.Parse(regionCode), filingNo, cancellation) is not var (filing, personNo))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);
        return TypedResults.Ok(FilingAnswer.From(filing, personNo));
    }

    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<FilingPage>, ProblemHttpResult>> List(
        string regionCode, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        Word<FilingState>? state = null, string? personNo = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var region = RegionCode.Parse(regionCode);
        var query =
            from filing in db.Filings.AsNoTracking()
            join person in db.Persons on filing.PersonId equals person.PersonId
            where filing.InsuredRegion == region
            select new { filing, person.PersonNo };
        if (state is { Value: var wanted })
            query = query.Where(f => f.filing.State == wanted);
        if (personNo is not null)
        {
            var id = PersonId.Of(region, new(personNo));
            query = query.Where(f => f.filing.PersonId == id);
        }
        if (after is not null)
            query = query.Where(f => string.Compare(f.filing.FilingNo, after) > 0);

        var rows = await query.OrderBy(f => f.filing.FilingNo).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        await db.RecordReadsAsync(context, page.Select(f => f.filing.PersonId), clock, cancellation);
        return TypedResults.Ok(new FilingPage(
            [.. page.Select(f => FilingAnswer.From(f.filing, f.PersonNo.Value))],
            rows.Count > limit ? page[^1].filing.FilingNo : null));
    }

    private static async Task<(FilingRecord Filing, string PersonNo)?> Find(
        SettlementDbContext db, RegionCode region, string filingNo, CancellationToken cancellation)
    {
        var found = await (
            from filing in db.Filings
            join person in db.Persons on filing.PersonId equals person.PersonId
            where filing.InsuredRegion == region && filing.FilingNo == filingNo
            select new { filing, person.PersonNo }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : (found.filing, found.PersonNo.Value);
    }

    /// <summary>A filing names a current province or city outside the insured province (R1.5.1); null where the destination will do.</summary>
    private static string? DestinationFault(ReferenceSnapshot reference, RegionCode insured, RegionCode destination) =>
        !reference.Regions.TryGetValue(destination, out var region) || !region.Usable || region.Level > 2 || destination.Province == insured.Province
            ? destination.Value
            : null;
}
