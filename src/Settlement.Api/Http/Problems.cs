using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Settlement.Domain.Catalogs;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Http;

/// <summary>Answers with problem+json (RFC 9457): <c>code</c>, <c>detail</c>, <c>pointer</c>, <c>nextStep</c>, <c>traceId</c>.</summary>
internal static class Problems
{
    /// <param name="pointer">JSON pointer to the field at fault.</param>
    internal static ProblemHttpResult ToResult(this ProblemKind kind, string? detail = null, string? pointer = null) =>
        TypedResults.Problem(kind.ToDetails(detail, pointer));

    /// <param name="linesSent">How many of the lines, the first ones, were sent with this request.</param>
    internal static ProblemHttpResult ToResult(this Refused refused, int linesSent = 0)
    {
        var details = ProblemKind.OfRefusal[refused.Code].ToDetails(refused.Lines.Count == 0 ? refused.Detail : null, pointer: null);
        if (refused.Lines.Count > 0)
            details.Extensions["lines"] = refused.Lines.Select(line => RefusedLineAnswer.From(line, linesSent)).ToList();
        return TypedResults.Problem(details);
    }

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

    internal static ProblemDetails ToDetails(this ProblemKind kind, string? detail, string? pointer)
    {
        var title = kind.Title.ToString();
        var details = new ProblemDetails
        {
            Status = kind.Status,
            Title = title,
            Type = $"urn:settlement:problem:{kind.Code}",
            Detail = detail is null ? title : $"{title}: {(detail.Length > 300 ? detail[..300] : detail)}",
            Extensions = { ["code"] = kind.Code, ["traceId"] = Activity.Current?.TraceId.ToString() },
        };
        if (pointer is not null)
            details.Extensions["pointer"] = pointer;
        if (kind.NextStep is { } nextStep)
            details.Extensions["nextStep"] = nextStep.ToString();
        return details;
    }
}

/// <summary>A fee line that was refused.</summary>
/// <param name="Pointer">Place in the body that was sent; null where the line was stored before.</param>
internal sealed record RefusedLineAnswer(string LineNo, string? Pointer, string Code, string Detail)
{
    internal static RefusedLineAnswer From(RefusedLine line, int linesSent) => new(
        line.LineNo, line.Index < linesSent ? $"/lines/{line.Index}" : null, Wire.Name(line.Fault), $"{ProblemKind.OfLine[line.Fault]}: {line.Detail}");
}
