using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;
using Settlement.Persistence.PolicyTrials;

namespace Settlement.Api.PolicyTrials;

/// <summary>历史数据试算: asked for under a number of the agency's own, and carried out in the background.</summary>
internal sealed class TryPolicyOnSettlements(SettlementDbContext db, NumberedCall numbered, PolicyTrialWorker worker)
{
    private const int MostUnfinished = 5;

    internal async Task<Outcome<PolicyTrialAnswer>> RunAsync(
        RegionCode region, string version, string trialNo, TrySettlementsRequest request, Call call)
    {
        CallNumber number = new($"policy-trial/{region}", trialNo, "trialNo", Wire.Hash(new { version, request.From, request.Through }));
        var outcome = await numbered.OnceAsync(
            number, () => FindAsync(region, trialNo, call), () => AskAsync(region, version, request, number, call),
            trial => Task.FromResult(PolicyTrialAnswer.Of(trial)), call.Cancellation);
        if (outcome.Refusal is null)
            worker.Wake();
        return outcome;
    }

    internal async Task<Outcome<PolicyTrialAnswer>> ReadAsync(RegionCode region, string version, string trialNo, Call call) =>
        await FindAsync(region, trialNo, call) is { } trial && trial.PolicyVersion == version
            ? PolicyTrialAnswer.Of(trial)
            : ProblemKind.NotFound.Refuse(trialNo);

    private async Task<Outcome<PolicyTrialRecord>> AskAsync(
        RegionCode region, string version, TrySettlementsRequest request, CallNumber number, Call call)
    {
        if (await db.FindPolicyVersionAsync(region, version, call.Cancellation) is not { } policy)
            return ProblemKind.NotFound.Refuse(version);
        await db.LockNumbersAsync("policy-trial-queue", [region.Value], call.Cancellation);
        var unfinished = await db.PolicyTrials.CountAsync(t => t.InsuredRegion == region && t.FinishedAt == null, call.Cancellation);
        if (unfinished >= MostUnfinished)
            return PolicyTrialProblems.PolicyTrialsWaiting.Refuse($"{region}, {MostUnfinished}");
        var trial = New(policy, request, number, call);
        db.Add(trial);
        return trial;
    }

    private Task<PolicyTrialRecord?> FindAsync(RegionCode region, string trialNo, Call call) =>
        db.PolicyTrials.AsNoTracking().SingleOrDefaultAsync(t => t.InsuredRegion == region && t.TrialNo == trialNo, call.Cancellation);

    private static PolicyTrialRecord New(PolicyVersionRecord policy, TrySettlementsRequest request, CallNumber number, Call call) => new()
    {
        InsuredRegion = policy.InsuredRegion,
        TrialNo = number.No,
        PolicyVersion = policy.PolicyVersion,
        Revision = policy.Revision,
        Document = policy.Document,
        PeriodFrom = request.From,
        PeriodThrough = request.Through,
        RequestHash = number.Hash,
        State = PolicyTrialState.Waiting,
        RequestedBy = call.By,
        RequestedAt = call.Now,
    };
}
