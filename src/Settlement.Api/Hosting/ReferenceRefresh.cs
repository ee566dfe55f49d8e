using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Hosting;

/// <summary>
/// Keeps the reference snapshot as the database has it. A notification says at once that something changed; the versions are compared
/// every second all the same, so that a notification that was lost, or came while nobody listened, delays by no more than that.
/// </summary>
internal sealed partial class ReferenceRefresh(
    NpgsqlDataSource source, CurrentReference reference, TimeProvider clock, ILogger<ReferenceRefresh> log) : BackgroundService
{
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterAFault = TimeSpan.FromMilliseconds(500);
    private long comparedAt = clock.GetTimestamp();
    private string? lastFault;

    /// <summary>How long ago the snapshot was last known to be what the database has.</summary>
    internal TimeSpan Age => clock.GetElapsedTime(Volatile.Read(ref comparedAt));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                await ListenAsync(connection, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (lastFault != e.Message) // not twice a second
                    Failed(log, e);
                lastFault = e.Message;
                await Task.Delay(AfterAFault, clock, stoppingToken);
            }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using (var listen = new NpgsqlCommand("LISTEN reference_changed", connection))
            await listen.ExecuteNonQueryAsync(stopping);
        while (true)
        {
            var changed = await reference.RefreshAsync(connection, stopping);
            Volatile.Write(ref comparedAt, clock.GetTimestamp());
            lastFault = null;
            if (changed.Count > 0)
                Changed(log, string.Join(", ", changed));
            await connection.WaitAsync(BetweenComparisons, stopping);
        }
    }

    [LoggerMessage(LogLevel.Information, "Reference data read again: {Parts}")]
    private static partial void Changed(ILogger log, string parts);

    [LoggerMessage(LogLevel.Error, "Reference data could not be compared with the database; this instance settles by what it has, and tries again")]
    private static partial void Failed(ILogger log, Exception exception);
}

/// <summary>Not ready while the reference snapshot may be older than the database.</summary>
internal sealed class ReferenceHealth(ReferenceRefresh refresh) : IHealthCheck
{
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        refresh.Age <= Oldest
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Reference data were last compared {refresh.Age.TotalSeconds:0} s ago."));
}
