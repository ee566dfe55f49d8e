using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Settlement.Persistence.Numbers;

public static class NumberLock
{
    /// <summary>
    /// Begins a transaction in which nobody else works on this number of the caller: two requests that carry one number at
    /// the same moment run one after the other, and the second finds what the first wrote.
    /// </summary>
    public static async Task<IDbContextTransaction> LockNumberAsync(
        this DbContext db, string scope, string number, CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({scope + "/" + number}, 0))", cancellation);
        return transaction;
    }

    /// <summary>The same for many numbers within the transaction under way.</summary>
    public static Task LockNumbersAsync(this DbContext db, string scope, IEnumerable<string> numbers, CancellationToken cancellation)
    {
        var names = numbers.Select(number => scope + "/" + number).ToArray();
        return db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest({names}) AS name", cancellation);
    }
}
