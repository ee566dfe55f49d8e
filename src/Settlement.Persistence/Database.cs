using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Settlement.Persistence;

/// <summary>How the product talks to its database.</summary>
public static class Database
{
    /// <summary>Oldest PostgreSQL that is supported.</summary>
    public static Version Oldest { get; } = new(15, 0);

    /// <summary>A pool in which statements that are used again are prepared.</summary>
    public static NpgsqlDataSource Connect(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "settlement";
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        if (!builder.ConnectionStringBuilder.ContainsKey("Maximum Pool Size"))
            builder.ConnectionStringBuilder.MaxPoolSize = 60; // a server allows a hundred by default
        builder.ConnectionStringBuilder.Timezone = "UTC";
        return builder.Build();
    }

    public static DbContextOptionsBuilder UseSettlementDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source)
        // The scripts are the schema; a test compares them with the model, so EF need not.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>Brings the schema up to date; several instances that start at once wait for each other.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var options = new DbContextOptionsBuilder<SettlementDbContext>();
        options.UseSettlementDatabase(source);
        await using var db = new SettlementDbContext(options.Options);
        await db.Database.MigrateAsync(cancellation);
    }
}
