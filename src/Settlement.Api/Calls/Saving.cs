using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Persistence;

namespace Settlement.Api.Calls;

internal static class Saving
{
    /// <summary>Saves, where the database has the last word.</summary>
    /// <param name="refusalOf">What is answered where a constraint forbids it, by its name; null where that is a fault of ours.</param>
    internal static async Task<Refusal?> SaveAsync(this SettlementDbContext db, Func<string, Refusal?> refusalOf, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: { } constraint } && refusalOf(constraint) is not null)
        {
            return refusalOf(constraint);
        }
    }
}
