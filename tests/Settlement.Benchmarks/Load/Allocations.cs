using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Settlement.Benchmarks.Load;

/// <summary>Listens to another .NET process through its diagnostic port, which every .NET process has.</summary>
internal static class Allocations
{
    /// <summary>Bytes that the process allocates while <paramref name="work"/> runs, by its own counter, which it tells every second.</summary>
    internal static async Task<long> DuringAsync(int process, Func<Task> work)
    {
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [new("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" })],
            requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var told = new ConcurrentQueue<(DateTime At, long Bytes)>();
        var listening = Task.Run(() =>
        {
            using var events = new EventPipeEventSource(session.EventStream);
            events.Dynamic.All += e =>
            {
                if (e.EventName == "EventCounters" && e.PayloadValue(0) is IDictionary<string, object> outer
                    && outer["Payload"] is IDictionary<string, object> payload && payload["Name"] is "alloc-rate")
                    told.Enqueue((e.TimeStamp.ToUniversalTime(), Convert.ToInt64(payload["Increment"], CultureInfo.InvariantCulture)));
            };
            events.Process();
        });

        // Each tells what was allocated since the one before; they may come late, so that their own time counts.
        async Task<DateTime> NextAsync()
        {
            for (var now = TimeProvider.System.GetUtcNow().UtcDateTime; ; await Task.Delay(20))
                if (told.FirstOrDefault(t => t.At > now) is { At: var at } && at > now)
                    return at;
        }

        var began = await NextAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await work();
        var ended = await NextAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await session.StopAsync(CancellationToken.None);
        await listening;
        return told.Where(t => t.At > began && t.At <= ended).Sum(t => t.Bytes);
    }

    /// <summary>Writes CPU samples while <paramref name="work"/> runs, to be opened in PerfView, Visual Studio or speedscope.</summary>
    internal static async Task TraceAsync(int process, string file, Func<Task> work)
    {
        const long forStacks = 0x4c14fccbd; // what dotnet-trace's profile cpu-sampling asks for
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [
                new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
                new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, forStacks),
            ],
            requestRundown: true, circularBufferMB: 256, CancellationToken.None);
        await using var trace = File.Create(file);
        var writing = session.EventStream.CopyToAsync(trace);
        await work();
        await session.StopAsync(CancellationToken.None);
        await writing;
    }
}
