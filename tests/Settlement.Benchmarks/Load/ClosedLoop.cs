using System.Collections.Concurrent;
using System.Diagnostics;

namespace Settlement.Benchmarks.Load;

/// <summary>One closed run: what was settled, in what time, and what it used.</summary>
internal sealed record ClosedRun(int Settled, int Failed, TimeSpan Elapsed, Latencies Latencies, Usage Usage)
{
    internal double PerSecond => Settled / Elapsed.TotalSeconds;
}

/// <summary>Callers that each send the next request when the last is answered: what the product can do at most.</summary>
internal static class ClosedLoop
{
    /// <param name="first">First of <paramref name="count"/> visits; the run also ends when none is left.</param>
    internal static async Task<ClosedRun> RunAsync(
        Func<long, Task<bool>> request, long first, int count, int callers, TimeSpan length, Meter meter)
    {
        var times = new ConcurrentQueue<TimeSpan>();
        var (next, failed) = (first - 1, 0);
        var ended = await meter.BeginAsync();
        var clock = Stopwatch.StartNew();

        async Task CallAsync()
        {
            while (clock.Elapsed < length && Interlocked.Increment(ref next) is var k && k < first + count)
            {
                var began = clock.Elapsed;
                if (await request(k))
                    times.Enqueue(clock.Elapsed - began);
                else
                    Interlocked.Increment(ref failed);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        var elapsed = clock.Elapsed;
        return new(times.Count, failed, elapsed, new(times), await ended());
    }
}
