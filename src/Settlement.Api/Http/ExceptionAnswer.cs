using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

/// <summary>Turns what was thrown into problem+json: an unreadable body into 400, anything else into 500 without its text.</summary>
internal sealed partial class ExceptionAnswer(ILogger<ExceptionAnswer> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var result = ProblemOf(exception);
        if (result.StatusCode == ProblemKind.Busy.Status)
            context.Response.Headers.RetryAfter = "1";
        if (result.StatusCode >= 500)
            Failed(log, context.Request.Method, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
        await result.ExecuteAsync(context);
        return true;
    }

    internal static ProblemHttpResult ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Malformed(MalformedJson.Explain(json)),
        BadHttpRequestException { InnerException: FormatException format } => Malformed((format.Message, null)),
        BadHttpRequestException bad when UnboundParameter().Match(bad.Message) is { Success: true } parameter =>
            ProblemKind.MalformedRequest.ToResult(parameter.Groups[2].Value, Validation.Pointer(parameter.Groups[1].Value)),
        BadHttpRequestException bad => (ProblemKind.MalformedRequest with { Status = bad.StatusCode }).ToResult(),
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } or
        DbUpdateException
        {
            InnerException: PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter }
        } =>
            ProblemKind.MalformedRequest.ToResult("U+0000"),
        _ when IsBusy(exception) => ProblemKind.Busy.ToResult(),
        _ => ProblemKind.Unexpected.ToResult(),
    };

    private static ProblemHttpResult Malformed((string Detail, string? Pointer) fault) =>
        ProblemKind.MalformedRequest.ToResult(fault.Detail, fault.Pointer);

    /// <summary>
    /// Waited too long for a lock or a connection, stood in a deadlock, or lost the database: the same call may go through a moment
    /// later. EF wraps what happened, once or twice.
    /// </summary>
    private static bool IsBusy(Exception? exception) => exception switch
    {
        DbUpdateException or InvalidOperationException => IsBusy(exception.InnerException),
        PostgresException
        {
            SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections
                or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        } => true,
        NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>Name and text of a parameter of path or query that could not be read.</summary>
    [GeneratedRegex("""Failed to bind parameter "\S+ (\w+)" from "(.*)"\.""")]
    private static partial Regex UnboundParameter();

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private static partial void Failed(ILogger log, string method, string? endpoint, Exception exception);
}
