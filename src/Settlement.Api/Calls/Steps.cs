using Microsoft.EntityFrameworkCore;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Calls;

/// <summary>A step as it was asked for.</summary>
/// <param name="Hash">Of the request, by which a repeat is known.</param>
/// <param name="Version">The version that the caller looked at; null where the request names none.</param>
internal record StepRequest<TStep>(TStep Step, byte[] Hash, int? Version = null, string? Note = null) where TStep : struct, Enum
{
    /// <summary>Whether the same content is never wanted twice, as of a document: then it is known for ever by its content.</summary>
    internal bool IsKnownByContent { get; init; }
}

/// <summary>
/// The steps in the life of a record: while nobody else works on it, a step checks version and state, changes the record, and is kept
/// together with an entry of the record's history. The one retry rule: a step that names the version it was based on is known for ever
/// by the version that it led to, any other while it is the last; a repeat changes nothing and is answered with the record as it is now.
/// </summary>
internal abstract class Steps<TRecord, TEvent, TStep, TAnswer>(SettlementDbContext db)
    where TRecord : class, IVersionedRecord
    where TEvent : StepRecord<TStep>
    where TStep : struct, Enum
    where TAnswer : class
{
    protected SettlementDbContext Db { get; } = db;

    /// <summary>Answered where the version has gone on since the caller looked.</summary>
    protected abstract ProblemKind VersionClash { get; }

    /// <summary>Answered where the state does not allow the step.</summary>
    protected abstract ProblemKind NotPossible { get; }

    /// <summary>Why the state does not allow the step; a life whose states have problems of their own says which.</summary>
    protected virtual Refusal NotPossibleIn(TRecord record, TStep step, string no, string state) => NotPossible.Refuse($"{no}, {state}");

    /// <summary>Answered where there is no such record.</summary>
    protected virtual ProblemKind NotFound => ProblemKind.NotFound;

    /// <summary>Name of the version in the request, to which a refusal points.</summary>
    protected virtual string VersionField => "version";

    protected abstract IQueryable<TEvent> EventsOf(TRecord record);

    /// <summary>Whether the life of the record has the step in its state; and the word of that state.</summary>
    protected abstract (bool IsPossible, string State) Standing(TRecord record, TStep step);

    /// <summary>Whether the record stands already as the step would leave it, whatever was done since: then it is a repeat too.</summary>
    protected virtual Task<bool> StandsAsync(TRecord record, StepRequest<TStep> step, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Brings the record into the state that the step leads to.</summary>
    protected abstract Task AdvanceAsync(TRecord record, TStep step, CancellationToken cancellation);

    /// <summary>The entry of the history, for the version and state that the record has now.</summary>
    protected abstract TEvent EventOf(TRecord record, StepRequest<TStep> step, Call call);

    protected abstract Task<TAnswer> AnswerAsync(TRecord record, Call call);

    /// <summary>What the database has the last word on, by the name of its constraint; null where that is a fault of ours.</summary>
    protected virtual Refusal? RefusalOf(string constraint, TRecord record) => null;

    /// <summary>What follows from a step within its transaction, such as notices.</summary>
    protected virtual Task FollowAsync(TRecord record, Call call) => Task.CompletedTask;

    /// <summary>Takes the step in a transaction of its own.</summary>
    /// <param name="find">Locks and reads the record; null where there is none.</param>
    /// <param name="change">Changes the record, or says what stands in the way.</param>
    protected async Task<Outcome<TAnswer>> TakeAsync(
        Call call, string no, Func<Task<TRecord?>> find, StepRequest<TStep> step, Func<TRecord, Task<Refusal?>> change)
    {
        await using var transaction = await Db.Database.BeginTransactionAsync(call.Cancellation);
        var outcome = await TakeWithinAsync(call, no, find, step, change);
        if (outcome.Refusal is null)
            await transaction.CommitAsync(call.Cancellation);
        return outcome;
    }

    /// <summary>Takes the step within the transaction under way, which is to be committed unless it is refused.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    protected async Task<Outcome<TAnswer>> TakeWithinAsync(
        Call call, string no, Func<Task<TRecord?>> find, StepRequest<TStep> step, Func<TRecord, Task<Refusal?>> change)
    {
        if (await find() is not { } record)
            return NotFound.Refuse(no);
        if (await WasTakenAsync(record, step, call.Cancellation) || await StandsAsync(record, step, call.Cancellation))
            return Outcome<TAnswer>.Before(await AnswerAsync(record, call));
        if (step.Version is { } seen && seen != record.Version)
            return VersionClash.Refuse($"{no}, {record.Version}", $"/{VersionField}");
        var (isPossible, state) = Standing(record, step.Step);
        if (!isPossible)
            return NotPossibleIn(record, step.Step, no, state);
        if (await change(record) is { } refusal)
            return refusal;

        record.Version++;
        await AdvanceAsync(record, step.Step, call.Cancellation);
        Db.Add(EventOf(record, step, call));
        if (await SaveAsync(record, call.Cancellation) is { } clash)
            return clash;
        await FollowAsync(record, call);
        return await AnswerAsync(record, call);
    }

    protected Task<Refusal?> SaveAsync(TRecord record, CancellationToken cancellation) =>
        Db.SaveUnlessAsync(constraint => RefusalOf(constraint, record), cancellation);

    /// <summary>Whether the step is a repeat of one that was taken before.</summary>
    protected async Task<bool> WasTakenAsync(TRecord record, StepRequest<TStep> step, CancellationToken cancellation)
    {
        var events = EventsOf(record).AsNoTracking();
        var ledTo = step.Version + 1;
        List<TEvent> candidates = step switch
        {
            { IsKnownByContent: true } => await events.Where(e => e.RequestHash == step.Hash).ToListAsync(cancellation),
            { Version: not null } => await events.Where(e => e.Version == ledTo).ToListAsync(cancellation),
            _ => await events.OrderByDescending(e => e.Version).Take(1).ToListAsync(cancellation),
        };
        return candidates.Exists(e => e.Step.Equals(step.Step) && e.RequestHash.AsSpan().SequenceEqual(step.Hash));
    }
}
