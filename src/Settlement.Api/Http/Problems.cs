using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>Answers with problem+json (RFC 9457): <c>code</c>, <c>detail</c>, <c>pointer</c>, <c>nextStep</c>, <c>traceId</c>.</summary>
internal static class Problems
{
    /// <param name="pointer">JSON pointer to the field at fault.</param>
    internal static ProblemHttpResult ToResult(this ProblemKind kind, Text? detail = null, string? pointer = null) =>
        kind.Refuse(detail, pointer).ToResult();

    internal static ProblemHttpResult ToResult(this Refusal refusal) => TypedResults.Problem(refusal.ToDetails());

    /// <summary>Gives a bare status of the framework the form of every other problem.</summary>
    internal static Task WriteAsync(HttpContext context)
    {
        var kind = context.Response.StatusCode switch
        {
            404 => ProblemKind.NotFound,
            405 => ProblemKind.MethodNotAllowed,
            415 => ProblemKind.NotJson,
            var status => ProblemKind.MalformedRequest with { Status = status },
        };
        return kind.ToResult().ExecuteAsync(context);
    }

    internal static ProblemDetails ToDetails(this Refusal refusal)
    {
        var details = new ProblemDetails
        {
            Status = refusal.Kind.Status,
            Title = refusal.Kind.Title.ToString(),
            Type = $"urn:settlement:problem:{refusal.Kind.Code}",
            Detail = refusal.Sentence,
            Extensions = { ["code"] = refusal.Kind.Code, ["traceId"] = Activity.Current?.TraceId.ToString() },
        };
        if (refusal.Pointer is not null)
            details.Extensions["pointer"] = refusal.Pointer;
        if (refusal.Kind.NextStep is { } nextStep)
            details.Extensions["nextStep"] = nextStep.ToString();
        foreach (var (name, value) in refusal.More)
            details.Extensions[name] = value;
        return details;
    }
}
