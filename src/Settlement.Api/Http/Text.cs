using System.Globalization;

namespace Settlement.Api.Http;

/// <summary>A sentence for people in both languages; Chinese unless the caller's Accept-Language asks for English.</summary>
internal readonly record struct Text(string Chinese, string English)
{
    internal static CultureInfo ChineseCulture { get; } = CultureInfo.GetCultureInfo("zh-CN");

    internal static CultureInfo EnglishCulture { get; } = CultureInfo.GetCultureInfo("en");

    /// <summary>The sentence in the language of the request under way.</summary>
    public override string ToString() => Equals(CultureInfo.CurrentUICulture, EnglishCulture) ? English : Chinese;
}

/// <summary>Sets the language of a request from its Accept-Language header.</summary>
internal static class RequestLanguage
{
    internal static IApplicationBuilder UseRequestLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var preferred = context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(language => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
                || language.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        CultureInfo.CurrentUICulture = preferred?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true
            ? Text.EnglishCulture
            : Text.ChineseCulture;
        var name = CultureInfo.CurrentUICulture.Name;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentLanguage = name;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
