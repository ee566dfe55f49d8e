using System.Globalization;
using System.Text.RegularExpressions;

namespace Settlement.Persistence.ReferenceData;

/// <summary>A column of a file: its name, and what its text becomes in the table.</summary>
/// <param name="Parse">Throws <see cref="FormatException"/> that says what the text should be.</param>
internal sealed record Column(string Name, Func<string, object?> Parse)
{
    /// <summary>An empty field becomes null.</summary>
    internal Column Optional() => this with { Parse = text => text.Length == 0 ? null : Parse(text) };

    /// <summary>Words for people. Leading or trailing space would break exact matching by name.</summary>
    internal static Column Text(string name) => new(name, text =>
        text.Length > 0 && text.AsSpan().Trim().Length == text.Length
            ? text
            : throw new FormatException("a text without space around it"));

    /// <summary>A code stays text: leading zeros count.</summary>
    /// <param name="pattern">Must fit the whole code.</param>
    internal static Column Code(string name, string pattern)
    {
        // Made when first needed: a start that finds nothing changed parses no row.
        var expression = new Lazy<Regex>(() => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant));
        return new(name, text => expression.Value.IsMatch(text) ? text : throw new FormatException($"a code like {pattern}"));
    }

    internal static Column OneOf(string name, params string[] values) => new(name, text =>
        values.Contains(text) ? text : throw new FormatException($"one of {string.Join(", ", values)}"));

    internal static Column Flag(string name) => new(name, text => text switch
    {
        "0" => false,
        "1" => true,
        _ => throw new FormatException("0 or 1"),
    });

    internal static Column Small(string name) => new(name, text =>
        short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("a small whole number"));

    internal static Column Whole(string name) => new(name, text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("a whole number"));

    internal static Column Day(string name) => new(name, text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException("a day like 2025-12-31"));
}
