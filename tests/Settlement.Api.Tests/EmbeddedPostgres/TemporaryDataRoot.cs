using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.EmbeddedPostgres;
using Settlement.EmbeddedPostgres.Data;

namespace Settlement.Api.Tests.EmbeddedPostgres;

/// <summary>A data folder of one test, which the unprivileged user of the server can reach.</summary>
public sealed class TemporaryDataRoot : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("settlement-test-").FullName;

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    internal EmbeddedPostgresOptions Options => new()
    {
        DataRoot = Path,
        Settings = new Dictionary<string, string> { ["fsync"] = "off" },
    };

    internal Task<EmbeddedServer> StartAsync() => StartAsync(Options);

    internal static Task<EmbeddedServer> StartAsync(EmbeddedPostgresOptions options) =>
        EmbeddedServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);

    internal async Task<string> RefusalAsync(EmbeddedPostgresOptions? options = null) =>
        (await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(options ?? Options))).Message;

    internal static async Task<object?> AskAsync(EmbeddedServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Processes that work in this folder; knows them on Linux only.</summary>
    internal int[] Processes() => !OperatingSystem.IsLinux()
        ? []
        : [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(System.IO.Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && WorksHere(id))];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // An interrupted initdb may still write into it.
        }
    }

    private bool WorksHere(int process)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process}/cwd").LinkTarget?.StartsWith(RealPath.Of(Path), StringComparison.Ordinal) ?? false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
