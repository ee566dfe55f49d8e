using Microsoft.EntityFrameworkCore.Storage;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;

namespace Settlement.Api.Calls;

/// <summary>The caller's own number of what is to be done, and what is to be done under it.</summary>
/// <param name="Scope">Within which the number is unique, such as <c>filing/360100</c>.</param>
/// <param name="Field">Name of the number in the path, to which a refusal points.</param>
/// <param name="Hash">Of the request, see <see cref="Wire.Hash"/>.</param>
internal sealed record CallNumber(string Scope, string No, string Field, byte[] Hash)
{
    /// <summary>Locks what nobody else may work on meanwhile, where that is more than the number; null where it is the number.</summary>
    internal Func<Task>? Lock { get; init; }

    /// <summary>Whether the content is the same as that of what the number has made.</summary>
    internal bool IsRepeatOf(INumberedRecord earlier) => earlier.RequestHash.AsSpan().SequenceEqual(Hash);

    internal Refusal? Fault => FieldForm.IsNumber(No) ? null : ProblemKind.InvalidRequest.Refuse(No, $"/{Field}");
}

/// <summary>
/// Carries a write out once under a number. The one retry rule: the same number with the same content is answered with what was done
/// (which says what came of it since), with other content it is refused; a refusal stores nothing and may be tried again.
/// </summary>
internal sealed class NumberedCall(SettlementDbContext db)
{
    /// <param name="find">What the number has made; null where it is free. Asked while nobody else works on the number.</param>
    /// <param name="run">Makes the record and adds it; saved and committed here.</param>
    internal async Task<Outcome<TAnswer>> OnceAsync<TRecord, TAnswer>(
        CallNumber number, Func<Task<TRecord?>> find, Func<Task<Outcome<TRecord>>> run, Func<TRecord, Task<TAnswer>> answer,
        CancellationToken cancellation)
        where TRecord : class, INumberedRecord
        where TAnswer : class
    {
        if (number.Fault is { } fault)
            return fault;
        await using var transaction = await BeginAsync(number, cancellation);
        if (await find() is { } earlier)
        {
            if (!number.IsRepeatOf(earlier))
                return ProblemKind.NumberReused.Refuse(number.No);
            var before = await answer(earlier);
            await transaction.CommitAsync(cancellation); // that a person was looked at stays recorded
            return Outcome<TAnswer>.Before(before);
        }
        if ((await run()).IsRefused(out var refusal, out var made))
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await answer(made);
    }

    private async Task<IDbContextTransaction> BeginAsync(CallNumber number, CancellationToken cancellation)
    {
        if (number.Lock is not { } lockMore)
            return await db.LockNumberAsync(number.Scope, number.No, cancellation);
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await lockMore();
        return transaction;
    }
}
