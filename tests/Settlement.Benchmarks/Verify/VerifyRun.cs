using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Benchmarks.Load;
using Settlement.EmbeddedPostgres;

namespace Settlement.Benchmarks.Verify;

/// <summary>One run of the command.</summary>
/// <param name="Elapsed">Seconds of the verification itself, as the command reports them.</param>
/// <param name="PeakMemory">Bytes that the command's process had resident at most.</param>
/// <param name="Cpu">Of the command's process, from its start.</param>
internal sealed record VerifyRun(long Settlements, double Elapsed, long PeakMemory, TimeSpan Cpu, TimeSpan ServerCpu)
{
    /// <exception cref="LoadException">It found differences or could not run.</exception>
    internal static async Task<VerifyRun> StartAsync(
        NpgsqlDataSource source, EmbeddedServer server, string folder, int? workers, CancellationToken cancellation)
    {
        var json = Path.Combine(folder, "verify.json");
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Settlement.Api.dll"), "verify", "--json", json];
        if (workers is { } count)
            words = [.. words, "--workers", $"{count}"];
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__Settlement"] = server.ConnectionString;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var usage = await new Meter(source, server.ServerProcessId, process.Id).BeginAsync();
        var (peak, cpu) = (0L, TimeSpan.Zero);
        try
        {
            for (; !process.HasExited; await Task.Delay(50, cancellation))
            {
                process.Refresh();
                if (PeakOf(process.Id) is { } now)
                    (peak, cpu) = (now, process.TotalProcessorTime);
            }
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        var said = await output;
        if (process.ExitCode != 0)
            throw new LoadException($"The command ended with {process.ExitCode}: {said}");
        Console.Write(said);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(json, cancellation))!;
        return new(report["verified"]!["settlements"]!.GetValue<long>(), report["elapsedSeconds"]!.GetValue<double>(), peak, cpu, (await usage()).Server);
    }

    private static long? PeakOf(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is { } line
                ? 1024 * long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                : null;
        }
        catch (IOException)
        {
            return null; // The process has ended.
        }
    }
}
