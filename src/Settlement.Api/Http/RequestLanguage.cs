using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Settlement.Api.Calls;

namespace Settlement.Api.Http;

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
