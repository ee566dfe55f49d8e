using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Writes the example of each operation into the document, so that Swagger UI can send it as it stands.</summary>
internal sealed class ExampleFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (Examples.All.FirstOrDefault(e => e.Operation == operation.OperationId) is not { } example)
            return;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (example.Parameters.TryGetValue(parameter.Name!, out var value))
                parameter.Example = value;
        if (example.BodyNode is { } body && operation.RequestBody?.Content?.TryGetValue(example.MediaType, out var content) == true
                && content is OpenApiMediaType written)
            written.Example = body;
    }
}
