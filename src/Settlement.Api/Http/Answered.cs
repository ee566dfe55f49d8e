using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>
/// An outcome on its way to HTTP: 200 with the answer, marked where it was done before and where it was undone since; or problem+json.
/// </summary>
internal sealed class Answered<T>(Outcome<T> outcome) : IResult, IEndpointMetadataProvider where T : class
{
    public static implicit operator Answered<T>(Outcome<T> outcome) => new(outcome);

    public static implicit operator Answered<T>(Refusal refusal) => new(refusal);

    public static implicit operator Answered<T>(T answer) => new(answer);

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (outcome.IsRefused(out var refusal, out var answer))
            return refusal.ToResult().ExecuteAsync(httpContext);
        if (outcome.WasDoneBefore)
            httpContext.MarkReplayed();
        if (outcome.UndoneBy is { } number)
            httpContext.Response.Headers[Replay.UndoneByHeader] = number;
        return TypedResults.Ok(answer).ExecuteAsync(httpContext);
    }
}
