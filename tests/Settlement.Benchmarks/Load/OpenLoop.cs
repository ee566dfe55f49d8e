using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Settlement.Benchmarks.Load;

/// <summary>One open run. All times count from the moment at which the request was due, not from when it was sent.</summary>
/// <param name="Overrun">How long after the last due moment the last answer came.</param>
/// <param name="Lateness">How much later than due this tool sent: part of the waiting times, and none of the product's.</param>
internal sealed record OpenRun(
    Latencies Previews, Latencies Settlements, int Failed, TimeSpan Elapsed, TimeSpan Overrun, Latencies Lateness, Usage Usage);

/// <summary>
/// Visits that come when they come, whether or not earlier ones are answered: random gaps around the rate (Poisson, the same
/// at each run); each is previewed when it comes and settled one second later.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(1);

    internal static async Task<OpenRun> RunAsync(Hospital hospital, long first, int count, int perSecond, Meter meter)
    {
        var due = Schedule(count, perSecond);
        var (times, lateness) = (new TimeSpan?[due.Count], new TimeSpan[due.Count]);
        var answers = new Task[due.Count];
        var ended = await meter.BeginAsync();
        var clock = Stopwatch.StartNew();

        async Task SendAsync(int i)
        {
            var (at, visit, isPreview) = due[i];
            lateness[i] = clock.Elapsed - at;
            if (await (isPreview ? hospital.PreviewAsync(first + visit) : hospital.SettleAsync(first + visit)))
                times[i] = clock.Elapsed - at;
        }

        // A thread of its own, since timers of the runtime are a millisecond late and more.
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < due.Count; i++)
                {
                    SleepUntil(due[i].At, clock);
                    var request = i;
                    answers[i] = Task.Run(() => SendAsync(request));
                }
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAll(answers);

        var elapsed = clock.Elapsed;
        Latencies Of(bool previews) => new(times.Where((time, i) => time is not null && due[i].IsPreview == previews).Select(time => time!.Value));
        return new(Of(previews: true), Of(previews: false), times.Count(time => time is null), elapsed, elapsed - due[^1].At, new(lateness), await ended());
    }

    private static List<(TimeSpan At, int Visit, bool IsPreview)> Schedule(int count, int perSecond)
    {
        var random = new Random(1);
        var at = TimeSpan.Zero;
        var due = new List<(TimeSpan At, int Visit, bool IsPreview)>();
        for (var visit = 0; visit < count; visit++)
        {
            at += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
            due.Add((at, visit, true));
            due.Add((at + Thinking, visit, false));
        }
        return [.. due.OrderBy(d => d.At)];
    }

    private static void SleepUntil(TimeSpan at, Stopwatch clock)
    {
        while (at - clock.Elapsed is var left && left > TimeSpan.FromMicroseconds(60))
            _ = Sleep((uint)Math.Min(left.TotalMicroseconds - 50, 500_000));
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(uint microseconds);
}
