using Microsoft.AspNetCore.Builder;
using Microsoft.Net.Http.Headers;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>
/// What holds for every call: it is carried out to its end also when the caller has gone, bodies are UTF-8, and answers about people
/// stay out of caches.
/// </summary>
internal static class RequestHygiene
{
    internal static IApplicationBuilder UseRequestHygiene(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestAborted = CancellationToken.None; // docs/decisions/0012
        if (context.Request.Path.StartsWithSegments("/v1"))
            context.Response.Headers.CacheControl = "no-store";
        return MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            || context.Request.ContentType is null
                ? next(context)
                : ProblemKind.NotJson.ToResult().ExecuteAsync(context);
    });
}
