using System.Security.Cryptography;

namespace Settlement.Persistence.Documents;

/// <summary>
/// Keeps documents as files: <c>ab/cd/abcd…</c>, named by the hash and by nothing that a caller sent. A file gets its name when it is
/// whole and on the disk, so a crash leaves at most one in <c>incoming</c>.
/// </summary>
public sealed class FolderDocumentStore(string folder) : IDocumentStore
{
    private const int BlockBytes = 81_920;

    public async Task<StoredDocument?> KeepAsync(ReadOnlyMemory<byte> first, Stream rest, int mostBytes, CancellationToken cancellation)
    {
        var incoming = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "incoming")).FullName, $"{Guid.CreateVersion7():N}");
        try
        {
            if (await WriteAsync(incoming, first, rest, mostBytes, cancellation) is not { } stored)
                return null;
            var path = PathOf(stored.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(incoming, path, overwrite: true); // of the same content
            return stored;
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    public Stream? Open(ReadOnlySpan<byte> sha256)
    {
        try
        {
            return new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<StoredDocument?> WriteAsync(
        string path, ReadOnlyMemory<byte> first, Stream rest, int mostBytes, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BlockBytes];
        var size = 0;
        for (var block = first; block.Length > 0; block = buffer.AsMemory(0, await rest.ReadAsync(buffer, cancellation)))
        {
            if (block.Length > mostBytes - size)
                return null;
            hash.AppendData(block.Span);
            await file.WriteAsync(block, cancellation);
            size += block.Length;
        }
        file.Flush(flushToDisk: true);
        return new(hash.GetHashAndReset(), size);
    }

    private string PathOf(ReadOnlySpan<byte> sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return Path.Combine(folder, name[..2], name[2..4], name);
    }
}
