using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Lives;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Policies;

/// <summary>发布、撤回、废弃: what a second person does with a draft, and how it is undone. Each names the revision that was looked at.</summary>
internal sealed class PolicyVersionSteps(SettlementDbContext db, PolicyVersions versions)
    : Steps<PolicyVersionRecord, PolicyVersionEventRecord, PolicyStep, PolicyVersionAnswer>(db)
{
    /// <summary>Scope of the lock under which the policies of an insured place change; its number is the region.</summary>
    internal const string Lock = "policies";

    protected override ProblemKind VersionClash => PolicyProblems.PolicyRevision;

    protected override ProblemKind NotPossible => PolicyProblems.PolicyStepNotPossible;

    protected override string VersionField => "revision";

    internal Task<Outcome<PolicyVersionAnswer>> PublishAsync(RegionCode region, string version, PublishPolicyRequest request, Call call)
    {
        PublishStep step = new(Wire.Hash(request), request.Revision!.Value, [.. (request.Acknowledged ?? []).Distinct()]);
        return TakeAsync(
            region, version, step, call, draft => PublishAsync(draft, request.From ?? draft.ValidFrom, step.Acknowledged, call));
    }

    internal Task<Outcome<PolicyVersionAnswer>> WithdrawAsync(
        RegionCode region, string version, WithdrawPolicyRequest request, Call call) =>
        TakeAsync(region, version, new(PolicyStep.Withdraw, Wire.Hash(request), request.Revision, request.Reason), call, async policy =>
        {
            if (policy.ValidFrom <= call.Today)
                return PolicyProblems.PolicyStepNotPossible.Refuse(
                    new($"已自 {policy.ValidFrom:O} 起生效", $"It is in force since {policy.ValidFrom:O}"));
            var others = await Db.PublishedPoliciesAsync(policy.InsuredRegion, policy.Scheme, version, call.Cancellation);
            return others.Find(other => other.PublishedAt > policy.PublishedAt) is { } later
                ? PolicyProblems.PolicyStepNotPossible.Refuse(new(
                    $"其后还发布了 {later.PolicyVersion}，须先撤回", $"{later.PolicyVersion} was published after it: withdraw that first"))
                : null;
        });

    internal Task<Outcome<PolicyVersionAnswer>> DiscardAsync(RegionCode region, string version, DiscardPolicyRequest request, Call call) =>
        TakeAsync(
            region, version, new(PolicyStep.Discard, Wire.Hash(request), request.Revision, request.Reason), call,
            _ => Task.FromResult<Refusal?>(null));

    /// <summary>Whether this document was written on this revision, whatever has become of it since.</summary>
    internal Task<bool> WasDraftedAsync(PolicyVersionRecord policy, byte[] hash, int revision, Call call) =>
        WasTakenAsync(policy, new(PolicyStep.Draft, hash, revision), call.Cancellation);

    /// <summary>The entry of its history for the revision that a version has now.</summary>
    internal static PolicyVersionEventRecord Event(PolicyVersionRecord policy, StepRequest<PolicyStep> step, Call call) => new()
    {
        PolicyVersion = policy.PolicyVersion,
        Version = policy.Revision,
        Step = step.Step,
        RequestHash = step.Hash,
        Note = step.Note,
        Acknowledged = (step as PublishStep)?.Acknowledged ?? [],
        DoneBy = call.By,
        DoneAt = call.Now,
    };

    protected override IQueryable<PolicyVersionEventRecord> EventsOf(PolicyVersionRecord record) =>
        Db.PolicyVersionEvents.Where(e => e.PolicyVersion == record.PolicyVersion);

    protected override (bool IsPossible, string State) Standing(PolicyVersionRecord record, PolicyStep step) =>
        (record.State.After(step) is not null, ExactEnumConverter.Name(record.State));

    protected override async Task AdvanceAsync(PolicyVersionRecord record, PolicyStep step, CancellationToken cancellation)
    {
        record.State = record.State.After(step)!.Value;
        if (step != PolicyStep.Withdraw)
            return;
        await Db.SaveChangesAsync(cancellation); // before the others take their days back
        await RestoreAsync(record.PolicyVersion, cancellation);
    }

    protected override PolicyVersionEventRecord EventOf(PolicyVersionRecord record, StepRequest<PolicyStep> step, Call call) =>
        Event(record, step, call);

    protected override Task<PolicyVersionAnswer> AnswerAsync(PolicyVersionRecord record, Call call) => versions.AnswerAsync(record, call);

    private Task<Outcome<PolicyVersionAnswer>> TakeAsync(
        RegionCode region, string version, StepRequest<PolicyStep> step, Call call, Func<PolicyVersionRecord, Task<Refusal?>> change) =>
        TakeAsync(call, version, () => FindAsync(region, version, call), step, change);

    private async Task<PolicyVersionRecord?> FindAsync(RegionCode region, string version, Call call)
    {
        await Db.LockNumbersAsync(Lock, [region.Value], call.Cancellation);
        return await Db.FindPolicyVersionAsync(region, version, call.Cancellation);
    }

    private async Task<Refusal?> PublishAsync(PolicyVersionRecord draft, DateOnly from, string[] acknowledged, Call call)
    {
        if (SecondPerson.IsMissing(call.By, draft.Writers.Append(draft.DraftedBy)))
            return ProblemKind.SecondPerson.Refuse(call.By);
        if (draft.ValidThrough < from)
            return ProblemKind.DateNotPossible.Refuse($"{from:O} > {draft.ValidThrough:O}", "/from");
        var others = await Db.PublishedPoliciesAsync(draft.InsuredRegion, draft.Scheme, draft.PolicyVersion, call.Cancellation);
        List<VersionDays> days = [.. others.Select(other => other.VersionDays())];
        if (!PolicyPublication.MayBegin(from, call.Today, days))
            return ProblemKind.DateNotPossible.Refuse(
                new("此前各日已有政策生效，须自今日起", "Another version was in force since that day: it begins today or later"), "/from");
        var publication = PolicyPublication.Of(PolicyReader.Read(draft.Document), from, days);
        if (Objection(publication, acknowledged) is { } objection)
            return objection;

        Apply(publication, draft, others, call.Now);
        await Db.SaveChangesAsync(call.Cancellation); // before the new one takes the days that the others give up
        draft.ValidFrom = from;
        (draft.PublishedBy, draft.PublishedAt) = (call.By, call.Now);
        return null;
    }

    /// <returns>Null where nothing stands against the publication that the publisher does not know of.</returns>
    private static Refusal? Objection(PolicyPublication publication, string[] acknowledged)
    {
        var blocking = publication.Blocking.ToList();
        var unknown = publication.Warnings.Where(warning => !acknowledged.Contains(Wire.Name(warning.Code))).ToList();
        if (blocking.Count == 0 && unknown.Count == 0)
            return null;
        List<PolicyFindingAnswer> findings = [.. (blocking.Count > 0 ? blocking : unknown).Select(PolicyCheck.Answer)];
        var kind = blocking.Count > 0 ? PolicyProblems.PolicyNotWhole : PolicyProblems.PolicyWarnings;
        return kind.Refuse(string.Join(", ", findings.Select(finding => finding.Code).Distinct())).With("findings", findings);
    }

    private void Apply(PolicyPublication publication, PolicyVersionRecord draft, List<PolicyVersionRecord> others, DateTimeOffset now)
    {
        foreach (var change in publication.Changes)
        {
            var other = others.Single(o => o.PolicyVersion == change.Version);
            Db.Add(new PolicyVersionChangeRecord
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

    private async Task RestoreAsync(string version, CancellationToken cancellation)
    {
        var changes = await (
            from change in Db.PolicyVersionChanges
            join other in Db.PolicyVersions on change.ChangedVersion equals other.PolicyVersion
            where change.PolicyVersion == version
            select new { change, other }).ToListAsync(cancellation);
        foreach (var changed in changes)
            if (changed.change.Superseded)
                (changed.other.State, changed.other.SupersededAt) = (PolicyState.Published, null);
            else
                changed.other.ValidThrough = changed.change.ValidThroughBefore;
    }

    /// <summary>发布 with the warnings that the publisher knew of.</summary>
    private sealed record PublishStep(
        byte[] Hash, int Revision, string[] Acknowledged) : StepRequest<PolicyStep>(PolicyStep.Publish, Hash, Revision);
}
