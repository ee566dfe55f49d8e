using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Says of an endpoint that its body is a file, which the handler reads itself, and of which media types it may be.</summary>
internal sealed record FileBody(params string[] MediaTypes);

/// <summary>Writes the body of an endpoint that takes a file into the document.</summary>
internal sealed class FileBodyFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<FileBody>().SingleOrDefault() is not { } body)
            return;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = body.MediaTypes.ToDictionary(type => type, IOpenApiMediaType (type) => new OpenApiMediaType
            {
                Schema = new OpenApiSchema { ContentMediaType = type }, // bytes have no JSON type; Swagger UI offers a file for this
            }),
        };
    }
}
