using System.Globalization;

namespace Settlement.Benchmarks.Load;

/// <summary>What one load run does, and for how long.</summary>
internal sealed record LoadOptions
{
    internal const string Usage =
        """
        load [options]: settlements per second and waiting times over HTTP, on a PostgreSQL of its own in a temporary folder
          --callers 1,8,64      callers that settle one after another, each row a closed loop
          --seconds 10          length of one closed run
          --runs 5              closed runs of each row, each with its floor; the medians are reported
          --rates 70,500        visits per second of the open loop, each a preview and a settlement
          --questions 200       questions a second what a person is entitled to, by hospitals and by clerks
          --open-seconds 30     length of one open run
          --stored 0            settlements stored before, increasing: 0,1000000 measures twice
          --markdown FILE       the tables also as Markdown
          --folder FOLDER       where the temporary folder is made: its disk is measured
          --trace FILE          a .nettrace of the API's CPU samples while 64 callers settle
        Lists may be empty (--rates ""), which leaves that part out.
        """;

    internal IReadOnlyList<int> Callers { get; private init; } = [1, 8, 64];

    internal TimeSpan Closed { get; private init; } = TimeSpan.FromSeconds(10);

    internal int Runs { get; private init; } = 5;

    /// <summary>Visits per second.</summary>
    internal IReadOnlyList<int> Rates { get; private init; } = [70, 500];

    /// <summary>Entitlement calls per second.</summary>
    internal IReadOnlyList<int> Questions { get; private init; } = [200];

    internal TimeSpan Open { get; private init; } = TimeSpan.FromSeconds(30);

    /// <summary>Settlements in the database at each stage, increasing.</summary>
    internal IReadOnlyList<int> Stored { get; private init; } = [0];

    internal string? Markdown { get; private init; }

    internal string Folder { get; private init; } = Path.GetTempPath();

    internal string? Trace { get; private init; }

    /// <summary>Insured persons in the database: ten stored settlements each, and enough that callers rarely meet.</summary>
    internal int Persons => Math.Max(50_000, Stored.Max() / 10);

    /// <exception cref="LoadException">An option is unknown or has no such value.</exception>
    internal static LoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LoadOptions();
        for (var i = 0; i < words.Count; i += 2)
        {
            if (i + 1 == words.Count)
                throw new LoadException($"{words[i]} has no value.\n\n{Usage}");
            options = options.With(words[i], words[i + 1]);
        }
        return options;
    }

    private LoadOptions With(string name, string value) => name switch
    {
        "--callers" => this with { Callers = Numbers(name, value, least: 1) },
        "--seconds" => this with { Closed = TimeSpan.FromSeconds(Number(name, value, least: 1)) },
        "--runs" => this with { Runs = Number(name, value, least: 1) },
        "--rates" => this with { Rates = Numbers(name, value, least: 1) },
        "--questions" => this with { Questions = Numbers(name, value, least: 1) },
        "--open-seconds" => this with { Open = TimeSpan.FromSeconds(Number(name, value, least: 1)) },
        "--stored" => this with { Stored = [.. Numbers(name, value, least: 0).DefaultIfEmpty(0).Order()] },
        "--markdown" => this with { Markdown = Path.GetFullPath(value) },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        "--trace" => this with { Trace = Path.GetFullPath(value) },
        _ => throw new LoadException($"{name} is no option.\n\n{Usage}"),
    };

    private static int[] Numbers(string name, string value, int least) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Number(name, part, least))];

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new LoadException($"{name} takes whole numbers of {least} or more, not '{value}'.\n\n{Usage}");
}

/// <summary>The run cannot go on; the message says why and what to change.</summary>
internal sealed class LoadException(string message) : Exception(message);
