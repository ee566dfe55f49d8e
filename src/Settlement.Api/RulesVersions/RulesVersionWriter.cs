using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.RulesVersions;

namespace Settlement.Api.RulesVersions;

internal static class RulesVersionWriter
{
    /// <summary>Records a version of rules of an insured place. It ends the open one before it; what has begun is never changed.</summary>
    /// <param name="scope">The kind of rules: under it and the place writers take turns.</param>
    /// <param name="rewritten">A stored document as it would be written now, so that equal rules are equal texts.</param>
    /// <returns>Null where it stands, now or from before.</returns>
    internal static async Task<ProblemHttpResult?> RecordRulesAsync<TRecord>(
        this SettlementDbContext db, TRecord added, string scope, Func<string, string> rewritten, HttpContext context, TimeProvider clock,
        CancellationToken cancellation)
        where TRecord : RulesVersionRecord
    {
        await using var transaction = await db.LockNumberAsync(scope, added.InsuredRegion.Value, cancellation);
        var versions = await db.Set<TRecord>().Where(r => r.InsuredRegion == added.InsuredRegion).OrderBy(r => r.ValidFrom).ToListAsync(cancellation);
        if (versions.Find(v => v.RulesVersion == added.RulesVersion) is { } there)
        {
            if (rewritten(there.Document) != added.Document)
                return ProblemKind.NumberReused.ToResult(added.RulesVersion);
            context.MarkReplayed();
            return null;
        }
        if (added.ValidFrom < clock.Today() || versions.Exists(v => v.ValidFrom >= added.ValidFrom))
            return ProblemKind.DateNotPossible.ToResult(
                new Text("须自今日起，且晚于已发布的各版本", "It begins today or later, and after every version there is").ToString(), "/inForceFrom");

        if (versions is [.., var last] && (last.ValidThrough is null || last.ValidThrough >= added.ValidFrom))
            last.ValidThrough = added.ValidFrom.AddDays(-1);
        await db.SaveChangesAsync(cancellation); // before the new one, since both may hold its days
        db.Add(added);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
