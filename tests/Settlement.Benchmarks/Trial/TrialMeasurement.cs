using System.Diagnostics;
using Npgsql;
using Settlement.Benchmarks.Load;
using Settlement.Benchmarks.Verify;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence.Policies;
using Settlement.Persistence.PolicyTrials;

namespace Settlement.Benchmarks.Trial;

/// <summary>
/// The <c>trial</c> mode: what the funds would have paid for stored settlements, on the books of the <c>verify</c> mode and with its options,
/// by the policy in force, which changes nothing, and by one that takes 100 yuan more as deductible.
/// </summary>
internal static class TrialMeasurement
{
    internal static async Task RunAsync(VerifyOptions options, NpgsqlDataSource source, Report report, CancellationToken cancellation)
    {
        var same = ShippedPolicies.Documents().Single(d => d.File == $"{Population.Region}-employee.json").Json;
        var other = same.Replace("\"active\": [1300", "\"active\": [1400", StringComparison.Ordinal).Replace("\"active\": 1800", "\"active\": 1900", StringComparison.Ordinal);
        var rows = new List<string[]> { new[] { "policy", "settlements", "elapsed s", "settlements/s", "would change" } };
        for (var run = 0; run < options.Runs; run++)
            foreach (var (name, document) in new[] { ("in force", same), ("another deductible", other) })
            {
                var scope = new TrialScope(PolicyReader.Read(document), new(2026, 1, 1), new(2026, 12, 31));
                var elapsed = Stopwatch.StartNew();
                var tally = await PolicyTrialRun.RunAsync(source, scope, _ => Task.CompletedTask, cancellation);
                var (all, seconds) = (tally.All, elapsed.Elapsed.TotalSeconds);
                rows.Add([name, $"{all.Settlements:N0}", $"{seconds:N1}", $"{all.Settlements / seconds:N0}", $"{all.Winners + all.Losers + all.Refused:N0}"]);
            }
        report.Table($"trial on {options.Stored:N0} settlements", rows);
        if (options.Markdown is { } file)
            await File.WriteAllTextAsync(file, report.Markdown, cancellation);
    }
}
