using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serilog;
using Serilog.Events;
using Settlement.Api.Access;

namespace Settlement.Api.Hosting;

/// <summary>
/// One line for each request, by operation and route: never the path as it was called, the query or a body, which may name a person.
/// </summary>
internal static class RequestLog
{
    /// <summary>
    /// Called for each bill, and quickly: carried out, they leave a line only at Debug. A settlement leaves one of its own under the
    /// same trace id; see docs/operations.md.
    /// </summary>
    internal static readonly FrozenSet<string> Quiet = FrozenSet.Create(
        "PreviewSettlement", "Settle", "PreviewVisit", "SettleVisit", "RegisterEncounter", "UploadFeeLines", "ReadEntitlement");

    internal static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>(); // else the static one, which is nobody's here
        options.MessageTemplate = "{Method} {Operation} {Route} answered {Status} in {Elapsed:0.0} ms for {Role} {Subject}";
        options.GetLevel = (context, _, exception) => Level(context, exception);
        options.GetMessageTemplateProperties = (context, _, elapsed, status) => Properties(context, elapsed, status);
    });

    private static LogEventLevel Level(HttpContext context, Exception? exception) => context.Response.StatusCode switch
    {
        _ when exception is not null => LogEventLevel.Error,
        >= 500 => LogEventLevel.Error,
        >= 400 => LogEventLevel.Information,
        _ when Operation(context) is { } operation && !Quiet.Contains(operation) => LogEventLevel.Information,
        _ => LogEventLevel.Debug, // also probes of health, Swagger UI and its document
    };

    private static IEnumerable<LogEventProperty> Properties(HttpContext context, double elapsed, int status)
    {
        var caller = Caller.Of(context.User);
        return
        [
            new("Method", new ScalarValue(context.Request.Method)),
            new("Operation", new ScalarValue(Operation(context) ?? "-")),
            new("Route", new ScalarValue((EndpointOf(context) as RouteEndpoint)?.RoutePattern.RawText ?? "-")),
            new("Status", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
            new("Role", new ScalarValue(caller?.Role.ToString() ?? "nobody")),
            new("Subject", new ScalarValue(caller is null ? "-" : OneLine(caller.Subject))),
        ];
    }

    private static string? Operation(HttpContext context) => EndpointOf(context)?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    /// <summary>The handler of exceptions takes the endpoint away, but remembers it.</summary>
    private static Endpoint? EndpointOf(HttpContext context) =>
        context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;

    /// <summary>A subject is what an issuer lets it be: it shall not forge lines.</summary>
    private static string OneLine(string subject) =>
        subject.Any(char.IsControl) ? string.Concat(subject.Select(c => char.IsControl(c) ? ' ' : c)) : subject;
}
