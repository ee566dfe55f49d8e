using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;
using Settlement.Domain;

namespace Settlement.Api.OpenApi;

/// <summary>OpenAPI document and Swagger UI.</summary>
internal static class Swagger
{
    internal static void AddSwagger(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new()
            {
                Title = "Settlement 跨省异地就医直接结算",
                Version = "v1",
                Description = "备案 · 定点查询 · 结算。Amounts are yuan with two decimals; dates are those of China. "
                    + "Every write may be sent again under its own number. Errors are problem+json with a stable code and a next step.",
            });
            options.MapType<Money>(() => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "decimal", Description = "yuan" });
            options.MapType<decimal>(() => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "decimal" });
            options.SupportNonNullableReferenceTypes();
            options.SchemaFilter<SchemaShapes>();
            options.IncludeXmlComments(typeof(Swagger).Assembly);
            options.IncludeXmlComments(typeof(Money).Assembly);
            options.AddSecurityDefinition("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            options.AddSecurityRequirement(document => new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
            options.ParameterFilter<WordFilter>();
            options.ParameterFilter<QueryNameFilter>();
            options.OperationFilter<FileBodyFilter>();
            options.OperationFilter<ExampleFilter>();
        });

    internal static void UseSwaggerPages(this WebApplication app)
    {
        app.UseSwagger(options =>
        {
            options.RouteTemplate = "openapi/{documentName}.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.DocumentTitle = "Settlement";
            options.SwaggerEndpoint("/openapi/v1.json", "v1");
            options.EnablePersistAuthorization();
        });
    }
}
