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
        var (bytes, told) = (0L, 0);
        var listening = Task.Run(() =>
        {
            using var events = new EventPipeEventSource(session.EventStream);
            events.Dynamic.All += e =>
            {
                if (e.EventName != "EventCounters" || e.PayloadValue(0) is not IDictionary<string, object> outer
                    || outer["Payload"] is not IDictionary<string, object> payload || payload["Name"] is not "alloc-rate")
                    return;
                Interlocked.Add(ref bytes, Convert.ToInt64(payload["Increment"], CultureInfo.InvariantCulture));
                Interlocked.Increment(ref told);
            };
            events.Process();
        });

        async Task ToldAsync(int times)
        {
            for (var until = Volatile.Read(ref told) + times; Volatile.Read(ref told) < until;)
                await Task.Delay(20).ConfigureAwait(false);
        }

        await ToldAsync(2).WaitAsync(TimeSpan.FromSeconds(20)); // the first tells of the time before
        var before = Interlocked.Read(ref bytes);
        await work();
        await ToldAsync(2).WaitAsync(TimeSpan.FromSeconds(20));
        var during = Interlocked.Read(ref bytes) - before;
        await session.StopAsync(CancellationToken.None);
        await listening;
        return during;
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
