using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Settlement.Api.Calls;

namespace Settlement.Api.Access;

internal static class CallOfRequest
{
    /// <summary>One <see cref="Call"/> for the whole of a request; asked for only by operations that have an access row.</summary>
    internal static IServiceCollection AddCall(this IServiceCollection services) => services.AddScoped(provider =>
    {
        var context = provider.GetRequiredService<IHttpContextAccessor>().HttpContext
            ?? throw new InvalidOperationException("A call is made where a request comes in; what works by itself makes its own.");
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        return new Call(context.Caller(), operation, provider.GetRequiredService<TimeProvider>(), context.RequestAborted);
    });
}
