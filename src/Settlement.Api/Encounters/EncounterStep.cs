using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>
/// One step in the life of an encounter: locks it, lets the step change it, and keeps that together with an entry of its history. The
/// same step sent again changes nothing and leaves no entry.
/// </summary>
internal sealed class EncounterStep(SettlementDbContext db, TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="request">What was sent, by which a retry is known.</param>
    /// <param name="take">Changes the record, or says what stands in the way.</param>
    internal async Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        string facilityCode, string encounterNo, EncounterEventKind kind, TRequest request, string? note,
        Func<EncounterRecord, Task<ProblemHttpResult?>> take, CancellationToken cancellation)
    {
        var context = http.HttpContext!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var facility = FacilityCode.Parse(facilityCode);
        if (request is IEncounterDetails { Continues: not null })
            await db.LockPersonOfEncounterAsync(facility, encounterNo, cancellation);
        if (await db.LockEncounterAsync(facility, encounterNo, cancellation) is not { } encounter)
            return EncounterProblems.EncounterNotFound.ToResult(encounterNo);

        var hash = Wire.Hash(request);
        if (await IsLastAsync(encounter, kind, hash, cancellation))
        {
            context.MarkReplayed();
            return TypedResults.Ok(await db.EncounterAnswerAsync(encounter, cancellation));
        }
        if (await take(encounter) is { } problem)
            return problem;
        if (!db.ChangeTracker.HasChanges())
            return TypedResults.Ok(await db.EncounterAnswerAsync(encounter, cancellation));
        db.Add(encounter.Event(kind, request, note, context, clock));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await db.EncounterAnswerAsync(encounter, cancellation));
    }

    /// <summary>What an encounter that is not open answers to a change; null for an open one.</summary>
    internal static ProblemHttpResult? Closed(EncounterState state, string encounterNo) => state switch
    {
        EncounterState.Open => null,
        EncounterState.Settled => EncounterProblems.EncounterSettled.ToResult(encounterNo),
        EncounterState.Cancelled => EncounterProblems.EncounterCancelled.ToResult(encounterNo),
        EncounterState.PaidInFull => EncounterProblems.EncounterPaidInFull.ToResult(encounterNo),
        _ => throw new NotSupportedException(state.ToString()),
    };

    private async Task<bool> IsLastAsync(EncounterRecord encounter, EncounterEventKind kind, byte[] hash, CancellationToken cancellation)
    {
        var last = await db.EncounterEvents.AsNoTracking()
            .Where(e => e.PersonId == encounter.PersonId && e.EncounterId == encounter.EncounterId)
            .OrderByDescending(e => e.EventNo).FirstOrDefaultAsync(cancellation);
        return last?.Kind == kind && last.RequestHash.AsSpan().SequenceEqual(hash);
    }
}
