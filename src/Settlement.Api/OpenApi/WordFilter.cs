using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Settlement.Api.Http;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Lists the words that a parameter may be.</summary>
internal sealed class WordFilter : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        var type = context.ApiParameterDescription.ParameterDescriptor?.ParameterType ?? context.ApiParameterDescription.Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Word<>) || parameter is not OpenApiParameter written)
            return;
        var words = Enum.GetNames(type.GenericTypeArguments[0]).Select(JsonNamingPolicy.CamelCase.ConvertName);
        written.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(w => (JsonNode)w)] };
    }
}
