using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.FilingBatches;

/// <summary>Works through unfinished batches: at the start, after each submission here, and every few seconds for what others left.</summary>
internal sealed partial class FilingBatchWorker(IServiceScopeFactory scopes, ILogger<FilingBatchWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim submitted = new(0);

    /// <summary>Says that there is something to do.</summary>
    internal void Wake() => submitted.Release();

    public override void Dispose()
    {
        submitted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (region, batchNo) in await UnfinishedAsync(stoppingToken))
                    await FinishAsync(region, batchNo, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // what was under way is rolled back, and taken up again after the next start
            }
            catch (Exception e)
            {
                Unreadable(log, e);
            }
            await submitted.WaitAsync(Pause, stoppingToken);
        }
    }

    /// <summary>One batch that fails does not keep the others waiting; it is tried again in the next round.</summary>
    private async Task FinishAsync(RegionCode region, string batchNo, CancellationToken stopping)
    {
        try
        {
            var isLeft = true;
            while (isLeft)
            {
                await using var scope = scopes.CreateAsyncScope();
                isLeft = await scope.ServiceProvider.GetRequiredService<FilingBatchPortion>().FileAsync(region, batchNo, stopping);
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Failed(log, region.Value, batchNo, e);
        }
    }

    private async Task<List<(RegionCode Region, string BatchNo)>> UnfinishedAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        var unfinished = await db.FilingBatches.AsNoTracking().Where(b => b.FinishedAt == null).OrderBy(b => b.SubmittedAt)
            .Select(b => new { b.InsuredRegion, b.BatchNo }).ToListAsync(stopping);
        return [.. unfinished.Select(b => (b.InsuredRegion, b.BatchNo))];
    }

    [LoggerMessage(LogLevel.Error, "Batch {BatchNo} of {Region} could not be worked on; it is tried again")]
    private static partial void Failed(ILogger log, string region, string batchNo, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Unfinished batches could not be read; it is tried again")]
    private static partial void Unreadable(ILogger log, Exception exception);
}
