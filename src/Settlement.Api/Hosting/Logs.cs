using Serilog;
using Serilog.Extensions.Logging;

namespace Settlement.Api.Hosting;

/// <summary>Serilog for the whole program. Templates carry no names, identity numbers or diagnoses of people.</summary>
internal static class Logs
{
    internal static void AddSerilog(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new SerilogLoggerProvider(logger, dispose: true));
    }
}
