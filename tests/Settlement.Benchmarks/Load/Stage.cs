using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>Everything that one stage measures on a database that holds a certain number of settlements.</summary>
internal sealed class Stage(
    LoadOptions options, NpgsqlDataSource source, Visits visits, Floor floor, Hospital hospital, ApiUnderLoad api, Meter meter, Report report,
    CancellationToken cancellation)
{
    /// <summary>Settlements per second that were last seen, to prepare enough visits for the next run.</summary>
    private readonly Dictionary<string, double> rates = [];

    internal async Task MeasureAsync(string name)
    {
        if (options.Callers.Count > 0)
        {
            await WarmUpAsync();
            await MeasureClosedAsync(name);
            await MeasureAllocationsAsync(name);
        }
        if (options.Rates.Count > 0)
            await MeasureOpenAsync(name);
        if (options.Questions.Count > 0)
            await MeasureQuestionsAsync(name);
        if (hospital.FirstFailure is { } failure)
            report.Say($"The first of the failures, {name}: {failure}");
        if (options.Trace is { } trace)
            await Allocations.TraceAsync(api.ProcessId, trace, () => SettleAsync(64, TimeSpan.FromSeconds(10)));
    }

    private async Task WarmUpAsync()
    {
        report.Progress("warming up");
        var first = await visits.PrepareAsync(4_000);
        await ClosedLoop.RunAsync(hospital.PreviewAsync, first, 4_000, 8, TimeSpan.FromSeconds(15), meter);
        await ClosedLoop.RunAsync(hospital.SettleAsync, first, 4_000, 8, TimeSpan.FromSeconds(15), meter);
        foreach (var callers in options.Callers)
        {
            await SettleAsync(callers, TimeSpan.FromSeconds(2));
            await FloorAsync(callers, Math.Max(20, 400 / callers));
        }
    }

    private async Task MeasureClosedAsync(string name)
    {
        var rounds = new List<(int Callers, ClosedRun Run, FloorRun Floor)>();
        for (var run = 1; run <= options.Runs; run++)
            foreach (var callers in options.Callers)
            {
                cancellation.ThrowIfCancellationRequested();
                var least = await FloorAsync(callers, Math.Max(1, (int)(rates[$"floor {callers}"] * options.Closed.TotalSeconds / callers)));
                var settled = await SettleAsync(callers, options.Closed);
                report.Progress($"{name}, run {run}, {callers} callers: {settled.PerSecond:N0}/s, floor {least.PerSecond:N0}/s");
                rounds.Add((callers, settled, least));
            }

        var byCallers = rounds.GroupBy(r => r.Callers).Select(g => g.ToList()).ToList();
        report.Table($"Closed loop, {name}: settlements over HTTP beside the floor of the same round, medians of {options.Runs} runs of {options.Closed.TotalSeconds:N0} s",
            [
                ["callers", "settlements/s", "lowest … highest", "p50 ms", "p99 ms", "floor/s", "of the floor", "failed"],
                .. byCallers.Select(g =>
                {
                    var median = g.MedianBy(r => r.Run.PerSecond);
                    return new[]
                    {
                        $"{median.Callers}", $"{median.Run.PerSecond:N0}", $"{g.Min(r => r.Run.PerSecond):N0} … {g.Max(r => r.Run.PerSecond):N0}",
                        Milliseconds(median.Run.Latencies.PerMille(500)), Milliseconds(median.Run.Latencies.PerMille(990)),
                        $"{g.MedianBy(r => r.Floor.PerSecond).Floor.PerSecond:N0}", $"{g.Select(r => r.Run.PerSecond / r.Floor.PerSecond).ToList().MedianBy(x => x):P0}",
                        $"{g.Sum(r => r.Run.Failed)}",
                    };
                }),
            ]);

        report.Table($"Where the time goes, {name}: CPU ms and log per settlement, of the median runs",
            [
                ["run", "API", "PostgreSQL", "generator", "others on the machine", "log KB"],
                .. byCallers.SelectMany(g =>
                {
                    var (run, least) = (g.MedianBy(r => r.Run.PerSecond).Run, g.MedianBy(r => r.Floor.PerSecond));
                    return new[] { UsageRow($"{least.Callers} callers", run.Usage, run.Settled), UsageRow($"{least.Callers} callers, floor", least.Floor.Usage, least.Floor.Settled) };
                }),
            ]);
    }

    private async Task MeasureAllocationsAsync(string name)
    {
        const int requests = 2_000;
        var first = await visits.PrepareAsync(requests);
        var rows = new List<string[]> { new[] { "request", "bytes allocated by the API" } };
        foreach (var (kind, request) in new (string, Func<long, Task<bool>>)[] { ("preview", hospital.PreviewAsync), ("settlement", hospital.SettleAsync) })
        {
            var bytes = await Allocations.DuringAsync(api.ProcessId, () => ClosedLoop.RunAsync(request, first, requests, 8, TimeSpan.FromSeconds(60), meter));
            rows.Add([kind, $"{bytes / (double)requests:N0}"]);
        }
        report.Table($"Allocation, {name}: mean of {requests:N0} requests at 8 callers", rows);
        var memory = meter.Memory();
        report.Say($"Memory, {name}: API {memory.Api / 1e6:N0} MB (at most {memory.ApiPeak / 1e6:N0} MB since its start), PostgreSQL {memory.Server / 1e6:N0} MB.");
    }

    private async Task MeasureOpenAsync(string name)
    {
        var rows = new List<string[]> { new[] { "visits/s", "request", "count", "p50 ms", "p99 ms", "p99.9 ms", "longest ms", "failed", "sent late p99 ms", "overrun s", "cores API + PostgreSQL" } };
        foreach (var rate in options.Rates)
        {
            cancellation.ThrowIfCancellationRequested();
            report.Progress($"{name}, open loop of {rate} visits a second");
            var count = (int)(rate * options.Open.TotalSeconds);
            var run = await OpenLoop.VisitsAsync(hospital, await visits.PrepareAsync(count), count, rate, meter);
            foreach (var (kind, times) in new[] { ("preview", run.Times[0]), ("settlement", run.Times[1]) })
                rows.Add(
                [
                    $"{rate}", kind, $"{times.Count}", Milliseconds(times.PerMille(500)), Milliseconds(times.PerMille(990)), Milliseconds(times.PerMille(999)),
                    Milliseconds(times.Longest), $"{count - times.Count}", Milliseconds(run.Lateness.PerMille(990)), $"{run.Overrun.TotalSeconds:N2}",
                    $"{run.Usage.Api / run.Elapsed:N2} + {run.Usage.Server / run.Elapsed:N2}",
                ]);
        }
        report.Table($"Open loop, {name}: {options.Open.TotalSeconds:N0} s at each rate, times from the moment a request was due", rows);
    }

    private async Task MeasureQuestionsAsync(string name)
    {
        const int warming = 2_000;
        var rows = new List<string[]> { new[] { "questions/s", "asked by", "count", "p50 ms", "p99 ms", "p99.9 ms", "longest ms", "failed", "sent late p99 ms", "cores API + PostgreSQL" } };
        foreach (var asClerk in new[] { false, true })
        {
            Task<bool> AskAsync(long k) => hospital.AskAsync(k % options.Persons, asClerk);
            await ClosedLoop.RunAsync(AskAsync, 0, warming, 8, TimeSpan.FromSeconds(15), meter);
            foreach (var rate in options.Questions)
            {
                cancellation.ThrowIfCancellationRequested();
                report.Progress($"{name}, {rate} questions a second, {(asClerk ? "clerks" : "hospitals")}");
                var count = (int)(rate * options.Open.TotalSeconds);
                var run = await OpenLoop.QuestionsAsync(AskAsync, count, rate, meter);
                var times = run.Times[0];
                rows.Add(
                [
                    $"{rate}", asClerk ? "clerks" : "hospitals", $"{times.Count}", Milliseconds(times.PerMille(500)), Milliseconds(times.PerMille(990)),
                    Milliseconds(times.PerMille(999)), Milliseconds(times.Longest), $"{count - times.Count}", Milliseconds(run.Lateness.PerMille(990)),
                    $"{run.Usage.Api / run.Elapsed:N2} + {run.Usage.Server / run.Elapsed:N2}",
                ]);
            }
        }
        report.Table($"Entitlement calls, {name}: {options.Open.TotalSeconds:N0} s at each rate, times from the moment a request was due", rows);
    }

    private async Task<FloorRun> FloorAsync(int clients, int each)
    {
        var run = await floor.RunAsync(await visits.PrepareAsync(each * clients, withLines: false), each, clients, meter);
        rates[$"floor {clients}"] = run.PerSecond;
        return run;
    }

    /// <exception cref="LoadException">An acknowledged settlement is not stored, or one is stored twice.</exception>
    private async Task<ClosedRun> SettleAsync(int callers, TimeSpan length)
    {
        var count = (int)(rates.GetValueOrDefault($"{callers}", 500) * length.TotalSeconds * 1.5) + callers;
        var first = await visits.PrepareAsync(count);
        var run = await ClosedLoop.RunAsync(hospital.SettleAsync, first, count, callers, length, meter);
        rates[$"{callers}"] = run.PerSecond;
        var stored = await source.ScalarAsync<long>(
            // As text L100010 lies between L1000098765 and L1000101234, and may be one that was stored before.
            "SELECT count(*) FROM settlement WHERE facility_code = ANY ($1) AND transaction_no BETWEEN $2 AND $3 AND length(transaction_no) = length($2)",
            Population.Facilities.ToArray(), $"L{first}", $"L{first + count - 1}");
        if (stored < run.Settled || stored > run.Settled + run.Failed)
            throw new LoadException($"{run.Settled} settlements were acknowledged, {run.Failed} failed, and {stored} are stored.");
        return run;
    }

    private static string[] UsageRow(string run, Usage usage, int settlements)
    {
        string Each(TimeSpan time) => $"{time.TotalMilliseconds / settlements:N3}";
        return [run, Each(usage.Api), Each(usage.Server), Each(usage.Generator), Each(usage.Others), $"{usage.WalBytes / 1024d / settlements:N1}"];
    }

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:N1}";
}
