using Npgsql;
using Settlement.Api.Hosting;
using Settlement.Persistence;

namespace Settlement.Api.Tests.Support;

/// <summary>Databases of this test run: empty ones, and copies of one that holds reference and demonstration data.</summary>
internal static class TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(FillTemplateAsync);
    private static readonly SemaphoreSlim Copying = new(1);

    internal static async Task<string> CreateEmptyAsync(string prefix = "test")
    {
        var name = NewName(prefix);
        await AdministerAsync($"CREATE DATABASE {name}");
        return await ConnectionStringAsync(name);
    }

    /// <summary>A database with the product's tables, all empty.</summary>
    internal static async Task<NpgsqlDataSource> CreateMigratedAsync()
    {
        var database = NpgsqlDataSource.Create(await CreateEmptyAsync());
        await Database.MigrateAsync(database, CancellationToken.None);
        return database;
    }

    /// <summary>A database as the program leaves it after its first start in Development.</summary>
    internal static async Task<string> CreateDemonstrationAsync()
    {
        var template = await Template.Value;
        var name = NewName("demo");
        await Copying.WaitAsync(); // PostgreSQL copies a template for one at a time
        try
        {
            await AdministerAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            Copying.Release();
        }
        return await ConnectionStringAsync(name);
    }

    /// <summary>A name of this run; on a server that outlives the run the database is dropped with it.</summary>
    private static string NewName(string prefix)
    {
        var name = $"{prefix}_{Guid.CreateVersion7():N}";
        if (PostgresForTests.IsNamed)
            TestRun.AtEnd(() => AdministerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        return name;
    }

    private static async Task<string> FillTemplateAsync()
    {
        var connectionString = await CreateEmptyAsync("template");
        await using (var app = await RunningApi.StartAsync(connectionString))
            await app.BringInDemonstrationVisitsAsync(app.Address(), CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    private static async Task<string> ConnectionStringAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await PostgresForTests.ConnectionStringAsync()) { Database = database, MaxPoolSize = 20 }.ConnectionString; // a server allows a hundred

    private static async Task AdministerAsync(string sql)
    {
        await using var admin = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await PostgresForTests.ConnectionStringAsync()) { Pooling = false }.ConnectionString);
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
