namespace Settlement.Persistence.Documents;

/// <summary>材料附件 by the SHA-256 of their content. What was kept never changes, and the same content is kept once.</summary>
public interface IDocumentStore
{
    /// <param name="first">The first bytes, already read.</param>
    /// <param name="rest">What follows them; read no further than to see that it is too much.</param>
    /// <returns>Null where it is more than <paramref name="mostBytes"/>: nothing was kept.</returns>
    Task<StoredDocument?> KeepAsync(ReadOnlyMemory<byte> first, Stream rest, int mostBytes, CancellationToken cancellation);

    /// <returns>Null where the store has no such content.</returns>
    Stream? Open(ReadOnlySpan<byte> sha256);
}

/// <summary>Content as it was kept.</summary>
public sealed record StoredDocument(byte[] Sha256, int SizeBytes);
