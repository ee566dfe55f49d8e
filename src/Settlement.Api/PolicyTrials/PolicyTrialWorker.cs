using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Hosting;
using Settlement.Domain;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence;
using Settlement.Persistence.PolicyTrials;

namespace Settlement.Api.PolicyTrials;

/// <summary>Carries trials out, one at a time here, also those that another instance left.</summary>
internal sealed partial class PolicyTrialWorker(
    IDbContextFactory<SettlementDbContext> tables, NpgsqlDataSource source, TimeProvider clock, ILogger<PolicyTrialWorker> log)
    : WakefulWorker
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    protected override async Task WorkAsync(CancellationToken stopping)
    {
        foreach (var (region, trialNo) in await UnfinishedAsync(stopping))
            await CarryOutAsync(region, trialNo, stopping);
    }

    protected override void Failed(Exception exception) => TrialFailed(log, exception);

    /// <summary>
    /// Keeps the trial by a lock of the session, which no settlement waits for and which ends with the connection: a trial whose instance
    /// has died is begun anew by another one.
    /// </summary>
    private async Task CarryOutAsync(RegionCode region, string trialNo, CancellationToken stopping)
    {
        var name = $"policy-trial-run/{region}/{trialNo}";
        await using var holding = await source.OpenConnectionAsync(stopping);
        if (!await AskAsync(holding, "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", name, stopping))
            return;
        try
        {
            await using var db = await tables.CreateDbContextAsync(stopping);
            var trial = await db.PolicyTrials.SingleAsync(t => t.InsuredRegion == region && t.TrialNo == trialNo, stopping);
            if (trial.FinishedAt is null)
                await RunAsync(db, trial, stopping);
        }
        finally
        {
            await AskAsync(holding, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", name, CancellationToken.None);
        }
    }

    private async Task RunAsync(SettlementDbContext db, PolicyTrialRecord trial, CancellationToken stopping)
    {
        (trial.State, trial.StartedAt) = (PolicyTrialState.Running, clock.Now());
        await db.SaveChangesAsync(stopping);
        try
        {
            var scope = new TrialScope(PolicyReader.Read(trial.Document), trial.PeriodFrom, trial.PeriodThrough);
            var tally = await PolicyTrialRun.RunAsync(source, scope, Reporter(db, trial, stopping), stopping);
            (trial.Persons, trial.PersonsDone, trial.SettlementsDone) = (trial.Persons ?? 0, trial.Persons ?? 0, tally.All.Settlements);
            trial.Result = JsonSerializer.Serialize(TrialResultAnswer.From(tally), Wire.Json);
            trial.State = PolicyTrialState.Finished;
        }
        catch (Exception e) when (IsForGood(e))
        {
            TrialFailed(log, e);
            (trial.State, trial.Fault) = (PolicyTrialState.Failed, e.Message.Length > 500 ? e.Message[..500] : e.Message);
        }
        trial.FinishedAt = clock.Now();
        await db.SaveChangesAsync(stopping);
    }

    /// <summary>Keeps how far the trial is, now and then.</summary>
    private Func<TrialProgress, Task> Reporter(SettlementDbContext db, PolicyTrialRecord trial, CancellationToken stopping)
    {
        var reported = clock.GetTimestamp();
        return async progress =>
        {
            (trial.Persons, trial.PersonsDone, trial.SettlementsDone) = (progress.Persons, progress.PersonsDone, progress.SettlementsDone);
            if (clock.GetElapsedTime(reported) < BetweenReports)
                return;
            reported = clock.GetTimestamp();
            await db.SaveChangesAsync(stopping);
        };
    }

    /// <summary>Whether another attempt would end alike: what is stored cannot be read or computed.</summary>
    private static bool IsForGood(Exception e) =>
        e is JsonException or FormatException or ArithmeticException or ArgumentException or InvalidCastException or KeyNotFoundException
            or PolicyDocumentException;

    private async Task<List<(RegionCode Region, string TrialNo)>> UnfinishedAsync(CancellationToken stopping)
    {
        await using var db = await tables.CreateDbContextAsync(stopping);
        var unfinished = await db.PolicyTrials.AsNoTracking().Where(t => t.FinishedAt == null).OrderBy(t => t.RequestedAt)
            .Select(t => new { t.InsuredRegion, t.TrialNo }).ToListAsync(stopping);
        return [.. unfinished.Select(t => (t.InsuredRegion, t.TrialNo))];
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    [LoggerMessage(LogLevel.Error, "A trial of a policy failed")]
    private static partial void TrialFailed(ILogger log, Exception exception);
}
