using Microsoft.AspNetCore.Http;
namespace Settlement.Api.Hosting;

internal static class Configured
{
    /// <exception cref="StartupException">An address to listen on is none.</exception>
    internal static void CheckUrls(this IConfiguration configuration)
    {
        foreach (var url in (configuration.Text("urls") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                BindingAddress.Parse(url);
            }
            catch (FormatException e)
            {
                throw new StartupException($"ASPNETCORE_URLS is '{url}': set it to an address such as http://localhost:5080.", e);
            }
        }
    }

    /// <summary>The setting, or null where it is left out or empty.</summary>
    internal static string? Text(this IConfiguration configuration, string key) =>
        configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
