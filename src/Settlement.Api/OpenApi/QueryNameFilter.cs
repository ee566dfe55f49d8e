using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Writes the parameters of a query record as the wire names them.</summary>
internal sealed class QueryNameFilter : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is OpenApiParameter { In: ParameterLocation.Query, Name: { } name } written)
            written.Name = JsonNamingPolicy.CamelCase.ConvertName(name);
    }
}
