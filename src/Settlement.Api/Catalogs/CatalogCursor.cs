using System.Globalization;

namespace Settlement.Api.Catalogs;

/// <summary>How far a download is: the number of the last change of the national list and of the province.</summary>
internal readonly record struct CatalogCursor(long National, long Provincial)
{
    /// <summary>A text of <see cref="ToString"/>; nothing, or 0, is the start.</summary>
    internal static bool TryParse(string? text, out CatalogCursor cursor)
    {
        cursor = default;
        if (text is null or "0")
            return true;
        if (text.Split('-') is not [var national, var provincial] || Number(national) is not { } n || Number(provincial) is not { } p)
            return false;
        cursor = new(n, p);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{National}-{Provincial}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
