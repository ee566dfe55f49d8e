using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.OpenApi;

namespace Settlement.Api.Documents;

/// <summary>What endpoints that take or send documents have in common.</summary>
internal static class DocumentEndpoints
{
    internal static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new FileBody(DocumentFile.Pdf, DocumentFile.Jpeg, DocumentFile.Png))
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    internal static RouteHandlerBuilder SendsDocument(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(404).Produces<Stream>(200, DocumentFile.Pdf, DocumentFile.Jpeg, DocumentFile.Png);

    /// <summary>The body of a request as a file. The server lets one byte more through than is taken, so that the answer is ours.</summary>
    internal static IncomingFile ToFile(this HttpRequest request, string fileName)
    {
        var mostBytes = request.HttpContext.RequestServices.GetRequiredService<DocumentOptions>().MostBytes;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && limit.MaxRequestBodySize <= mostBytes)
            limit.MaxRequestBodySize = mostBytes + 1L;
        return new(fileName, request.ContentType, request.ContentLength, request.Body);
    }

    /// <summary>The content of a document on its way to HTTP.</summary>
    internal static IResult ToResult(this Outcome<DocumentContent> outcome) =>
        outcome.IsRefused(out var refusal, out var document) ? refusal.ToResult() : new SentDocument(document);

    private sealed class SentDocument(DocumentContent document) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.RegisterForDisposeAsync(document.Content);
            httpContext.Response.Headers.XContentTypeOptions = "nosniff";
            await TypedResults.Stream(document.Content, document.MediaType, document.FileName).ExecuteAsync(httpContext);
        }
    }
}
