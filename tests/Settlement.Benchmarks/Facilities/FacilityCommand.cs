using System.Diagnostics;
using Npgsql;
using Settlement.Benchmarks.Load;
using Settlement.EmbeddedPostgres;
using Settlement.Persistence.Snapshots;

namespace Settlement.Benchmarks.Facilities;

/// <summary>The <c>facilities</c> mode: searches over HTTP on generated facilities while settlements run, then an import.</summary>
internal static class FacilityCommand
{
    private const int Persons = 10_000;
    private const int WarmUpSeconds = 5;

    internal static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        if (words is ["--help" or "-h" or "help", ..])
        {
            Console.WriteLine(FacilityOptions.Usage);
            return 0;
        }
        return await LoadCommand.EndWellAsync(ending =>
        {
            var options = FacilityOptions.Parse(words);
            return LoadCommand.WithServerAsync(options.Folder, (server, folder) => MeasureAsync(options, server, folder, new(Console.Out), ending), ending);
        });
    }

    private static async Task MeasureAsync(FacilityOptions options, EmbeddedServer server, string folder, Report report, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await Machine.DescribeAsync(report, source, folder);
        var population = new Population(source, Persons);
        var visits = new Visits(source, population, Persons);
        var log = Path.Combine(folder, "api.log");
        await using (var api = await ApiUnderLoad.StartAsync(server.ConnectionString, log, withDemonstration: true))
        {
            await population.CreateAsync();
            using var hospital = await Hospital.ConnectAsync(api.Address);
            await visits.MakeTemplatesAsync(hospital);
        }
        var without = await LoadAsync(source, cancellation);
        report.Progress($"{options.Count:N0} facilities");
        await GeneratedFacilities.CreateAsync(source, options.Count);
        var with = await LoadAsync(source, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var watch = Stopwatch.StartNew();
        await using (var api = await ApiUnderLoad.StartAsync(server.ConnectionString, log, withDemonstration: false))
        {
            report.Say($"{options.Count:N0} generated facilities. First snapshot read in {with.TotalSeconds:N1} s ({without.TotalSeconds:N1} s without them); "
                + $"API ready {watch.Elapsed.TotalSeconds:N1} s after its start.");
            var meter = new Meter(source, server.ServerProcessId, api.ProcessId);
            await SearchAsync(options, source, visits, api, meter, report, cancellation);
            if (options.Import > 0 && !cancellation.IsCancellationRequested)
                await FacilityImports.MeasureAsync(api.Address, source, meter, options.Import, report);
        }
        if (options.Markdown is { } file)
            await File.WriteAllTextAsync(file, report.Markdown, cancellation);
    }

    private static async Task SearchAsync(
        FacilityOptions options, NpgsqlDataSource source, Visits visits, ApiUnderLoad api, Meter meter, Report report, CancellationToken cancellation)
    {
        using var hospital = await Hospital.ConnectAsync(api.Address);
        var searches = await FacilitySearches.ReadAsync(source);

        async Task<OpenRun> RunAsync(int seconds, long firstSearch)
        {
            (int, Func<Task<bool>>) Ask(long k)
            {
                var (isBroad, filters) = searches.Search(firstSearch + k);
                return (isBroad ? 3 : 2, () => hospital.SearchAsync(filters));
            }

            var count = options.Settlements * seconds;
            return await OpenLoop.BesideVisitsAsync(
                hospital, count > 0 ? await visits.PrepareAsync(count) : 0, count, options.Settlements, Ask, options.Rate * seconds, options.Rate, meter);
        }

        report.Progress("warming up");
        await RunAsync(WarmUpSeconds, 10_000_000);
        hospital.ForgetFailures();
        cancellation.ThrowIfCancellationRequested();
        var megabytes = await ManagedMemory.MegabytesAsync(api.ProcessId);
        report.Progress($"{options.Seconds} s of {options.Rate} searches and {options.Settlements} visits a second");
        var run = await RunAsync(options.Seconds, 0);

        var times = run.Times;
        var sent = Enumerable.Range(0, options.Rate * options.Seconds).Count(k => searches.Search(k).IsBroad);
        var (all, visited) = (options.Rate * options.Seconds, options.Settlements * options.Seconds);
        report.Table(
            $"{options.Rate} searches a second among {options.Count:N0} facilities, {options.Settlements} visits a second beside them, {options.Seconds} s: times from the moment a request was due",
            [
                ["request", "count", "p50 ms", "p95 ms", "p99 ms", "longest ms", "failed"],
                Row("all searches", Latencies.Together(times.Skip(2)), all),
                Row("… within a region or a distance", times[2], all - sent),
                Row("… of the whole country", times.Count > 3 ? times[3] : new([]), sent),
                Row("preview", times[0], visited),
                Row("settlement", times[1], visited),
            ]);
        var memory = meter.Memory();
        report.Say($"Sent late p99 {run.Lateness.PerMille(990).TotalMilliseconds:N1} ms, overrun {run.Overrun.TotalSeconds:N2} s; cores: API {run.Usage.Api / run.Elapsed:N2}, "
            + $"PostgreSQL {run.Usage.Server / run.Elapsed:N2}, generator {run.Usage.Generator / run.Elapsed:N2}, others {run.Usage.Others / run.Elapsed:N2}. "
            + $"API: {megabytes:N0} MB managed after a full collection, {memory.Api / 1048576.0:N0} MB resident, at most {memory.ApiPeak / 1048576.0:N0} MB since its start.");
        if (hospital.FirstFailure is { } failure)
            report.Say($"The first of the failures: {failure}");
    }

    private static async Task<TimeSpan> LoadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await CurrentReference.LoadAsync(source, cancellation);
        return watch.Elapsed;
    }

    private static string[] Row(string name, Latencies times, int sent)
    {
        string At(int share) => $"{times.PerMille(share).TotalMilliseconds:N1}";
        return [name, $"{times.Count}", At(500), At(950), At(990), $"{times.Longest.TotalMilliseconds:N1}", $"{sent - times.Count}"];
    }
}
