using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Settlement.Api.Tests.EmbeddedPostgres;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>A PostgreSQL server of its own with everything switched on, always on one port, killed by signal and started again with pg_ctl.</summary>
internal sealed class KillableServer : IAsyncDisposable
{
    private readonly TemporaryDataRoot root;
    private readonly string pgCtl;
    private readonly int port;

    private KillableServer(TemporaryDataRoot root, string pgCtl, int port, string connectionString) =>
        (this.root, this.pgCtl, this.port, ConnectionString) = (root, pgCtl, port, connectionString);

    internal string ConnectionString { get; }

    /// <summary>Everything that it has said since it was created.</summary>
    internal Task<string> LogAsync() => File.ReadAllTextAsync(LogFile);

    private string LogFile => Path.Combine(root.Path, "pg_ctl.log");

    internal static async Task<KillableServer> StartAsync()
    {
        var (root, port) = (new TemporaryDataRoot(), FreePort());
        KillableServer server;
        await using (var maker = await root.StartAsync()) // creates cluster, role and database
            server = new(root, Path.Combine(maker.BinDirectory, "pg_ctl"), port,
                new NpgsqlConnectionStringBuilder(maker.ConnectionString) { Port = port }.ConnectionString);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Comes back when it has recovered. Processes of the killed one may hinder for a moment.</summary>
    internal async Task StartAgainAsync()
    {
        string[] start = ["start", "-w", "-l", LogFile, "-o", $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories="];
        for (var attempt = 1; await RunAsync(start) is { Succeeded: false } failed; attempt++)
        {
            Assert.True(attempt < 50, $"{failed.Output} {failed.Errors} {await LogAsync()}");
            await Task.Delay(200);
        }
    }

    /// <summary>Ends the server's main process: SIGQUIT is an immediate shutdown, SIGKILL leaves even its children behind.</summary>
    internal async Task KillAsync(bool harder)
    {
        var process = int.Parse((await File.ReadAllLinesAsync(Path.Combine(root.Cluster, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        _ = LibC.Kill(process, (int)(harder ? UnixSignal.Kill : UnixSignal.Quit));
        while (ServerProcess.Serves(process, root.Cluster))
            await Task.Delay(10);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop", "-m", "immediate");
        root.Dispose();
    }

    private Task<CommandResult> RunAsync(params string[] words) => Command.RunAsync(
        ServerAccount.Find().Words([pgCtl, .. words, "-D", root.Cluster]), root.Path, CancellationToken.None);

    /// <summary>Below the ports that the system gives to outgoing connections, so that nobody takes it while the server is down.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
            finally
            {
                listener.Stop();
            }
        }
    }
}
