using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Persistence.Documents;

namespace Settlement.Api.Filings;

/// <summary>A file as it was uploaded and kept.</summary>
internal sealed record UploadedFile(StoredDocument Content, string MediaType);

/// <summary>Takes the body of a request as a document: a file of a known media type that begins like one and is not too large.</summary>
internal sealed class DocumentUpload(IDocumentStore store, DocumentOptions options)
{
    /// <returns>The file, or why it is none.</returns>
    internal async Task<(UploadedFile? File, ProblemHttpResult? Fault)> KeepAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (DocumentFile.MediaTypeOf(request.ContentType) is not { } mediaType)
            return (null, (FilingProblems.DocumentKind with { Status = StatusCodes.Status415UnsupportedMediaType }).ToResult(Text.OrNull(request.ContentType)));
        if (request.ContentLength > options.MostBytes)
            return (null, TooLarge());
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit && limit.MaxRequestBodySize <= options.MostBytes)
            limit.MaxRequestBodySize = options.MostBytes + 1L; // so that the answer is ours

        var first = new byte[DocumentFile.FirstBytes];
        var length = await request.Body.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellation);
        if (length == 0)
            return (null, ProblemKind.InvalidRequest.ToResult(new Text("文件为空", "the file is empty").ToString()));
        if (!DocumentFile.Begins(first.AsSpan(0, length), mediaType))
            return (null, FilingProblems.DocumentKind.ToResult(mediaType));
        return await store.KeepAsync(first.AsMemory(0, length), request.Body, options.MostBytes, cancellation) is { } content
            ? (new(content, mediaType), null)
            : (null, TooLarge());
    }

    private ProblemHttpResult TooLarge() => FilingProblems.DocumentTooLarge.ToResult($"{options.MostBytes}");
}
