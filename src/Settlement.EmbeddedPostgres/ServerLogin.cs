using Npgsql;

namespace Settlement.EmbeddedPostgres;

internal enum ServerAnswer
{
    /// <summary>Nobody there, no answer in time, or somebody else's server.</summary>
    None,

    /// <summary>A PostgreSQL that is starting, recovering, stopping or full: it works and wants time.</summary>
    NotNow,

    /// <summary>Our server, with our database in it.</summary>
    Ready,
}

/// <summary>How a server on this machine is reached, and whether it is the one that serves our cluster.</summary>
internal sealed class ServerLogin(string cluster, string password)
{
    internal const string Role = "settlement";
    private const string Database = "settlement";

    internal string ConnectionString(int port) => Settings(port, Database).ConnectionString;

    /// <summary>Asks who is there; in our own server the database is created if it is not there yet.</summary>
    internal async Task<ServerAnswer> AskAsync(int port, CancellationToken cancellation)
    {
        var settings = Settings(port, "postgres");
        (settings.Pooling, settings.Timeout, settings.CommandTimeout) = (false, 3, 60);
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            if (!await ServesOurClusterAsync(connection, cancellation))
            {
                return ServerAnswer.None;
            }

            await CreateDatabaseAsync(connection, cancellation);
            return ServerAnswer.Ready;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown)
        {
            return ServerAnswer.NotNow;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                $"The password file beside {cluster} does not open the data in it; restore that file, or set Postgres:DataRoot to "
                + "another folder.");
        }
        catch (Exception e) when (e is NpgsqlException and not PostgresException or TimeoutException)
        {
            return ServerAnswer.None;
        }
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'", connection);
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task<bool> ServesOurClusterAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var show = new NpgsqlCommand("SHOW data_directory", connection);
        var served = (string)(await show.ExecuteScalarAsync(cancellation))!;
        return Path.GetFullPath(served) == cluster;
    }

    private NpgsqlConnectionStringBuilder Settings(int port, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Role,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };
}
