using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Benchmarks.Load;
using Settlement.EmbeddedPostgres;

namespace Settlement.Benchmarks.Verify;

/// <summary>The <c>verify</c> mode: the product's command as a process of its own, on books of any size.</summary>
internal static class VerifyMeasurement
{
    /// <param name="instead">What is measured on the books instead of the command.</param>
    internal static async Task<int> RunAsync(
        IReadOnlyList<string> words, Func<VerifyOptions, NpgsqlDataSource, Report, CancellationToken, Task>? instead = null)
    {
        if (words is ["--help" or "-h" or "help", ..])
        {
            Console.WriteLine(VerifyOptions.Usage);
            return 0;
        }
        using var ending = new CancellationTokenSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true; // so that the server is stopped and its folder removed
            ending.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await RunAsync(VerifyOptions.Parse(words), instead, ending.Token);
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

    private static async Task RunAsync(
        VerifyOptions options, Func<VerifyOptions, NpgsqlDataSource, Report, CancellationToken, Task>? instead, CancellationToken cancellation)
    {
        Storage.CheckRoom(options.Folder, options.Stored);
        var folder = Path.Combine(options.Folder, $"settlement-verify-{Environment.ProcessId}");
        try
        {
            await using var server = await EmbeddedServer.StartAsync(new() { DataRoot = folder }, NullLogger.Instance, cancellation);
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            var report = new Report(Console.Out);
            await Machine.DescribeAsync(report, source, folder);
            await FillAsync(options, server, source, folder, report, cancellation);
            if (instead is not null)
            {
                await instead(options, source, report, cancellation);
                return;
            }
            var runs = new List<VerifyRun>();
            for (var i = 0; i < options.Runs; i++)
                runs.Add(await VerifyRun.StartAsync(source, server, folder, options.Workers, cancellation));
            report.Table($"verify on {options.Stored:N0} settlements of ten lines",
            [
                ["run", "settlements/s", "elapsed s", "peak memory MB", "CPU s of verify", "CPU s of PostgreSQL"],
                .. runs.Select((run, i) => new[]
                {
                    $"{i + 1}", $"{run.Settlements / run.Elapsed:N0}", $"{run.Elapsed:N1}", $"{run.PeakMemory / 1e6:N0}",
                    $"{run.Cpu.TotalSeconds:N1}", $"{run.ServerCpu.TotalSeconds:N1}",
                }),
            ]);
            if (options.Markdown is { } file)
                await File.WriteAllTextAsync(file, report.Markdown, cancellation);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(
        VerifyOptions options, EmbeddedServer server, NpgsqlDataSource source, string folder, Report report, CancellationToken cancellation)
    {
        report.Progress($"{options.Stored:N0} persons");
        var population = new Population(source, options.Stored);
        var visits = new Visits(source, population, options.Stored);
        await using (var api = await ApiUnderLoad.StartAsync(server.ConnectionString, Path.Combine(folder, "api.log"), withDemonstration: true))
        {
            await population.CreateAsync();
            using var hospital = await Hospital.ConnectAsync(api.Address);
            await visits.MakeTemplatesAsync(hospital);
        }
        await new OnePerPerson(source, visits, options.Stored).StoreAsync(done => report.Progress($"{done:N0} settlements stored"), cancellation);
    }
}
