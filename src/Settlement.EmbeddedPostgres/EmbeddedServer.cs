using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Binaries;
using Settlement.EmbeddedPostgres.Data;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres;

/// <summary>
/// A real PostgreSQL server that belongs to this program: started, or taken over from an owner that was killed, and stopped
/// with it. One data folder has one owner.
/// </summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly ServerProcess process;
    private readonly ILogger log;
    private readonly SemaphoreSlim stopping = new(1);
    private bool stopped;

    private EmbeddedServer(
        DataFolder folder, ServerProcess process, string connectionString, string binDirectory, ILogger log)
    {
        (this.folder, this.process, this.log) = (folder, process, log);
        (ConnectionString, BinDirectory) = (connectionString, binDirectory);
    }

    /// <summary>For Npgsql: database and role <c>settlement</c>. The port is another one at each start.</summary>
    internal string ConnectionString { get; }

    /// <summary>The folder of the server's programs.</summary>
    internal string BinDirectory { get; }

    internal int ServerProcessId => process.Id;

    /// <summary>Comes back when the server answers and the database exists.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be had; the message says what to change.</exception>
    internal static async Task<EmbeddedServer> StartAsync(
        EmbeddedPostgresOptions options, ILogger log, CancellationToken cancellation)
    {
        var account = ServerAccount.Find();
        var folder = await DataFolder.OpenAsync(
            Path.GetFullPath(options.DataRoot ?? DefaultFolders.DataRoot(account)), account, cancellation);
        try
        {
            return await StartInAsync(folder, account, options, log, cancellation);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server cleanly and frees the data folder. May be called twice.</summary>
    internal async Task StopAsync()
    {
        await stopping.WaitAsync();
        try
        {
            if (!stopped)
            {
                await process.StopAsync();
                process.Dispose();
                await folder.DisposeAsync();
                log.Stopped(process.Id);
                stopped = true;
            }
        }
        finally
        {
            stopping.Release();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<EmbeddedServer> StartInAsync(
        DataFolder folder, ServerAccount account, EmbeddedPostgresOptions options, ILogger log, CancellationToken cancellation)
    {
        var password = await PasswordFile.ReadOrCreateAsync(folder, account, cancellation);
        var binaries = await new BinarySearch(options, account, folder.Root, folder.ClusterMajor, log).FindAsync(cancellation);
        if (folder.ClusterMajor is null)
        {
            await new ClusterCreation(folder, binaries, account, log).CreateAsync(options.IsThrowaway, cancellation);
        }

        var login = new ServerLogin(folder.Cluster, password);
        var launch = new ServerLaunch(folder, binaries, account, options.Settings);
        var (process, port) = await new ServerStart(folder, binaries, login, launch, log).RunAsync(cancellation);
        log.Started(binaries.Major, process.Id, port, folder.Root, binaries.Directory);
        return new EmbeddedServer(folder, process, login.ConnectionString(port), binaries.Directory, log);
    }
}
