using System.Globalization;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Verify;

/// <summary>What one measurement of the <c>verify</c> command does.</summary>
internal sealed record VerifyOptions
{
    internal const string Usage =
        """
        verify [options]: how long the verify command takes, on a PostgreSQL of its own in a temporary folder
          --stored 100000       settlements of ten lines, each of another person
          --runs 1              runs of the command, one after another
          --workers N           as the command's own option
          --folder FOLDER       where the temporary folder is made
          --markdown FILE       the tables also as Markdown
        """;

    internal int Stored { get; private init; } = 100_000;

    internal int Runs { get; private init; } = 1;

    internal int? Workers { get; private init; }

    internal string Folder { get; private init; } = Path.GetTempPath();

    internal string? Markdown { get; private init; }

    /// <exception cref="LoadException">An option is unknown or has no such value.</exception>
    internal static VerifyOptions Parse(IReadOnlyList<string> words)
    {
        var options = new VerifyOptions();
        for (var i = 0; i < words.Count; i += 2)
        {
            if (i + 1 == words.Count)
                throw new LoadException($"{words[i]} has no value.\n\n{Usage}");
            options = options.With(words[i], words[i + 1]);
        }
        return options;
    }

    private VerifyOptions With(string name, string value) => name switch
    {
        "--stored" => this with { Stored = Number(name, value) },
        "--runs" => this with { Runs = Number(name, value) },
        "--workers" => this with { Workers = Number(name, value) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        "--markdown" => this with { Markdown = Path.GetFullPath(value) },
        _ => throw new LoadException($"{name} is no option.\n\n{Usage}"),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : throw new LoadException($"{name} takes a whole number of 1 or more, not '{value}'.\n\n{Usage}");
}
