using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Settlement.EmbeddedPostgres.Binaries;
using Settlement.EmbeddedPostgres.Data;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>Starts the server so that it depends on nothing of ours: no pipe, no terminal, no fixed port.</summary>
internal sealed class ServerLaunch(
    DataFolder folder, ServerBinaries binaries, ServerAccount account, IReadOnlyDictionary<string, string> settings)
{
    /// <returns>Null when it ended at once.</returns>
    internal async Task<ServerProcess?> StartAsync(int port, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            await WindowsServer.StartAsync(binaries.PgCtl, folder.Cluster, folder.LogFile, Settings(port), cancellation);
            return PostmasterFile.TryRead(folder.Cluster) is { } file
                ? ServerProcess.TryFind(file.ProcessId, folder.Cluster, binaries.PgCtl)
                : null;
        }

        var words = Words(port);
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { WorkingDirectory = folder.Root };
        return ServerProcess.OfChild(Process.Start(start)!, folder.Cluster, binaries.PgCtl);
    }

    /// <summary>A port nobody listens on now. Whoever takes it before the server does makes the start fail, and another is tried.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>
    /// Every program in the row replaces itself by the next, so that our child becomes the server. setsid keeps the terminal's
    /// Ctrl-C from it: it must outlive the requests that we still finish. The shell lets it write into a file, since a pipe to
    /// us would break when we are killed.
    /// </summary>
    private List<string> Words(int port)
    {
        const string intoLogFile = "exec \"$@\" >\"$0\" 2>&1 </dev/null";
        List<string> words = Command.FindOnPath("setsid") is { } setsid ? [setsid] : [];
        words.AddRange(account.Words("/bin/sh", "-c", intoLogFile, folder.LogFile));
        words.AddRange([binaries.Postgres, "-D", folder.Cluster]);
        words.AddRange(Settings(port));
        return words;
    }

    private IEnumerable<string> Settings(int port) =>
        new[]
        {
            "listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC",
            "lc_messages=C", "log_destination=stderr", "logging_collector=off",
        }
        .Concat(settings.Select(setting => $"{setting.Key}={setting.Value}"))
        .SelectMany(setting => new[] { "-c", setting });
}
