using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Says which fields must be sent or are always there, and what a problem carries.</summary>
internal sealed class SchemaShapes : ISchemaFilter
{
    private static readonly (string Name, string Meaning)[] ProblemFields =
    [
        ("code", "Stable name of the problem."),
        ("pointer", "JSON pointer to the field at fault, where one is."),
        ("nextStep", "What the caller can do, where something can be done."),
        ("traceId", "Quote it when asking for help."),
    ];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema shape)
            return;
        if (context.Type == typeof(ProblemDetails))
        {
            foreach (var (name, meaning) in ProblemFields)
                shape.Properties![name] = new OpenApiSchema { Type = JsonSchemaType.String, Description = meaning };
        }
        else if (context.Type.Assembly == typeof(SchemaShapes).Assembly && context.Type.GetConstructors() is [var constructor, ..])
        {
            shape.Required = constructor.GetParameters().Where(p => !p.IsOptional)
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!)).ToHashSet();
        }
    }
}
