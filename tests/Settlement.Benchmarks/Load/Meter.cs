using System.Globalization;
using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>What a run used.</summary>
/// <param name="Api">CPU time of the API.</param>
/// <param name="Server">CPU time of PostgreSQL, all its processes.</param>
/// <param name="Generator">CPU time of this tool and of pgbench.</param>
/// <param name="Others">CPU time of everything else on the machine, and what its host took away: zero on an idle machine.</param>
/// <param name="WalBytes">Bytes of write-ahead log.</param>
internal sealed record Usage(TimeSpan Api, TimeSpan Server, TimeSpan Generator, TimeSpan Others, long WalBytes);

/// <summary>Memory in bytes.</summary>
/// <param name="Api">Resident memory of the API now.</param>
/// <param name="ApiPeak">The most it had since its start.</param>
/// <param name="Server">Memory of PostgreSQL, shared pages counted once.</param>
internal sealed record Memory(long Api, long ApiPeak, long Server);

/// <summary>Reads from /proc and from PostgreSQL what processes used.</summary>
internal sealed class Meter(NpgsqlDataSource source, int serverProcess, int apiProcess)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10); // 100 a second on every Linux

    /// <summary>Begins to measure.</summary>
    /// <returns>What ends the measurement.</returns>
    internal async Task<Func<Task<Usage>>> BeginAsync()
    {
        var before = await NowAsync();
        return async () =>
        {
            var now = await NowAsync();
            return new(now.Api - before.Api, now.Server - before.Server, now.Generator - before.Generator,
                now.Others - before.Others, now.WalBytes - before.WalBytes);
        };
    }

    internal Memory Memory() => new(
        InStatus(apiProcess, "VmRSS:"), InStatus(apiProcess, "VmHWM:"),
        Server().Sum(id => Lines($"/proc/{id}/smaps_rollup").Where(l => l.StartsWith("Pss:", StringComparison.Ordinal)).Sum(KiloBytes)));

    /// <summary>Lets the API's peak begin at what it has now.</summary>
    internal void ForgetPeak() => File.WriteAllText($"/proc/{apiProcess}/clear_refs", "5");

    private async Task<Usage> NowAsync()
    {
        var wal = await source.ScalarAsync<decimal>("SELECT pg_current_wal_insert_lsn() - '0/0'");
        var (api, generator) = (Times(apiProcess)[0], Times(Environment.ProcessId) is var own ? own[0] + own[1] : default);
        // Time of a process that ended is in its parent's; the server's main process is the parent of all others.
        var server = Server().Aggregate(Times(serverProcess)[1], (sum, id) => sum + Times(id)[0]);
        return new(api, server, generator, Busy() - api - server - generator, (long)wal);
    }

    private IEnumerable<int> Server() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id == serverProcess || (id > 0 && Fields(id) is [_, var parent, ..] && parent == serverProcess.ToString(CultureInfo.InvariantCulture)));

    /// <returns>CPU time of the process, and of its children that ended; zero where it is gone.</returns>
    private static TimeSpan[] Times(int process)
    {
        var fields = Fields(process);
        TimeSpan At(int i) => fields.Length > i ? long.Parse(fields[i], CultureInfo.InvariantCulture) * Tick : default;
        return [At(11) + At(12), At(13) + At(14)];
    }

    /// <summary>What follows the name in /proc/[pid]/stat: state, parent, ….</summary>
    private static string[] Fields(int process) =>
        Lines($"/proc/{process}/stat") is [var stat, ..] ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];

    /// <summary>Time in which the machine's cores did something or were taken away.</summary>
    private static TimeSpan Busy()
    {
        var times = Lines("/proc/stat")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (times.Sum() - times[3] - times[4]) * Tick; // but idle and waiting for the disk
    }

    private static long InStatus(int process, string name) =>
        Lines($"/proc/{process}/status").Where(l => l.StartsWith(name, StringComparison.Ordinal)).Sum(KiloBytes);

    private static long KiloBytes(string line) =>
        1024 * long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return []; // The process has ended.
        }
    }
}
