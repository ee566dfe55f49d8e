using System.Diagnostics;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>The main process of a PostgreSQL server: our child, or the child of an owner that was killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan CleanEndTakesAtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HardEndTakesAtMost = TimeSpan.FromSeconds(5);

    private readonly string cluster;
    private readonly string pgCtl;
    private readonly Process? child;

    private ServerProcess(int id, string cluster, string pgCtl, Process? child) =>
        (Id, this.cluster, this.pgCtl, this.child) = (id, cluster, pgCtl, child);

    internal int Id { get; }

    /// <summary>Whether a process is known for certain to be the server of a cluster, not only likely.</summary>
    internal static bool IdentityIsCertain => OperatingSystem.IsLinux();

    internal bool IsRunning => child is null ? Serves(Id, cluster) : !child.HasExited;

    internal static ServerProcess OfChild(Process child, string cluster, string pgCtl) => new(child.Id, cluster, pgCtl, child);

    /// <returns>Null when no such process lives or it is another program: the system gives numbers out again.</returns>
    internal static ServerProcess? TryFind(int id, string cluster, string pgCtl) =>
        Serves(id, cluster) ? new ServerProcess(id, cluster, pgCtl, child: null) : null;

    /// <summary>PostgreSQL works inside its data folder, which no other program does.</summary>
    internal static bool Serves(int id, string cluster)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.ProcessName == "postgres";
            }

            return File.ReadAllText($"/proc/{id}/comm").StartsWith("postgres", StringComparison.Ordinal)
                && new DirectoryInfo($"/proc/{id}/cwd").LinkTarget == cluster;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // No such process, or one of another user.
        }
    }

    /// <summary>Lets running transactions fail, writes everything down, ends; harder where that does not help.</summary>
    internal async Task<bool> StopAsync() =>
        await EndAsync(UnixSignal.Interrupt, CleanEndTakesAtMost) || await AbortAsync();

    /// <summary>Ends it without any courtesy; the next start recovers from the log, nothing committed is lost.</summary>
    internal async Task<bool> AbortAsync() =>
        await EndAsync(UnixSignal.Quit, HardEndTakesAtMost) || await EndAsync(UnixSignal.Kill, HardEndTakesAtMost);

    public void Dispose() => child?.Dispose();

    private async Task<bool> EndAsync(UnixSignal signal, TimeSpan patience)
    {
        if (IsRunning)
        {
            Send(signal);
        }

        for (var waited = Stopwatch.StartNew(); IsRunning; await Task.Delay(TimeSpan.FromMilliseconds(10)))
        {
            if (waited.Elapsed > patience)
            {
                return false;
            }
        }

        return true;
    }

    private void Send(UnixSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsServer.Send(pgCtl, Id, signal);
        }
        else
        {
            _ = LibC.Kill(Id, (int)signal); // Fails when it has just ended, which is what is wanted.
        }
    }
}
