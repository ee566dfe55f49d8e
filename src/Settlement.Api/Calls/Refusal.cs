namespace Settlement.Api.Calls;

/// <summary>Why something is not done: the kind of problem, what of it is at fault, and where. Rendered in the language of whoever reads it.</summary>
/// <param name="Detail">What of it is at fault; null where the kind says all.</param>
/// <param name="Pointer">JSON pointer to the field at fault; null where there is none.</param>
internal sealed record Refusal(ProblemKind Kind, Text? Detail = null, string? Pointer = null)
{
    private const int DetailAtMost = 300;

    /// <summary>Further members of the problem by their names on the wire, such as the lines that were refused.</summary>
    internal IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>What people read: what the problem means, and what of it is at fault.</summary>
    internal string Sentence => InBothLanguages.ToString();

    /// <summary>The same for a reader whose language is not known yet.</summary>
    internal Text InBothLanguages => Detail is { } detail
        ? new($"{Kind.Title.Chinese}: {Cut(detail.Chinese)}", $"{Kind.Title.English}: {Cut(detail.English)}")
        : Kind.Title;

    internal Refusal With(string name, object? value) => this with { More = new Dictionary<string, object?>(More) { [name] = value } };

    private static string Cut(string detail) => detail.Length > DetailAtMost ? detail[..DetailAtMost] : detail;
}
