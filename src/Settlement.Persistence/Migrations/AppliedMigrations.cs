using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Settlement.Persistence.Migrations;

/// <summary>Asks the history table itself, so that an ordinary start does not wait for the model to be built.</summary>
internal static class AppliedMigrations
{
    private static readonly string[] Shipped =
        [.. typeof(AppliedMigrations).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()];

    internal static async Task<bool> AreAllAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var history = source.CreateCommand("SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL");
        if (await history.ExecuteScalarAsync(cancellation) is not true)
            return false;
        await using var missing = source.CreateCommand(
            "SELECT NOT EXISTS (SELECT unnest($1) EXCEPT SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\")");
        missing.Parameters.Add(new() { Value = Shipped });
        return await missing.ExecuteScalarAsync(cancellation) is true;
    }
}
