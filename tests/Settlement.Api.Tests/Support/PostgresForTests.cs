using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Persistence.EmbeddedServer;

namespace Settlement.Api.Tests.Support;

/// <summary>
/// The PostgreSQL of this test run: the one that SETTLEMENT_TEST_POSTGRES names, a container in a build with
/// UseTestcontainers, else an embedded server of its own that ends with the run.
/// </summary>
internal static class PostgresForTests
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>Connection string of a role that may create databases.</summary>
    internal static Task<string> ConnectionStringAsync() => Server.Value;

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("SETTLEMENT_TEST_POSTGRES") is { Length: > 0 } named)
            return named;
#if TESTCONTAINERS
        return await ContainerServer.StartAsync();
#else
        EndLeftovers();
        var root = Path.Combine(Path.GetTempPath(), $"settlement-tests-{Environment.ProcessId}");
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataRoot = root,
                Settings = new Dictionary<string, string> { ["fsync"] = "off" },
            },
            NullLogger.Instance, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StopAsync().GetAwaiter().GetResult();
            Directory.Delete(root, recursive: true);
        };
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "postgres" }.ConnectionString;
#endif
    }

    /// <summary>Ends the servers of test runs that were killed.</summary>
    private static void EndLeftovers()
    {
        foreach (var root in Directory.EnumerateDirectories(Path.GetTempPath(), "settlement-tests-*"))
        {
            if (IsOwned(root))
                continue;
            var pidFile = Path.Combine(root, "cluster", "postmaster.pid");
            if (File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid))
                TryKill(pid);
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

    private static void TryKill(int pid)
    {
        try
        {
            using var server = System.Diagnostics.Process.GetProcessById(pid);
            if (server.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                server.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }
}
