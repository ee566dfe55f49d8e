using Settlement.Api.Calls;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Documents;

/// <summary>A file on its way in.</summary>
/// <param name="ContentType">As it was sent; null where it was left out.</param>
/// <param name="Length">As it was announced; null where it was not.</param>
internal sealed record IncomingFile(string Name, string? ContentType, long? Length, Stream Body);

/// <summary>A file as it was uploaded and kept.</summary>
internal sealed record KeptFile(string Name, string MediaType, StoredDocument Content)
{
    /// <summary>What a repeat is known by: kind and content, whatever the file was called.</summary>
    internal byte[] HashAs<TKind>(TKind kind) where TKind : struct, Enum =>
        Wire.Hash(new SuppliedDocument<TKind>(kind, Convert.ToHexStringLower(Content.Sha256)));

    private sealed record SuppliedDocument<TKind>(TKind Kind, string Sha256);
}

/// <summary>
/// Keeps an uploaded file as a document: one of a known media type that begins like one and is not too large. The file is kept before the
/// row that names it, so no row is without its file.
/// </summary>
internal sealed class DocumentUpload(IDocumentStore store, DocumentOptions options)
{
    /// <param name="no">Number of the filing or claim to which the document belongs.</param>
    /// <param name="isThere">Whether there is one; asked before anything is kept.</param>
    internal async Task<Outcome<KeptFile>> KeepAsync(IncomingFile file, string no, Func<Task<bool>> isThere, Call call)
    {
        if (!DocumentFile.IsName(file.Name))
            return ProblemKind.InvalidRequest.Refuse(file.Name, "/fileName");
        if (!await isThere())
            return ProblemKind.NotFound.Refuse(no);
        if (DocumentFile.MediaTypeOf(file.ContentType) is not { } mediaType)
            return (DocumentProblems.NotTaken with { Status = 415 }).Refuse(Text.OrNull(file.ContentType));
        if (file.Length > options.MostBytes)
            return TooLarge();

        var first = new byte[DocumentFile.FirstBytes];
        var length = await file.Body.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, call.Cancellation);
        if (length == 0)
            return ProblemKind.InvalidRequest.Refuse(new("文件为空", "the file is empty"));
        if (!DocumentFile.Begins(first.AsSpan(0, length), mediaType))
            return DocumentProblems.NotTaken.Refuse(mediaType);
        return await store.KeepAsync(first.AsMemory(0, length), file.Body, options.MostBytes, call.Cancellation) is { } content
            ? new KeptFile(file.Name, mediaType, content)
            : TooLarge();
    }

    private Refusal TooLarge() => DocumentProblems.TooLarge.Refuse($"{options.MostBytes}");
}
