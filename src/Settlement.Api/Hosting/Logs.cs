using Serilog;
using Serilog.Extensions.Logging;

namespace Settlement.Api.Hosting;

/// <summary>Serilog for the whole program. Templates carry no names, identity numbers or diagnoses of people.</summary>
internal static class Logs
{
    /// <returns>The logger for what happens before the program is composed.</returns>
    internal static Microsoft.Extensions.Logging.ILogger AddSerilog(this WebApplicationBuilder builder)
    {
        var logger = Logger(builder.Configuration);
        builder.Logging.ClearProviders();
        var provider = new SerilogLoggerProvider(logger, dispose: true);
        builder.Logging.AddProvider(provider);
        return provider.CreateLogger("Settlement.Startup");
    }

    private static Serilog.Core.Logger Logger(IConfiguration configuration)
    {
        try
        {
            return new LoggerConfiguration().ReadFrom.Configuration(configuration).CreateLogger();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new StartupException($"The settings under Serilog cannot be read ({e.Message}): correct them.", e);
        }
    }
}
