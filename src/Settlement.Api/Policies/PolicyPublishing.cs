using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>发布、撤回、废弃: what a second person does with a draft, and how it is undone.</summary>
internal static class PolicyPublishing
{
    internal static Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> Publish(
        string regionCode, string version, PublishPolicyRequest request, HttpContext context, SettlementDbContext db, PolicyDesk desk,
        TimeProvider clock, CancellationToken cancellation)
    {
        var publisher = context.Caller().Subject;
        var acknowledged = (request.Acknowledged ?? []).Distinct().ToArray();
        return desk.TakeAsync(
            regionCode, version, PolicyStep.Publish, PolicyState.Draft, request, request.Revision!.Value, note: null, acknowledged, async draft =>
            {
                if (draft.Writers.Contains(publisher) || draft.DraftedBy == publisher)
                    return ProblemKind.SecondPerson.ToResult(publisher);
                var from = request.From ?? draft.ValidFrom;
                if (draft.ValidThrough < from)
                    return ProblemKind.DateNotPossible.ToResult($"{from:O} > {draft.ValidThrough:O}", "/from");
                var others = await db.PublishedPoliciesAsync(draft.InsuredRegion, draft.Scheme, version, cancellation);
                List<VersionDays> days = [.. others.Select(other => other.VersionDays())];
                if (!PolicyPublication.MayBegin(from, clock.Today(), days))
                    return ProblemKind.DateNotPossible.ToResult(
                        new Text("此前各日已有政策生效，须自今日起", "Another version was in force since that day: it begins today or later").ToString(), "/from");
                var publication = PolicyPublication.Of(PolicyReader.Read(draft.Document), from, days);
                if (Objection(publication, acknowledged) is { } objection)
                    return objection;

                db.Apply(publication, draft, others, clock.Now());
                await db.SaveChangesAsync(cancellation); // before the new one takes the days that the others give up
                (draft.State, draft.ValidFrom) = (PolicyState.Published, from);
                (draft.PublishedBy, draft.PublishedAt) = (publisher, clock.Now());
                return null;
            }, cancellation);
    }

    internal static Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> Withdraw(
        string regionCode, string version, WithdrawPolicyRequest request, SettlementDbContext db, PolicyDesk desk, TimeProvider clock,
        CancellationToken cancellation) =>
        desk.TakeAsync(
            regionCode, version, PolicyStep.Withdraw, PolicyState.Published, request, request.Revision!.Value, request.Reason, [], async policy =>
            {
                if (policy.ValidFrom <= clock.Today())
                    return PolicyProblems.PolicyStepNotPossible.ToResult(
                        new Text($"已自 {policy.ValidFrom:O} 起生效", $"It is in force since {policy.ValidFrom:O}").ToString());
                var others = await db.PublishedPoliciesAsync(policy.InsuredRegion, policy.Scheme, version, cancellation);
                if (others.Find(other => other.PublishedAt > policy.PublishedAt) is { } later)
                    return PolicyProblems.PolicyStepNotPossible.ToResult(
                        new Text($"其后还发布了 {later.PolicyVersion}，须先撤回", $"{later.PolicyVersion} was published after it: withdraw that first").ToString());

                policy.State = PolicyState.Withdrawn;
                await db.SaveChangesAsync(cancellation); // before the others take their days back
                await db.RestoreAsync(version, cancellation);
                return null;
            }, cancellation);

    internal static Task<Results<Ok<PolicyVersionAnswer>, ProblemHttpResult>> Discard(
        string regionCode, string version, DiscardPolicyRequest request, PolicyDesk desk, CancellationToken cancellation) =>
        desk.TakeAsync(
            regionCode, version, PolicyStep.Discard, PolicyState.Draft, request, request.Revision!.Value, request.Reason, [], draft =>
            {
                draft.State = PolicyState.Discarded;
                return Task.FromResult<ProblemHttpResult?>(null);
            }, cancellation);

    /// <returns>Null where nothing stands against the publication that the publisher does not know of.</returns>
    private static ProblemHttpResult? Objection(PolicyPublication publication, string[] acknowledged)
    {
        var blocking = publication.Blocking.ToList();
        var unknown = publication.Warnings.Where(warning => !acknowledged.Contains(Wire.Name(warning.Code))).ToList();
        if (blocking.Count == 0 && unknown.Count == 0)
            return null;
        List<PolicyFindingAnswer> findings = [.. (blocking.Count > 0 ? blocking : unknown).Select(PolicyCheck.Answer)];
        var kind = blocking.Count > 0 ? PolicyProblems.PolicyNotWhole : PolicyProblems.PolicyWarnings;
        var details = kind.ToDetails(string.Join(", ", findings.Select(finding => finding.Code).Distinct()), pointer: null);
        details.Extensions["findings"] = findings;
        return TypedResults.Problem(details);
    }

    private static void Apply(
        this SettlementDbContext db, PolicyPublication publication, PolicyVersionRecord draft, List<PolicyVersionRecord> others, DateTimeOffset now)
    {
        foreach (var change in publication.Changes)
        {
            var other = others.Single(o => o.PolicyVersion == change.Version);
            db.Add(new PolicyVersionChangeRecord
            {
                PolicyVersion = draft.PolicyVersion,
                ChangedVersion = other.PolicyVersion,
                ValidThroughBefore = other.ValidThrough,
                Superseded = change.After is null,
            });
            if (change.After is { } after)
                other.ValidThrough = after.Last;
            else
                (other.State, other.SupersededAt) = (PolicyState.Superseded, now);
        }
    }

    private static async Task RestoreAsync(this SettlementDbContext db, string version, CancellationToken cancellation)
    {
        var changes = await (
            from change in db.PolicyVersionChanges
            join other in db.PolicyVersions on change.ChangedVersion equals other.PolicyVersion
            where change.PolicyVersion == version
            select new { change, other }).ToListAsync(cancellation);
        foreach (var changed in changes)
            if (changed.change.Superseded)
                (changed.other.State, changed.other.SupersededAt) = (PolicyState.Published, null);
            else
                changed.other.ValidThrough = changed.change.ValidThroughBefore;
    }
}
