using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;

namespace Settlement.Api.Filings;

/// <summary>
/// One step in the life of a filing: while nobody else works on the person's filings it checks version and state, lets the step change the
/// record, and keeps that together with an entry of its history. The same step sent again changes nothing: a request that names a version
/// is known for ever by the version that it led to, a document for ever by its content, another one while it is the last.
/// </summary>
internal sealed class FilingDesk(SettlementDbContext db, TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="request">What was sent, by which a retry is known.</param>
    /// <param name="version">Version that the caller looked at; null for whichever there is.</param>
    /// <param name="take">Changes the record, or says what stands in the way.</param>
    internal async Task<Results<Ok<FilingAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        string regionCode, string filingNo, FilingStep step, TRequest request, int? version, string? note,
        Func<FilingRecord, Task<ProblemHttpResult?>> take, CancellationToken cancellation)
    {
        var (region, context) = (RegionCode.Parse(regionCode), http.HttpContext!);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonOfFilingAsync(region, filingNo, cancellation);
        if (await db.FindFilingAsync(region, filingNo, cancellation) is not var (filing, personNo))
            return ProblemKind.NotFound.ToResult(filingNo);
        await db.RecordReadsAsync(context, [filing.PersonId], clock, cancellation);

        var hash = Wire.Hash(request);
        if (await WasTakenAsync(filing, step, hash, version, cancellation))
        {
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return await AnswerAsync(filing, personNo, cancellation);
        }
        if (version is { } seen && seen != filing.Version)
            return FilingProblems.FilingVersion.ToResult($"{filingNo}, {filing.Version}", "/version");
        if (filing.State.After(step) is not { } next)
            return FilingProblems.FilingStepNotPossible.ToResult($"{filingNo}, {ExactEnumConverter.Name(filing.State)}");
        if (await take(filing) is { } problem)
            return problem;

        Advance(filing, step, next, hash, note, context.Caller().Subject);
        if (await SaveAsync(filingNo, cancellation) is { } overlap)
            return overlap;
        await db.NotifyOfFilingAsync(filing, clock.Now(), cancellation);
        await transaction.CommitAsync(cancellation);
        return await AnswerAsync(filing, personNo, cancellation);
    }

    /// <summary>Brings a filing into its next version and writes the entry of its history; saved by the caller.</summary>
    internal void Advance(FilingRecord filing, FilingStep step, FilingState next, byte[] hash, string? note, string by)
    {
        (filing.State, filing.Version) = (next, filing.Version + 1);
        db.Add(Event(filing, step, hash, note, by));
    }

    internal FilingEventRecord Event(FilingRecord filing, FilingStep step, byte[] hash, string? note, string by) => new()
    {
        PersonId = filing.PersonId,
        FilingId = filing.FilingId,
        Version = filing.Version,
        Step = step,
        State = filing.State,
        RequestHash = hash,
        Note = note,
        DoneBy = by,
        DoneAt = clock.Now(),
    };

    /// <summary>Saves; the database has the last word on how many filings are in force at once.</summary>
    internal async Task<ProblemHttpResult?> SaveAsync(string filingNo, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: FilingRecord.SlotName })
        {
            return FilingProblems.FilingOverlaps.ToResult(filingNo);
        }
    }

    internal async Task<Ok<FilingAnswer>> AnswerAsync(FilingRecord filing, string personNo, CancellationToken cancellation) =>
        TypedResults.Ok(FilingAnswer.From(filing, personNo, await FilingRulesBook.LoadAsync(db, filing.InsuredRegion, cancellation), clock.Today()));

    private async Task<bool> WasTakenAsync(FilingRecord filing, FilingStep step, byte[] hash, int? version, CancellationToken cancellation)
    {
        if (step == FilingStep.SupplyDocument)
            return await db.FilingEvents.AnyAsync(
                e => e.PersonId == filing.PersonId && e.FilingId == filing.FilingId && e.Step == step && e.RequestHash == hash, cancellation);
        var ledTo = version is { } seen ? seen + 1 : filing.Version;
        var taken = await db.FilingEvents.AsNoTracking().SingleOrDefaultAsync(
            e => e.PersonId == filing.PersonId && e.FilingId == filing.FilingId && e.Version == ledTo, cancellation);
        return taken?.Step == step && taken.RequestHash.AsSpan().SequenceEqual(hash);
    }
}
