using System.Net.Http.Headers;

namespace Settlement.Api.Documents;

/// <summary>Files that are taken as documents: by media type, and by the bytes with which such a file begins.</summary>
internal static class DocumentFile
{
    internal const string Pdf = "application/pdf";
    internal const string Jpeg = "image/jpeg";
    internal const string Png = "image/png";

    /// <summary>Length of the longest beginning.</summary>
    internal const int FirstBytes = 8;

    private static readonly Dictionary<string, byte[]> Beginnings = new(StringComparer.OrdinalIgnoreCase)
    {
        [Pdf] = [.. "%PDF-"u8],
        [Jpeg] = [0xFF, 0xD8, 0xFF],
        [Png] = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A],
    };

    /// <returns>The media type in lower case and without parameters; null where such files are not taken.</returns>
    internal static string? MediaTypeOf(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        ? Beginnings.Keys.FirstOrDefault(known => known.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
        : null;

    internal static bool Begins(ReadOnlySpan<byte> content, string mediaType) => content.StartsWith(Beginnings[mediaType]);

    /// <summary>A name of 1 to 200 characters without a path in it.</summary>
    internal static bool IsName(string name) =>
        name.Length is >= 1 and <= 200 && !name.Any(c => char.IsControl(c) || c is '/' or '\\');

    /// <summary>As the lists show it: 64 digits.</summary>
    internal static bool IsHash(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);
}
