using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Settlement.Api.Calls;

/// <summary>What a failure of the database means to whoever called.</summary>
internal static class Failures
{
    /// <returns>Null where it is a fault of ours.</returns>
    internal static Refusal? RefusalOf(Exception exception)
    {
        if (IsUnstorable(exception))
            return ProblemKind.MalformedRequest.Refuse("U+0000");
        return IsBusy(exception) ? ProblemKind.Busy.Refuse() : null;
    }

    /// <summary>Saves; where a constraint forbids it, answers what that means.</summary>
    /// <param name="refusalOf">By the name of the constraint; null where that is a fault of ours.</param>
    internal static async Task<Refusal?> SaveUnlessAsync(
        this DbContext db, Func<string, Refusal?> refusalOf, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: { } constraint }
            && refusalOf(constraint) is not null)
        {
            return refusalOf(constraint);
        }
    }

    /// <summary>A text holds a character that PostgreSQL does not keep.</summary>
    private static bool IsUnstorable(Exception? exception) => exception switch
    {
        DbUpdateException => IsUnstorable(exception.InnerException),
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => true,
        _ => false,
    };

    /// <summary>
    /// Waited too long for a lock or a connection, stood in a deadlock, or lost the database: the same call may go through a moment
    /// later. EF wraps what happened, once or twice.
    /// </summary>
    private static bool IsBusy(Exception? exception) => exception switch
    {
        DbUpdateException or InvalidOperationException => IsBusy(exception.InnerException),
        PostgresException
        {
            SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections
                or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        } => true,
        NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
