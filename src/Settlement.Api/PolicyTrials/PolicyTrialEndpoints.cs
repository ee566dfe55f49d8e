using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Policies;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Policies.Documents;
using Settlement.Domain.PolicyTrials;
using Settlement.Persistence;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Policies;
using Settlement.Persistence.PolicyTrials;

namespace Settlement.Api.PolicyTrials;

/// <summary>试算: what a policy version makes of named cases, and what the funds would have paid for stored settlements.</summary>
internal static class PolicyTrialEndpoints
{
    private const int MostUnfinished = 5;

    internal static void AddPolicyTrials(this IServiceCollection services) => services
        .AddSingleton<PolicyTrialWorker>().AddHostedService(provider => provider.GetRequiredService<PolicyTrialWorker>());

    internal static void MapPolicyTrials(this IEndpointRouteBuilder routes)
    {
        var trials = routes.MapGroup("/regions/{regionCode}/policy-versions/{version}/trials").WithTags("Policies 参保地政策");
        trials.MapPost("/cases", TryCases).WithName("TryPolicyOnCases").Validate<TryCasesRequest>().ProducesProblem(404).ProducesProblem(422)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("算例试算 · What a version makes of named cases, beside the version in force; stores nothing");
        trials.MapPut("/{trialNo}", TrySettlements).WithName("TryPolicyOnSettlements").Validate<TrySettlementsRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("历史数据试算 · What the funds would have paid for the settlements of a period; carried out in the background, may be sent again");
        trials.MapGet("/{trialNo}", Read).WithName("ReadPolicyTrial").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator)
            .WithSummary("试算结果 · How far a trial is, and what came out");
    }

    /// <param name="with">Version to set beside it; left out, the one in force on its first day, or the last before it.</param>
    private static async Task<Results<Ok<CasesAnswer>, ProblemHttpResult>> TryCases(
        string regionCode, string version, TryCasesRequest request, SettlementDbContext db, CancellationToken cancellation, string? with = null)
    {
        var region = RegionCode.Parse(regionCode);
        if (await db.FindPolicyVersionAsync(region, version, cancellation) is not { } policy)
            return ProblemKind.NotFound.ToResult(version);
        var other = with is null
            ? await PolicyVersionEndpoints.BeforeAsync(db, policy, cancellation)
            : await db.FindPolicyVersionAsync(region, with, cancellation);
        if (with is not null && other?.Scheme != policy.Scheme)
            return ProblemKind.NotFound.ToResult(with);
        for (var i = 0; i < request.Cases.Count; i++)
            if (!PersonCategories.Of(policy.Scheme).Contains(request.Cases[i].Category))
                return ProblemKind.InvalidRequest.ToResult($"{ExactEnumConverter.Name(policy.Scheme)}", $"/cases/{i}/category");
        try
        {
            var (tried, beside) = (PolicyReader.Read(policy.Document), other is null ? null : PolicyReader.Read(other.Document));
            return TypedResults.Ok(new CasesAnswer(
                version, policy.Revision, other?.PolicyVersion, [.. request.Cases.Select(c => Try(c.Name, c.ToCase(region, policy.Scheme), tried, beside))]));
        }
        catch (PolicyDocumentException e) // published in a form that is no longer read
        {
            return PolicyCheck.Faulty(e);
        }
    }

    private static CaseAnswer Try(string name, TrialCase trial, ReimbursementPolicy policy, ReimbursementPolicy? other)
    {
        var under = CaseOutcome.From(trial.Under(policy));
        var beside = other is null ? null : CaseOutcome.From(trial.Under(other));
        return new(name, under, beside, beside is null ? null : under.FundTotal - beside.FundTotal);
    }

    private static async Task<Results<Ok<PolicyTrialAnswer>, ProblemHttpResult>> TrySettlements(
        string regionCode, string version, string trialNo, TrySettlementsRequest request, HttpContext context, SettlementDbContext db,
        PolicyTrialWorker worker, TimeProvider clock, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(regionCode);
        if (!FieldForm.IsNumber(trialNo))
            return ProblemKind.InvalidRequest.ToResult(trialNo, "/trialNo");
        var hash = Wire.Hash(new { version, request.From, request.Through });
        await using var transaction = await db.LockNumberAsync($"policy-trial/{region}", trialNo, cancellation);
        if (await FindAsync(db, region, trialNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(trialNo);
            context.MarkReplayed();
            return TypedResults.Ok(Answer(earlier));
        }
        if (await db.FindPolicyVersionAsync(region, version, cancellation) is not { } policy)
            return ProblemKind.NotFound.ToResult(version);
        await db.LockNumbersAsync("policy-trial-queue", [region.Value], cancellation);
        if (await db.PolicyTrials.CountAsync(t => t.InsuredRegion == region && t.FinishedAt == null, cancellation) >= MostUnfinished)
            return PolicyTrialProblems.PolicyTrialsWaiting.ToResult($"{region}, {MostUnfinished}");

        var trial = new PolicyTrialRecord
        {
            InsuredRegion = region,
            TrialNo = trialNo,
            PolicyVersion = version,
            Revision = policy.Revision,
            Document = policy.Document,
            PeriodFrom = request.From,
            PeriodThrough = request.Through,
            RequestHash = hash,
            State = PolicyTrialState.Waiting,
            RequestedBy = context.Caller().Subject,
            RequestedAt = clock.Now(),
        };
        db.Add(trial);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        worker.Wake();
        return TypedResults.Ok(Answer(trial));
    }

    private static async Task<Results<Ok<PolicyTrialAnswer>, ProblemHttpResult>> Read(
        string regionCode, string version, string trialNo, SettlementDbContext db, CancellationToken cancellation) =>
        await FindAsync(db, RegionCode.Parse(regionCode), trialNo, cancellation) is { } trial && trial.PolicyVersion == version
            ? TypedResults.Ok(Answer(trial))
            : ProblemKind.NotFound.ToResult(trialNo);

    private static Task<PolicyTrialRecord?> FindAsync(SettlementDbContext db, RegionCode region, string trialNo, CancellationToken cancellation) =>
        db.PolicyTrials.AsNoTracking().SingleOrDefaultAsync(t => t.InsuredRegion == region && t.TrialNo == trialNo, cancellation);

    private static PolicyTrialAnswer Answer(PolicyTrialRecord t) => new(
        t.TrialNo, t.PolicyVersion, t.Revision, t.PeriodFrom, t.PeriodThrough, t.State, t.Persons, t.PersonsDone, t.SettlementsDone,
        t.RequestedBy, t.RequestedAt.InChina(), t.FinishedAt?.InChina(),
        t.FinishedAt - t.StartedAt is { } elapsed ? elapsed.Ticks / TimeSpan.TicksPerMillisecond / 1000m : null,
        t.Fault, t.Result is { } result ? JsonSerializer.Deserialize<TrialResultAnswer>(result, Wire.Json) : null);
}
