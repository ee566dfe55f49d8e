using System.Globalization;
using System.Text.RegularExpressions;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Binaries;

/// <summary>Where an installed PostgreSQL is usually found: PATH, then the folders that packages and installers use.</summary>
internal static partial class SystemFolders
{
    private static readonly (string Parent, string Pattern)[] Installations =
    [
        ("/usr/lib/postgresql", "*"), // Debian, Ubuntu
        ("/usr", "pgsql-*"), // Red Hat and its relatives
        ("/opt/homebrew/opt", "postgresql@*"),
        ("/usr/local/opt", "postgresql@*"),
        (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
    ];

    internal static IEnumerable<string> InOrder() =>
        Command.FoldersOnPath().Concat(Installations.SelectMany(place => NewestFirst(place.Parent, place.Pattern)));

    private static IEnumerable<string> NewestFirst(string parent, string pattern) =>
        !Path.IsPathFullyQualified(parent) || !Directory.Exists(parent)
            ? []
            : Directory.EnumerateDirectories(parent, pattern)
                .OrderByDescending(folder => VersionIn(Path.GetFileName(folder)))
                .Select(folder => Path.Combine(folder, "bin"));

    private static int VersionIn(string name) =>
        int.TryParse(FirstNumber().Match(name).Value, CultureInfo.InvariantCulture, out var version) ? version : 0;

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
