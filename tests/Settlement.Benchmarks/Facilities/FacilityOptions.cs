using System.Globalization;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Facilities;

/// <summary>What one run of <c>facilities</c> does, and for how long.</summary>
internal sealed record FacilityOptions
{
    internal const string Usage =
        """
        facilities [options]: searches over HTTP while settlements run, then lists imported, on a PostgreSQL of its own in a temporary folder
          --count 500000        facilities generated
          --rate 200            searches per second, an open loop
          --settlements 30      visits per second beside them, each a preview and a settlement; 0 for none
          --seconds 30          length of the open loop
          --import 100000       rows of the list that is imported; 0 for none
          --markdown FILE       the tables also as Markdown
          --folder FOLDER       where the temporary folder is made: its disk is measured
        """;

    internal int Count { get; private init; } = 500_000;

    /// <summary>Searches per second.</summary>
    internal int Rate { get; private init; } = 200;

    /// <summary>Visits per second.</summary>
    internal int Settlements { get; private init; } = 30;

    internal int Seconds { get; private init; } = 30;

    /// <summary>Rows of the imported list.</summary>
    internal int Import { get; private init; } = 100_000;

    internal string? Markdown { get; private init; }

    internal string Folder { get; private init; } = Path.GetTempPath();

    /// <exception cref="LoadException">An option is unknown or has no such value.</exception>
    internal static FacilityOptions Parse(IReadOnlyList<string> words)
    {
        if (words.Count % 2 == 1)
            throw new LoadException($"{words[^1]} has no value.\n\n{Usage}");
        var options = new FacilityOptions();
        for (var i = 0; i < words.Count; i += 2)
            options = options.With(words[i], words[i + 1]);
        return options;
    }

    private FacilityOptions With(string name, string value) => name switch
    {
        "--count" => this with { Count = Number(name, value, 1, 5_000_000) },
        "--rate" => this with { Rate = Number(name, value, 1, 100_000) },
        "--settlements" => this with { Settlements = Number(name, value, 0, 100_000) },
        "--seconds" => this with { Seconds = Number(name, value, 1, 86_400) },
        "--import" => this with { Import = Number(name, value, 0, 100_000) },
        "--markdown" => this with { Markdown = Path.GetFullPath(value) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new LoadException($"{name} is no option.\n\n{Usage}"),
    };

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new LoadException($"{name} takes a whole number from {least} to {most}, not '{value}'.\n\n{Usage}");
}
