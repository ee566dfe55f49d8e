using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Settlement.Benchmarks.Load;

/// <summary>A request and the moment at which it is sent.</summary>
/// <param name="Kind">From zero: what its waiting time is counted with.</param>
/// <param name="SendAsync">Whether it succeeded.</param>
internal readonly record struct Due(TimeSpan At, int Kind, Func<Task<bool>> SendAsync);

/// <summary>One open run. All times count from the moment at which the request was due, not from when it was sent.</summary>
/// <param name="Times">Waiting times by kind.</param>
/// <param name="Overrun">How long after the last due moment the last answer came.</param>
/// <param name="Lateness">How much later than due this tool sent: part of the waiting times, and none of the product's.</param>
internal sealed record OpenRun(
    IReadOnlyList<Latencies> Times, TimeSpan Elapsed, TimeSpan Overrun, Latencies Lateness, Usage Usage);

/// <summary>
/// Requests that come when they come, whether or not earlier ones are answered: random gaps around the rate (Poisson, the same at each run).
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(1);

    /// <summary>Visits, each previewed (kind 0) when it comes and settled (kind 1) one second later.</summary>
    internal static Task<OpenRun> VisitsAsync(Hospital hospital, long first, int count, int perSecond, Meter meter) => RunAsync(
        [.. VisitsDue(hospital, first, count, perSecond).OrderBy(due => due.At)], meter);

    /// <summary>Questions what persons are entitled to.</summary>
    internal static Task<OpenRun> QuestionsAsync(Func<long, Task<bool>> ask, int count, int perSecond, Meter meter) =>
        RunAsync([.. Moments(count, perSecond).Select((at, k) => new Due(at, 0, () => ask(k)))], meter);

    /// <summary>Visits as above (kinds 0 and 1), and beside them questions of several kinds (from 2).</summary>
    /// <param name="ask">The kind of a question, from 2, and how it is sent.</param>
    internal static Task<OpenRun> BesideVisitsAsync(
        Hospital hospital, long first, int visits, int visitsPerSecond, Func<long, (int Kind, Func<Task<bool>> SendAsync)> ask, int questions, int questionsPerSecond, Meter meter) => RunAsync(
        [
            .. VisitsDue(hospital, first, visits, visitsPerSecond)
                .Concat(Moments(questions, questionsPerSecond, seed: 2).Select((at, k) => ask(k) is var (kind, sendAsync) ? new Due(at, kind, sendAsync) : default))
                .OrderBy(due => due.At),
        ],
        meter);

    private static async Task<OpenRun> RunAsync(IReadOnlyList<Due> due, Meter meter)
    {
        var (times, lateness) = (new TimeSpan?[due.Count], new TimeSpan[due.Count]);
        var answers = new Task[due.Count];
        var ended = await meter.BeginAsync();
        var clock = Stopwatch.StartNew();

        async Task SendAsync(int i)
        {
            lateness[i] = clock.Elapsed - due[i].At;
            if (await due[i].SendAsync())
                times[i] = clock.Elapsed - due[i].At;
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
        var byKind = Enumerable.Range(0, 1 + due.Max(d => d.Kind))
            .Select(kind => new Latencies(times.Where((time, i) => time is not null && due[i].Kind == kind).Select(time => time!.Value))).ToList();
        return new(byKind, elapsed, elapsed - due[^1].At, new(lateness), await ended());
    }

    private static IEnumerable<Due> VisitsDue(Hospital hospital, long first, int count, int perSecond) =>
        Moments(count, perSecond).SelectMany((at, visit) => new Due[]
        {
            new(at, 0, () => hospital.PreviewAsync(first + visit)),
            new(at + Thinking, 1, () => hospital.SettleAsync(first + visit)),
        });

    private static IEnumerable<TimeSpan> Moments(int count, int perSecond, int seed = 1)
    {
        var random = new Random(seed);
        var at = TimeSpan.Zero;
        for (var i = 0; i < count; i++)
            yield return at += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
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
