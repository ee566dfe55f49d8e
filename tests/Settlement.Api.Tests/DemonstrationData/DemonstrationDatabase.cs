using Npgsql;
using Settlement.Api.Tests.ReferenceData;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>A fresh database with the product's tables, all empty.</summary>
internal static class DemonstrationDatabase
{
    private const string Variable = "SETTLEMENT_TEST_POSTGRES";

    internal static async Task<NpgsqlDataSource> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} must hold the connection string of a PostgreSQL server.");
        var name = $"demonstration_{Guid.CreateVersion7():N}";
        await using (var admin = NpgsqlDataSource.Create(server))
            await admin.ExecuteAsync($"create database {name}");

        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = name });
        foreach (var script in new[] { "0001_core.sql", "0002_reference_data.sql" })
            await database.ExecuteAsync(await TextOfAsync(script));
        return database;
    }

    private static async Task<string> TextOfAsync(string script)
    {
        await using var stream = typeof(DemonstrationDataLoader).Assembly.GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
