using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Settlement.Persistence.Migrations;

namespace Settlement.Persistence;

/// <summary>How the product talks to its database.</summary>
public static class Database
{
    /// <summary>Oldest PostgreSQL that is supported.</summary>
    public static Version Oldest { get; } = new(15, 0);

    /// <summary>
    /// Limits of every connection that serves requests: a caller that vanished without a word gives its locks back within
    /// seconds, and nobody waits for a lock for ever. Statements of requests touch few rows: compiling them (JIT) takes longer than they do.
    /// </summary>
    private const string RequestLimits =
        "-c jit=off -c idle_in_transaction_session_timeout=10s -c lock_timeout=10s "
        + "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    /// <summary>A pool for requests, in which statements that are used again are prepared.</summary>
    public static NpgsqlDataSource Connect(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "settlement";
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.NoResetOnClose = true; // no request changes its connection, and the reset is seven statements
        builder.ConnectionStringBuilder.Timezone = "UTC";
        builder.ConnectionStringBuilder.Options = $"{RequestLimits} {builder.ConnectionStringBuilder.Options}".Trim();
        if (builder.ConnectionStringBuilder.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize) // not chosen
            builder.ConnectionStringBuilder.MaxPoolSize = 20; // more only take turns on the server's processors, and another instance wants some
        return builder.Build();
    }

    public static DbContextOptionsBuilder UseSettlementDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source)
        // The scripts are the schema; a test compares them with the model, so EF need not.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>
    /// Brings schema and content up to date under one lock, so that several instances that start at once take turns.
    /// </summary>
    /// <param name="load">Loads what belongs into the migrated tables.</param>
    public static async Task PrepareAsync(
        NpgsqlDataSource source, Func<NpgsqlDataSource, CancellationToken, Task> load, CancellationToken cancellation)
    {
        await using var turn = await source.OpenConnectionAsync(cancellation);
        await using var locking = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended('settlement/prepare', 0))", turn);
        await locking.ExecuteNonQueryAsync(cancellation); // released with the connection, whatever happens
        await MigrateAsync(source, cancellation);
        await load(source, cancellation);
        await using var unlocking = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", turn);
        await unlocking.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Applies the scripts that are missing. Where none is, no right to change the schema is needed.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        if (await AppliedMigrations.AreAllAsync(source, cancellation))
            return;
        await using var db = NewContext(source);
        await db.Database.MigrateAsync(cancellation);
    }

    /// <summary>Builds the model, which takes about a second and else would fall to the first request.</summary>
    public static Task WarmUpAsync(NpgsqlDataSource source, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            await using var db = NewContext(source);
            await db.Facilities.AnyAsync(cancellation);
        },
        cancellation);

    private static SettlementDbContext NewContext(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<SettlementDbContext>();
        options.UseSettlementDatabase(source);
        return new(options.Options);
    }
}
