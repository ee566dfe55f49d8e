using Microsoft.AspNetCore.Builder;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Hosting;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace Settlement.Api.Hosting;

/// <summary>Serilog for the whole program. Templates carry no names, identity numbers or diagnoses of people.</summary>
internal static class Logs
{
    internal const string JsonSetting = "Logging:Json";
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {TraceId} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>The first stage: what is thrown before the settings are read has a place to go. <see cref="AddSerilog"/> makes it the second.</summary>
    internal static ReloadableLogger First() => new LoggerConfiguration().WriteTo.Console(outputTemplate: Template, formatProvider: null).CreateBootstrapLogger();

    /// <summary>The second stage: the logger as the settings say.</summary>
    /// <param name="first">The first stage, whose owner disposes of it; null where the program's container shall.</param>
    /// <returns>The logger for what happens before the program is composed.</returns>
    internal static Microsoft.Extensions.Logging.ILogger AddSerilog(this WebApplicationBuilder builder, ReloadableLogger? first)
    {
        var json = builder.Configuration.WritesJson();
        var logger = Configured(first ?? First(), builder.Configuration, json);
        builder.Services.AddSerilog(logger, dispose: first is null);
        return new SerilogLoggerFactory(logger).CreateLogger("Settlement.Startup");
    }

    /// <summary>Whether every line on the console is a JSON object.</summary>
    internal static bool WritesJson(this IConfiguration configuration) => configuration.Text(JsonSetting) switch
    {
        null => false,
        var text when bool.TryParse(text, out var json) => json,
        var text => throw new StartupException($"Logging__Json is '{text}': set it to true or false, or leave it out."),
    };

    private static Logger Configured(ReloadableLogger first, IConfiguration configuration, bool json)
    {
        try
        {
            first.Reload(settings => settings
                .ReadFrom.Configuration(configuration)
                .Enrich.With<WithoutPath>()
                .WriteTo.Async(console => _ = json
                    ? console.Console(new CompactJsonFormatter())
                    : console.Console(outputTemplate: Template, formatProvider: null), blockWhenFull: true));
            return first.Freeze();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new StartupException($"The settings under Serilog cannot be read ({e.Message}): correct them.", e);
        }
    }

    /// <summary>The framework puts the path of the request on every event; a path may hold a person's number.</summary>
    private sealed class WithoutPath : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
    }
}
