using Npgsql;
using Settlement.Domain.PolicyTrials;

namespace Settlement.Persistence.PolicyTrials;

/// <summary>How far a trial is.</summary>
public readonly record struct TrialProgress(int Persons, int PersonsDone, int SettlementsDone);

/// <summary>
/// 试算: settles the settlements of a period again by another policy, person by person, a few persons at a time and several such lots at
/// once. Nothing is locked and nothing written.
/// </summary>
public static class PolicyTrialRun
{
    private const int PersonsAtOnce = 200;

    /// <summary>As many lots at once; each takes a connection from the pool that settlements use too.</summary>
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <param name="progress">Called after each lot, by one caller at a time.</param>
    public static async Task<TrialTally> RunAsync(
        NpgsqlDataSource source, TrialScope scope, Func<TrialProgress, Task> progress, CancellationToken cancellation)
    {
        var persons = await TrialReader.PersonsAsync(source, scope, cancellation);
        var (all, done) = (new TrialTally(), 0);
        using var adding = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(
            persons.Chunk(PersonsAtOnce), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation },
            async (lot, token) =>
            {
                var tally = new TrialTally();
                foreach (var standing in await TrialReader.ReadAsync(source, lot, scope, token))
                    tally.Add(PersonReplay.Of(standing, scope.Policy));
                await adding.WaitAsync(token);
                try
                {
                    all.Add(tally);
                    done += lot.Length;
                    await progress(new(persons.Count, done, all.All.Settlements));
                }
                finally
                {
                    adding.Release();
                }
            });
        return all;
    }
}
