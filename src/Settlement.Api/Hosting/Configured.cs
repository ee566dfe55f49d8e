namespace Settlement.Api.Hosting;

internal static class Configured
{
    /// <summary>The setting, or null where it is left out or empty.</summary>
    internal static string? Text(this IConfiguration configuration, string key) =>
        configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
