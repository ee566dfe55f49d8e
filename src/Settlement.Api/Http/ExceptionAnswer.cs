using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Settlement.Api.Http;

/// <summary>Turns what was thrown into problem+json: an unreadable body into 400, anything else into 500 without its text.</summary>
internal sealed partial class ExceptionAnswer(ILogger<ExceptionAnswer> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var result = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } =>
                ProblemKind.MalformedRequest.ToResult(FirstSentence(json.Message), Pointer(json.Path)),
            BadHttpRequestException bad => (ProblemKind.MalformedRequest with { Status = bad.StatusCode }).ToResult(bad.Message),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } or
            DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } } =>
                ProblemKind.MalformedRequest.ToResult("U+0000"),
            _ => ProblemKind.Unexpected.ToResult(),
        };
        if (result.StatusCode >= 500)
            Failed(log, context.Request.Method, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
        await result.ExecuteAsync(context);
        return true;
    }

    /// <summary><c>$.lines[0].amount</c> becomes <c>/lines/0/amount</c>.</summary>
    private static string? Pointer(string? path) =>
        path is null ? null : PathStep().Replace(path.TrimStart('$'), "/$1$2");

    /// <summary>The reader's own words without its appendix of path and position.</summary>
    private static string FirstSentence(string message) =>
        message.IndexOf(" Path:", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private static partial void Failed(ILogger log, string method, string? endpoint, Exception exception);

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex PathStep();
}
