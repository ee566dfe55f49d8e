using System.Diagnostics;
using Settlement.Api.Tests.Hosting;
using Xunit.Abstractions;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>The program and its PostgreSQL are killed again and again under load, and started again as an operator would.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Tellers = 6;
    private const int KillsOfTheProgramPerKillOfTheDatabase = 5;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_whatever_was_killed()
    {
        output.WriteLine($"SETTLEMENT_TEST_SEED={Extent.Seed}");
        await using var server = await KillableServer.StartAsync();
        using var program = await Program.StartAsync(server);
        using var closing = new CancellationTokenSource();
        var tellers = Enumerable.Range(0, Tellers).Select(i => new Teller($"K{i}", Extent.Seed + i, () => program.Instance)).ToList();
        var before = (await Books.CheckedAsync(server.ConnectionString)).Records.Count;

        var work = Task.WhenAll(tellers.Select(t => Task.Run(() => t.WorkAsync(closing.Token))));
        var (seconds, ofDatabase) = await KillAsync(program, server, tellers, work);
        await closing.CancelAsync();
        await work;

        var acknowledged = tellers.SelectMany(t => t.Acknowledged).ToList();
        output.WriteLine($"{Extent.Kills} kills of the program and {ofDatabase} of PostgreSQL in {seconds:0} s; {acknowledged.Count} numbers acknowledged, "
            + $"{tellers.Sum(t => t.Refused.Count)} refused, {tellers.Sum(t => t.BrokenOff)} calls broken off, {tellers.Sum(t => t.AnswersLost)} settlements whose answer was lost, {tellers.Sum(t => t.Busy)} answered busy");
        var books = await Books.CheckedAsync(server.ConnectionString);
        Assert.Equal(before + acknowledged.Count, books.Records.Count);
        Assert.Equal(
            acknowledged.Select(a => (a.Bill.Facility, a.No)).Order(),
            books.Records.Where(r => r.No.StartsWith('K')).Select(r => (r.Facility, r.No)).Order());
        foreach (var (bill, no, answer) in acknowledged)
        {
            var kept = (await bill.ReadAsync(program.Instance, no)).Ok();
            foreach (var field in new[] { "settlementId", "encounterNo", "settledAt", "amounts", "working" })
                Assert.Equal(answer.Json[field]?.ToJsonString(), kept.Json[field]?.ToJsonString()); // a reversal has no working
        }
        foreach (var (bill, no) in tellers.SelectMany(t => t.Refused))
            (await bill.ReadAsync(program.Instance, no)).IsProblem(404, "not-found");
        Assert.DoesNotContain("deadlock detected", await server.LogAsync(), StringComparison.Ordinal);
        Assert.InRange(acknowledged.Count, Extent.Kills, int.MaxValue); // it was under load
    }

    /// <param name="work">Ends before closing time only where something is wrong.</param>
    private static async Task<(double Seconds, int OfDatabase)> KillAsync(Program program, KillableServer server, List<Teller> tellers, Task work)
    {
        var (random, watch, ofDatabase) = (new Random(Extent.Seed), Stopwatch.StartNew(), 0);
        for (var kill = 1; kill <= Extent.Kills && !work.IsCompleted; kill++)
        {
            var enough = tellers.Sum(t => t.Acknowledged.Count) + random.Next(1, 10); // a slow machine gets nowhere otherwise
            await Task.Delay(random.Next(1500));
            while (tellers.Sum(t => t.Acknowledged.Count) < enough && !work.IsCompleted)
                await Task.Delay(10);
            if (kill % KillsOfTheProgramPerKillOfTheDatabase == 0)
            {
                ofDatabase++;
                var (harder, both) = (random.Next(2) == 0, random.Next(2) == 0);
                await Task.WhenAll(server.KillAsync(harder), both ? program.KillAsync() : Task.Delay(random.Next(500)));
                await server.StartAgainAsync();
                if (!both)
                    await program.ServesAgainAsync();
            }
            await program.KillAsync();
            await program.StartAgainAsync();
        }
        return (watch.Elapsed.TotalSeconds, ofDatabase);
    }

    /// <summary>The program as a process of its own, one after the other.</summary>
    private sealed class Program(KillableServer server) : IDisposable
    {
        private ApiProcess? process;

        internal Instance Instance { get; private set; } = null!;

        internal static async Task<Program> StartAsync(KillableServer server)
        {
            var program = new Program(server);
            await program.StartAgainAsync();
            return program;
        }

        internal async Task StartAgainAsync()
        {
            process?.Dispose();
            process = ApiProcess.Start(("ConnectionStrings__Settlement", server.ConnectionString));
            Instance = new Instance(await process.ReadyAsync());
        }

        internal Task KillAsync() => process!.KillAsync();

        /// <summary>Waits until it has found the database again by itself.</summary>
        internal async Task ServesAgainAsync()
        {
            for (var watch = Stopwatch.StartNew(); !await Instance.IsReadyAsync(); await Task.Delay(50))
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It does not find the database that was started again: {process!.Output}");
        }

        public void Dispose()
        {
            Instance.Dispose();
            process?.Dispose();
        }
    }
}
