using Settlement.Api.OpenApi;

namespace Settlement.Api.Filings;

/// <summary>What the OpenAPI document says of endpoints that take or send documents.</summary>
internal static class DocumentRoutes
{
    internal static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new FileBody(DocumentFile.Pdf, DocumentFile.Jpeg, DocumentFile.Png))
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    internal static RouteHandlerBuilder SendsDocument(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(404).Produces<Stream>(200, DocumentFile.Pdf, DocumentFile.Jpeg, DocumentFile.Png);
}
