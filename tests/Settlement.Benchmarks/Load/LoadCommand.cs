using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.EmbeddedPostgres;

namespace Settlement.Benchmarks.Load;

/// <summary>The <c>load</c> mode: real HTTP against an API process of its own on a PostgreSQL of its own that waits for the disk.</summary>
internal static class LoadCommand
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        if (words is ["--help" or "-h" or "help", ..])
        {
            Console.WriteLine(LoadOptions.Usage);
            return 0;
        }
        return await EndWellAsync(ending => RunAsync(LoadOptions.Parse(words), ending));
    }

    /// <summary>Runs until it is done, or until it is told to end and the present run is finished.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> EndWellAsync(Func<CancellationToken, Task> run)
    {
        using var ending = new CancellationTokenSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true; // the present run is finished, so that everything that was started is stopped
            ending.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await run(ending.Token);
            return 0;
        }
        catch (Exception e) when (e is LoadException or EmbeddedPostgresException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static async Task RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        Storage.CheckRoom(options.Folder, options.Stored.Max());
        await WithServerAsync(options.Folder, (server, folder) => MeasureAsync(options, server, folder, new(Console.Out), cancellation), cancellation);
    }

    /// <summary>Starts a PostgreSQL of its own in a new folder, and removes both.</summary>
    internal static async Task WithServerAsync(string parent, Func<EmbeddedServer, string, Task> measure, CancellationToken cancellation)
    {
#if DEBUG
        throw new LoadException("This is a Debug build: run it with -c Release.");
#endif
#pragma warning disable CS0162 // not reached in a Debug build
        if (!OperatingSystem.IsLinux())
            throw new LoadException("The load mode reads CPU time and memory from /proc: run it on Linux.");
#pragma warning restore CS0162
        var folder = Path.Combine(parent, $"settlement-load-{Environment.ProcessId}");
        try
        {
            await using var server = await EmbeddedServer.StartAsync(
                new() { DataRoot = folder, Settings = new Dictionary<string, string> { ["max_connections"] = "200" } }, // pgbench beside the API
                NullLogger.Instance, cancellation);
            await measure(server, folder);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(LoadOptions options, EmbeddedServer server, string folder, Report report, CancellationToken cancellation)
    {
        var pgbench = Floor.FindPgbench(server.BinDirectory);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await Machine.DescribeAsync(report, source, folder);

        report.Progress($"{options.Persons:N0} persons");
        var population = new Population(source, options.Persons);
        var visits = new Visits(source, population, options.Persons);
        var log = Path.Combine(folder, "api.log");
        await using (var api = await ApiUnderLoad.StartAsync(server.ConnectionString, log, withDemonstration: true))
        {
            await population.CreateAsync();
            using var hospital = await Hospital.ConnectAsync(api.Address);
            await visits.MakeTemplatesAsync(hospital);
        }
        await source.ExecuteAsync("VACUUM ANALYZE");
        var floor = await Floor.CreateAsync(source, server.ConnectionString, pgbench, folder, await visits.RowsOfSettlementAsync(), options.Persons);
        await Anatomy.MeasureAsync(server.ConnectionString, log, source, visits, floor, server.ServerProcessId, report);

        var stored = 0;
        foreach (var upTo in options.Stored)
        {
            if (upTo > stored)
            {
                var before = await Storage.SizesAsync(source);
                await visits.StoreAsync(stored, upTo, done => report.Progress($"{done:N0} settlements stored"), cancellation);
                Storage.Describe(report, before, await Storage.SizesAsync(source), upTo - stored);
                stored = upTo;
            }
            await using var api = await ApiUnderLoad.StartAsync(server.ConnectionString, log, withDemonstration: false);
            using var hospital = await Hospital.ConnectAsync(api.Address);
            var meter = new Meter(source, server.ServerProcessId, api.ProcessId);
            await new Stage(options, source, visits, floor, hospital, api, meter, report, cancellation).MeasureAsync($"{stored:N0} stored");
        }
        if (options.Markdown is { } file)
            await File.WriteAllTextAsync(file, report.Markdown, cancellation);
    }
}
