using System.Globalization;

namespace Settlement.Api.Calls;

/// <summary>A sentence for people in both languages; Chinese unless the caller's Accept-Language asks for English.</summary>
internal readonly record struct Text(string Chinese, string English)
{
    internal static CultureInfo ChineseCulture { get; } = CultureInfo.GetCultureInfo("zh-CN");

    internal static CultureInfo EnglishCulture { get; } = CultureInfo.GetCultureInfo("en");

    /// <summary>Figures and numbers that read the same in both languages.</summary>
    public static implicit operator Text(string figures) => new(figures, figures);

    /// <summary>The same where there may be none.</summary>
    internal static Text? OrNull(string? figures) => figures is null ? null : new(figures, figures);

    /// <summary>The sentence in the language of the request under way.</summary>
    public override string ToString() => Equals(CultureInfo.CurrentUICulture, EnglishCulture) ? English : Chinese;
}
