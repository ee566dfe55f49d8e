namespace Settlement.Api.Hosting;

/// <summary>
/// Works through what is unfinished: at the start, whenever something new is there, and every few seconds for what other instances left.
/// </summary>
internal abstract class WakefulWorker : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim awaited = new(0);

    /// <summary>Says that there is something to do.</summary>
    internal void Wake() => awaited.Release();

    public sealed override void Dispose()
    {
        awaited.Dispose();
        base.Dispose();
    }

    /// <summary>One round over all that is unfinished.</summary>
    protected abstract Task WorkAsync(CancellationToken stopping);

    /// <summary>Notes that a round has failed; what it left is tried again in the next one.</summary>
    protected abstract void Failed(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // what was under way is rolled back, and taken up again after the next start
            }
            catch (Exception e)
            {
                Failed(e);
            }
            await awaited.WaitAsync(Pause, stoppingToken);
        }
    }
}
