using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>
/// One step in the life of a policy version, while nobody else works on the policies of its insured place. A step is known for ever by
/// the revision that it led to: sent again, it changes nothing.
/// </summary>
internal sealed class PolicyDesk(SettlementDbContext db, TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="seen">Revision that the caller looked at.</param>
    /// <param name="take">Changes the record, or says what stands in the way.</param>
    internal async Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        string regionCode, string version, PolicyStep step, PolicyState from, TRequest request, int seen, string? note, string[] acknowledged,
        Func<PolicyVersionRecord, Task<ProblemHttpResult?>> take, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        await using var transaction = await db.LockNumberAsync(Lock, region.Value, cancellation);
        if (await db.FindPolicyVersionAsync(region, version, cancellation) is not { } policy)
            return ProblemKind.NotFound.ToResult(version);
        var hash = Wire.Hash(request);
        if (await WasTakenAsync(policy, step, hash, seen, cancellation))
        {
            http.HttpContext!.MarkReplayed();
            return TypedResults.Ok(await AnswerAsync(policy, cancellation));
        }
        if (seen != policy.Revision)
            return PolicyProblems.PolicyRevision.ToResult($"{version}, {policy.Revision}", "/revision");
        if (policy.State != from)
            return PolicyProblems.PolicyStepNotPossible.ToResult($"{version}, {ExactEnumConverter.Name(policy.State)}");
        if (await take(policy) is { } problem)
            return problem;

        policy.Revision++;
        Record(policy, step, hash, note, acknowledged);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await AnswerAsync(policy, cancellation));
    }

    /// <summary>Scope of the lock under which the policies of an insured place change; its number is the region.</summary>
    internal const string Lock = "policies";

    /// <summary>Writes the entry of its history for the revision that it has now; saved by the caller.</summary>
    internal void Record(PolicyVersionRecord policy, PolicyStep step, byte[] hash, string? note = null, string[]? acknowledged = null) =>
        db.Add(new PolicyVersionEventRecord
        {
            PolicyVersion = policy.PolicyVersion,
            Revision = policy.Revision,
            Step = step,
            RequestHash = hash,
            Note = note,
            Acknowledged = acknowledged ?? [],
            DoneBy = http.HttpContext!.Caller().Subject,
            DoneAt = clock.Now(),
        });

    internal async Task<bool> WasTakenAsync(PolicyVersionRecord policy, PolicyStep step, byte[] hash, int seen, CancellationToken cancellation)
    {
        var taken = await db.PolicyVersionEvents.AsNoTracking().SingleOrDefaultAsync(
            e => e.PolicyVersion == policy.PolicyVersion && e.Revision == seen + 1, cancellation);
        return taken?.Step == step && taken.RequestHash.AsSpan().SequenceEqual(hash);
    }

    internal async Task<PolicyVersionAnswer> AnswerAsync(PolicyVersionRecord policy, CancellationToken cancellation)
    {
        var steps = await db.PolicyVersionEvents.AsNoTracking().Where(e => e.PolicyVersion == policy.PolicyVersion)
            .OrderBy(e => e.Revision).ToListAsync(cancellation);
        var changes = await db.PolicyVersionChanges.AsNoTracking().Where(c => c.PolicyVersion == policy.PolicyVersion)
            .OrderBy(c => c.ChangedVersion).ToListAsync(cancellation);
        return new(
            PolicyVersionItem.From(policy),
            [.. steps.Select(e => new PolicyStepAnswer(e.Revision, e.Step, e.DoneBy, e.DoneAt.InChina(), e.Note, e.Acknowledged))],
            [.. changes.Select(c => new PolicyChangeAnswer(
                c.ChangedVersion, c.Superseded, c.ValidThroughBefore, c.Superseded ? null : policy.ValidFrom.AddDays(-1)))],
            JsonSerializer.Deserialize<JsonElement>(policy.Document));
    }
}
