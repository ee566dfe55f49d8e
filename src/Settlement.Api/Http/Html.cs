using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Settlement.Api.Http;

/// <summary>A piece of HTML. Whatever stands in a hole of the interpolated string that it is made of is encoded, unless it is such a piece itself.</summary>
internal readonly record struct Html(string Markup)
{
    internal static Html Empty { get; } = new("");

    internal static Html Of(HtmlMarkup markup) => new(markup.ToString());

    internal static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));
}

/// <summary>Builds a piece of HTML from an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlMarkup(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder markup = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string literal) => markup.Append(literal);

    public void AppendFormatted(Html piece) => markup.Append(piece.Markup);

    public void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    public void AppendFormatted<T>(T value, string? format) => markup.Append(Encoder.Encode(
        (value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? ""));

    public override string ToString() => markup.ToString();
}
