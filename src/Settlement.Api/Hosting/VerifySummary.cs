using System.Globalization;
using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Persistence.Recomputation;

namespace Settlement.Api.Hosting;

/// <summary>The end of a verification in words, and its report as JSON.</summary>
internal static class VerifySummary
{
    private static readonly JsonSerializerOptions Json = new(Wire.Json) { WriteIndented = true };

    internal static string Text(RecomputationReport report, TimeSpan elapsed)
    {
        var counts = report.Counts;
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            Verified {counts.Settlements:N0} settlements, {counts.Reversals:N0} reversals, {counts.Lines:N0} lines, {counts.BenefitAccounts:N0} benefit accounts, {counts.PersonalAccounts:N0} personal accounts and {counts.Encounters:N0} encounters in {elapsed.TotalSeconds:N1} s ({counts.Records / elapsed.TotalSeconds:N0} settlements and reversals a second).
            {report.Differences:N0} differences, {report.NotVerifiable:N0} not verifiable.
            """);
    }

    internal static async Task WriteJsonAsync(
        string file, RecomputationReport report, IReadOnlyList<Finding> told, TimeSpan elapsed, CancellationToken cancellation)
    {
        var content = new
        {
            verified = report.Counts,
            elapsedSeconds = Math.Round(elapsed.TotalSeconds, 3),
            report.Differences,
            report.NotVerifiable,
            findings = told.Select(f => new { f.Record, f.What, f.Stored, f.Computed, f.IsDifference }),
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(content, Json), cancellation);
    }
}
