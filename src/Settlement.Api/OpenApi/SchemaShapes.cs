using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Settlement.Api.OpenApi;

/// <summary>Says which fields must be sent or are always there, which may be null, and what a problem carries.</summary>
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
        if (context.Type.Assembly.GetName().Name!.StartsWith("Settlement", StringComparison.Ordinal))
            LetReferencesBeNull(shape, context.Type);
    }

    /// <summary>A field of a schema of its own is a bare reference, which null does not fit: the other schema or null is said here.</summary>
    private static void LetReferencesBeNull(OpenApiSchema shape, Type type)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (shape.Properties?.TryGetValue(name, out var field) != true || field is not OpenApiSchemaReference reference
                || nullability.Create(property).ReadState != NullabilityState.Nullable)
                continue;
            shape.Properties[name] = new OpenApiSchema { Description = reference.Description, OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] };
            reference.Description = null;
        }
    }
}
