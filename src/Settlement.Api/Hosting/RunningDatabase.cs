using Npgsql;
using Settlement.Domain.Policies.Documents;
using Settlement.EmbeddedPostgres;
using Settlement.Persistence;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.ReferenceData;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Hosting;

/// <summary>The database of this process, ready to serve: an existing server that was configured, else an embedded one.</summary>
internal sealed class RunningDatabase : IAsyncDisposable
{
    private readonly EmbeddedServer? embedded;

    private RunningDatabase(NpgsqlDataSource source, EmbeddedServer? embedded, CurrentReference reference) =>
        (Source, this.embedded, Reference) = (source, embedded, reference);

    internal NpgsqlDataSource Source { get; }

    internal CurrentReference Reference { get; }

    /// <summary>Finds or starts the server, migrates, loads reference data and, where wanted, demonstration data.</summary>
    /// <exception cref="StartupException">It cannot be had; the message says what to change.</exception>
    internal static async Task<RunningDatabase> StartAsync(
        IConfiguration configuration, bool withDemonstration, ILogger log, CancellationToken cancellation)
    {
        var configured = configuration.Text("ConnectionStrings:Settlement");
        var embedded = configured is null ? await StartEmbeddedAsync(configuration, log, cancellation) : null;
        NpgsqlDataSource? source = null;
        try
        {
            var connectionString = embedded?.ConnectionString ?? configured!;
            await CheckAsync(connectionString, cancellation);
            await using (var startup = NpgsqlDataSource.Create(connectionString)) // may take longer than a request
                await Database.PrepareAsync(startup, (database, token) => LoadAsync(database, withDemonstration, log, token), cancellation);
            source = Database.Connect(connectionString);
            var warmingUp = Database.WarmUpAsync(source, cancellation);
            var reference = await CurrentReference.LoadAsync(source, cancellation);
            await warmingUp;
            return new(source, embedded, reference);
        }
        catch (Exception e)
        {
            if (source is not null)
                await source.DisposeAsync();
            if (embedded is not null)
                await embedded.DisposeAsync();
            if (e is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied)
                throw new StartupException($"The role of ConnectionStrings__Settlement lacks a right ({denied.MessageText}): make it the owner of the database for the migration, or grant it the tables.", e);
            if (e is InvalidDataException or ReferenceFileException or PolicyDocumentException)
                throw new StartupException(e.Message, e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (embedded is not null)
            await embedded.DisposeAsync();
    }

    /// <exception cref="StartupException">It cannot be had; the message says what to change.</exception>
    internal static async Task<EmbeddedServer> StartEmbeddedAsync(IConfiguration configuration, ILogger log, CancellationToken cancellation)
    {
        try
        {
            return await EmbeddedServer.StartAsync(EmbeddedOptions(configuration), log, cancellation);
        }
        catch (EmbeddedPostgresException e)
        {
            throw new StartupException(e.Message, e);
        }
    }

    internal static EmbeddedPostgresOptions EmbeddedOptions(IConfiguration configuration) => new()
    {
        DataRoot = configuration.Text("Postgres:DataRoot"),
        BinDirectory = configuration.Text("Postgres:BinDirectory"),
        CacheDirectory = configuration.Text("Postgres:CacheDirectory"),
    };

    private static async Task LoadAsync(NpgsqlDataSource database, bool withDemonstration, ILogger log, CancellationToken cancellation)
    {
        await ReferenceDataLoader.LoadAsync(database, log, cancellation);
        await NationalCatalog.LoadAsync(database, log, cancellation);
        if (!withDemonstration)
            return;
        await using var others = database.CreateCommand("SELECT EXISTS (SELECT FROM person WHERE source <> 'demonstration')");
        if (await others.ExecuteScalarAsync(cancellation) is true)
            throw new StartupException("The database holds persons who are no demonstration: set Demonstration__Load=false, or use another database.");
        await DemonstrationDataLoader.LoadAsync(database, log, cancellation);
    }

    /// <exception cref="StartupException">No PostgreSQL answers there, or one that is too old.</exception>
    internal static async Task CheckAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var attempt = NpgsqlDataSource.Create(connectionString); // takes its connections with it
            await using var connection = await attempt.OpenConnectionAsync(cancellation);
            if (connection.PostgreSqlVersion < Database.Oldest)
                throw new StartupException($"The server of ConnectionStrings__Settlement is PostgreSQL {connection.PostgreSqlVersion}: use {Database.Oldest.Major} or later.");
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new StartupException($"ConnectionStrings__Settlement does not lead to a PostgreSQL database ({e.Message}): correct it, or leave it out to use the embedded server.", e);
        }
    }
}
