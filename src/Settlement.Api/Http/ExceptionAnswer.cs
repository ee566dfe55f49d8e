using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>Turns what was thrown into problem+json: an unreadable body into 400, anything else into 500 without its text.</summary>
internal sealed partial class ExceptionAnswer(ILogger<ExceptionAnswer> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = RefusalOf(exception);
        if (refusal.Kind == ProblemKind.Busy)
            context.Response.Headers.RetryAfter = "1";
        if (refusal.Kind.Status >= 500)
            Failed(log, context.Request.Method, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
        await refusal.ToResult().ExecuteAsync(context);
        return true;
    }

    private static Refusal RefusalOf(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Malformed(MalformedJson.Explain(json)),
        BadHttpRequestException { InnerException: FormatException format } => Malformed((format.Message, null)),
        BadHttpRequestException bad when UnboundParameter().Match(bad.Message) is { Success: true } parameter =>
            ProblemKind.MalformedRequest.Refuse(parameter.Groups[2].Value, Validation.Pointer(parameter.Groups[1].Value)),
        BadHttpRequestException bad => (ProblemKind.MalformedRequest with { Status = bad.StatusCode }).Refuse(),
        _ => Failures.RefusalOf(exception) ?? ProblemKind.Unexpected.Refuse(),
    };

    private static Refusal Malformed((string Detail, string? Pointer) fault) =>
        ProblemKind.MalformedRequest.Refuse(fault.Detail, fault.Pointer);

    /// <summary>Name and text of a parameter of path or query that could not be read.</summary>
    [GeneratedRegex("""Failed to bind parameter "\S+ (\w+)" from "(.*)"\.""")]
    private static partial Regex UnboundParameter();

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private static partial void Failed(ILogger log, string method, string? endpoint, Exception exception);
}
