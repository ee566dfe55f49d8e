using System.Globalization;
using Settlement.Persistence.Recomputation;

namespace Settlement.Api.Hosting;

/// <summary>What one run of <c>verify</c> looks at, and how it reports.</summary>
internal sealed record VerifyOptions
{
    internal const string Usage =
        """
        verify [options]: computes every stored settlement again from what is stored with it, and every account from its settlements,
        and reports what differs. It changes nothing, and may run while the API settles.
          --limit 100           differences that are told one by one, the others are counted; the same of what cannot be verified
          --workers N           connections and computations at once (default: twice the cores, eight at most)
          --from-person UUID    only persons from this id on
          --to-person UUID      only persons up to this id
          --json FILE           the report also as JSON
        Exit code: 0 nothing differs, 1 something differs or cannot be verified, 2 it could not run.
        """;

    internal int Limit { get; private init; } = 100;

    internal RecomputationScope Scope { get; private init; } = new(Guid.Empty, Guid.AllBitsSet, Math.Clamp(2 * Environment.ProcessorCount, 2, 8));

    internal string? Json { get; private init; }

    /// <exception cref="StartupException">An option is unknown or has no such value.</exception>
    internal static VerifyOptions Parse(IReadOnlyList<string> words)
    {
        var options = new VerifyOptions();
        for (var i = 0; i < words.Count; i += 2)
            options = options.With(words[i], i + 1 < words.Count ? words[i + 1] : null);
        return options;
    }

    private VerifyOptions With(string name, string? value) => name switch
    {
        "--limit" => this with { Limit = Number(name, value, least: 0) },
        "--workers" => this with { Scope = Scope with { Workers = Number(name, value, least: 1) } },
        "--from-person" => this with { Scope = Scope with { FirstPerson = Id(name, value) } },
        "--to-person" => this with { Scope = Scope with { LastPerson = Id(name, value) } },
        "--json" => this with { Json = Path.GetFullPath(value ?? throw Faulty(name, "a file", value)) },
        _ => throw new StartupException($"'{name}' is no option of verify.\n\n{Usage}"),
    };

    private static int Number(string name, string? value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Faulty(name, $"a whole number of {least} or more", value);

    private static Guid Id(string name, string? value) => Guid.TryParse(value, out var id) ? id : throw Faulty(name, "the UUID of a person", value);

    private static StartupException Faulty(string name, string wanted, string? value) =>
        new($"{name} takes {wanted}, not '{value}'.\n\n{Usage}");
}
