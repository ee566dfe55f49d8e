using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Settlement.Persistence.Recomputation;

namespace Settlement.Api.Hosting;

/// <summary>The command <c>verify</c>: differences on standard output, progress on standard error, the result in the exit code.</summary>
internal sealed class VerifyCommand(TextWriter output, TextWriter error)
{
    internal const string Word = "verify";

    private const int NothingDiffers = 0, SomethingDiffers = 1, CouldNotRun = 2;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    /// <param name="words">What follows the command's name.</param>
    internal async Task<int> RunAsync(IReadOnlyList<string> words, IConfiguration configuration, CancellationToken cancellation)
    {
        if (words.Any(word => word is "--help" or "-h"))
        {
            await output.WriteLineAsync(VerifyOptions.Usage);
            return NothingDiffers;
        }
        try
        {
            var options = VerifyOptions.Parse(words);
            await using var database = await VerifiedDatabase.OpenAsync(configuration, cancellation);
            return await VerifyAsync(options, database, cancellation);
        }
        catch (StartupException e)
        {
            await error.WriteLineAsync(e.Message);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The verification did not come to its end: {e.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await error.WriteLineAsync("The verification was interrupted: of what it had not reached nothing is known.");
        }
        return CouldNotRun;
    }

    private async Task<int> VerifyAsync(VerifyOptions options, VerifiedDatabase database, CancellationToken cancellation)
    {
        var told = new List<Finding>();
        var report = new RecomputationReport(options.Limit, finding =>
        {
            told.Add(finding);
            output.WriteLine(finding);
        });
        var (clock, expected) = (Stopwatch.StartNew(), 0L);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = TellProgressAsync(report, clock, () => Volatile.Read(ref expected), done.Token);
        try
        {
            await RecomputationRun.RunAsync(
                database.ConnectionString, options.Scope, report, records => Volatile.Write(ref expected, records), cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await progress;
        }
        await output.WriteLineAsync(VerifySummary.Text(report, clock.Elapsed));
        if (options.Json is { } file)
            await VerifySummary.WriteJsonAsync(file, report, told, clock.Elapsed, cancellation);
        return report is { Differences: 0, NotVerifiable: 0 } ? NothingDiffers : SomethingDiffers;
    }

    private async Task TellProgressAsync(RecomputationReport report, Stopwatch clock, Func<long> expected, CancellationToken done)
    {
        using var timer = new PeriodicTimer(ProgressEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                await error.WriteLineAsync(Progress(report.Counts.Records, expected(), clock.Elapsed));
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private static string Progress(long records, long expected, TimeSpan elapsed)
    {
        var left = records == 0 ? null : (TimeSpan?)(elapsed * Math.Max(0, (expected - records) / (double)records));
        var end = left is { } time ? string.Create(CultureInfo.InvariantCulture, $", about {time:hh\\:mm\\:ss} left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{records:N0} of about {expected:N0} settlements and reversals, {records / elapsed.TotalSeconds:N0}/s{end}");
    }
}
