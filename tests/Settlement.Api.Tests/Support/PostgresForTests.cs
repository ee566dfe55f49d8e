using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.EmbeddedPostgres;

namespace Settlement.Api.Tests.Support;

/// <summary>
/// The PostgreSQL of this test run, as SETTLEMENT_TEST_POSTGRES chooses: the server that it names, a container, or without it an
/// embedded server of its own. What the run starts ends with it.
/// </summary>
internal static class PostgresForTests
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    private static ServerChoice Choice => ServerChoice.Of(Environment.GetEnvironmentVariable(ServerChoice.Variable));

    /// <summary>Whether the server was named from outside, and so outlives the run.</summary>
    internal static bool IsNamed => Choice.ConnectionString is not null;

    /// <summary>Connection string of a role that may create databases.</summary>
    internal static Task<string> ConnectionStringAsync() => Server.Value;

    private static async Task<string> StartAsync()
    {
        if (Choice.ConnectionString is { } named)
            return named;
        if (Choice.InContainer)
            return await ContainerServer.StartAsync();
        await EndLeftoversAsync();
        var root = Path.Combine(Path.GetTempPath(), $"settlement-tests-{Environment.ProcessId}");
        var server = await EmbeddedServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataRoot = root,
                Settings = new Dictionary<string, string> { ["fsync"] = "off" },
            },
            NullLogger.Instance, CancellationToken.None);
        TestRun.AtEnd(async () =>
        {
            await server.StopAsync();
            Directory.Delete(root, recursive: true);
        });
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "postgres" }.ConnectionString;
    }

    /// <summary>Ends the servers of test runs that were killed: each is taken over and stopped like one of our own.</summary>
    private static async Task EndLeftoversAsync()
    {
        foreach (var root in Directory.EnumerateDirectories(Path.GetTempPath(), "settlement-tests-*").Where(root => !IsOwned(root)))
        {
            await using (await EmbeddedServer.StartAsync(
                new EmbeddedPostgresOptions { DataRoot = root }, NullLogger.Instance, CancellationToken.None))
            {
                // Nothing is wanted of it.
            }
            Directory.Delete(root, recursive: true);
        }
    }

    private static bool IsOwned(string root)
    {
        try
        {
            using var owner = System.Diagnostics.Process.GetProcessById(
                int.Parse(root[(root.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture));
            return !owner.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
