using Microsoft.EntityFrameworkCore;
using Settlement.Api.Hosting;
using Settlement.Domain;
using Settlement.Persistence;

namespace Settlement.Api.FilingBatches;

/// <summary>Works through unfinished batches, also those that another instance left.</summary>
internal sealed partial class FilingBatchWorker(IServiceScopeFactory scopes, ILogger<FilingBatchWorker> log) : WakefulWorker
{
    protected override async Task WorkAsync(CancellationToken stopping)
    {
        foreach (var (region, batchNo) in await UnfinishedAsync(stopping))
            await FinishAsync(region, batchNo, stopping);
    }

    protected override void Failed(Exception exception) => Unreadable(log, exception);

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
            Unfinished(log, region.Value, batchNo, e);
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
    private static partial void Unfinished(ILogger log, string region, string batchNo, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Unfinished batches could not be read; it is tried again")]
    private static partial void Unreadable(ILogger log, Exception exception);
}
