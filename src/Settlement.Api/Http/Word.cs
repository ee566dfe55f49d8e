using System.Diagnostics.CodeAnalysis;
using Settlement.Domain;

namespace Settlement.Api.Http;

/// <summary>A value of an enum in path or query, in the same camelCase word as in JSON.</summary>
internal readonly record struct Word<T>(T Value) : IParsable<Word<T>>
    where T : struct, Enum
{
    public static Word<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word) ? word : throw new FormatException($"'{s}' is not one of {string.Join(", ", Words.Keys)}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<T> result)
    {
        var known = Words.TryGetValue(s ?? "", out var value);
        result = new(value);
        return known;
    }

    public override string ToString() => ExactEnumConverter.Name(Value);

    internal static IReadOnlyDictionary<string, T> Words { get; } =
        Enum.GetValues<T>().ToDictionary(ExactEnumConverter.Name);
}
