using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Settlement.Benchmarks.Load;

/// <summary>Managed memory of another .NET process, told by its own counter.</summary>
internal static class ManagedMemory
{
    private const long FullCollection = 0x800000; // asking for this keyword makes the process collect everything first

    /// <summary>Megabytes in use after a full collection.</summary>
    internal static async Task<double> MegabytesAsync(int process)
    {
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [
                new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, FullCollection),
                new("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }),
            ],
            requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var (told, times) = (new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var listening = Task.Run(() =>
        {
            using var events = new EventPipeEventSource(session.EventStream);
            events.Dynamic.All += e =>
            {
                if (e.EventName == "EventCounters" && e.PayloadValue(0) is IDictionary<string, object> outer
                    && outer["Payload"] is IDictionary<string, object> payload && payload["Name"] is "gc-heap-size" && ++times == 3)
                    told.TrySetResult(Convert.ToDouble(payload["Mean"], CultureInfo.InvariantCulture));
            };
            events.Process();
        });
        var megabytes = await told.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await session.StopAsync(CancellationToken.None);
        await listening;
        return megabytes;
    }
}
