using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.EmbeddedPostgres;

namespace Settlement.Api.Tests.Support;

/// <summary>
/// The PostgreSQL of this test run: the one that SETTLEMENT_TEST_POSTGRES names, a container in a build with
/// UseTestcontainers, else an embedded server of its own that ends with the run.
/// </summary>
internal static class PostgresForTests
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    private static string? Named => Environment.GetEnvironmentVariable("SETTLEMENT_TEST_POSTGRES") is { Length: > 0 } named ? named : null;

    /// <summary>Whether the server was named from outside, and so outlives the run.</summary>
    internal static bool IsNamed => Named is not null;

    /// <summary>Connection string of a role that may create databases.</summary>
    internal static Task<string> ConnectionStringAsync() => Server.Value;

    private static async Task<string> StartAsync()
    {
        if (Named is { } named)
            return named;
#if TESTCONTAINERS
        return await ContainerServer.StartAsync();
#else
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
#endif
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
