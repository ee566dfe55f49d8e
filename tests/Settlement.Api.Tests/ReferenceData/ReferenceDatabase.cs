using Npgsql;

namespace Settlement.Api.Tests.ReferenceData;

/// <summary>A fresh database with the tables of reference data, all empty.</summary>
internal static class ReferenceDatabase
{
    private const string Variable = "SETTLEMENT_TEST_POSTGRES";

    internal static async Task<NpgsqlDataSource> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} must hold the connection string of a PostgreSQL server.");
        var name = $"reference_{Guid.CreateVersion7():N}";
        await using (var admin = NpgsqlDataSource.Create(server))
            await admin.ExecuteAsync($"create database {name}");

        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = name });
        await database.ExecuteAsync(await File.ReadAllTextAsync(Script()));
        return database;
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Settlement.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the solution's folder.");
        return Path.Combine(folder.FullName, "src", "Settlement.Persistence", "Migrations", "0002_reference_data.sql");
    }
}
