using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.EmbeddedPostgres;
using Settlement.Persistence.Recomputation;

namespace Settlement.Api.Hosting;

/// <summary>
/// The database that is verified: the one that was configured, else that of the embedded server, whether another program runs it
/// or it is started for this. It is taken as it is: neither migrated nor loaded.
/// </summary>
internal sealed class VerifiedDatabase : IAsyncDisposable
{
    private readonly EmbeddedServer? embedded;

    private VerifiedDatabase(string connectionString, EmbeddedServer? embedded) =>
        (ConnectionString, this.embedded) = (connectionString, embedded);

    internal string ConnectionString { get; }

    /// <exception cref="StartupException">There is none, or one that this program cannot read; the message says what to change.</exception>
    internal static async Task<VerifiedDatabase> OpenAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var known = configuration.Text("ConnectionStrings:Settlement") ?? await OfRunningServerAsync(configuration, cancellation);
        var embedded = known is null
            ? await RunningDatabase.StartEmbeddedAsync(configuration, NullLogger.Instance, cancellation)
            : null;
        try
        {
            var connectionString = known ?? embedded!.ConnectionString;
            await RunningDatabase.CheckAsync(connectionString, cancellation);
            await using var source = NpgsqlDataSource.Create(connectionString);
            return await RecomputationRun.CanReadAsync(source, cancellation)
                ? new(connectionString, embedded)
                : throw new StartupException("The database has not the schema of this program: start the program once, which migrates it, and verify then.");
        }
        catch
        {
            if (embedded is not null)
                await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
    }

    private static async Task<string?> OfRunningServerAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        try
        {
            var data = ExistingData.Find(RunningDatabase.EmbeddedOptions(configuration)) ?? throw new StartupException(
                "There is no embedded database to verify: set Postgres__DataRoot to its folder, or ConnectionStrings__Settlement to a server.");
            return await data.OfRunningServerAsync(cancellation);
        }
        catch (Exception e) when (e is EmbeddedPostgresException or UnauthorizedAccessException)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
