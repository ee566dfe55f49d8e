using System.Diagnostics;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>
/// Windows has neither these signals nor the file redirection of a shell, and PostgreSQL refuses to run as administrator
/// there: pg_ctl does all three.
/// </summary>
internal static class WindowsServer
{
    internal static async Task StartAsync(
        string pgCtl, string cluster, string logFile, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var quoted = string.Join(' ', arguments.Select(argument => $"\"{argument}\""));
        var start = new ProcessStartInfo(pgCtl, ["start", "-W", "-D", cluster, "-l", logFile, "-o", quoted]) { CreateNoWindow = true };
        using var started = Process.Start(start)!;
        await started.WaitForExitAsync(cancellation);
    }

    internal static void Send(string pgCtl, int processId, UnixSignal signal)
    {
        if (signal == UnixSignal.Kill)
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return;
        }

        using var kill = Process.Start(pgCtl, ["kill", signal == UnixSignal.Interrupt ? "INT" : "QUIT", $"{processId}"]);
        kill.WaitForExit();
    }
}
