using System.Text.RegularExpressions;

namespace Settlement.Domain.Tests.Rules;

/// <summary>One row of docs/rules.md.</summary>
/// <param name="Lines">Its lines below the heading, without the two that are written by the test.</param>
internal sealed record RuleRow(string Id, string Heading, IReadOnlyList<string> Lines)
{
    internal bool IsRequirement => Id.StartsWith("R-", StringComparison.Ordinal);

    /// <summary>A requirement that is built says with which operations.</summary>
    internal bool IsBuilt => IsRequirement && Lines.Any(line => line.StartsWith("- Where: ", StringComparison.Ordinal));

    internal string? Source => Lines.SingleOrDefault(line => line.StartsWith("- Source: ", StringComparison.Ordinal));
}

/// <summary>docs/rules.md, and what cites its ids. Files are named without their folder, so that they may move.</summary>
internal static partial class RulesDocument
{
    private const string Relative = "docs/rules.md";
    private static readonly string[] Cited = [".cs", ".sql", ".json", ".md"];

    internal static string Path { get; } = System.IO.Path.Combine(ArchitectureTests.Root, Relative);

    internal static string Text => File.ReadAllText(Path);

    /// <summary>The rows in their order.</summary>
    internal static IReadOnlyList<RuleRow> Rows(string text)
    {
        var rows = new List<RuleRow>();
        List<string>? lines = null;
        foreach (var line in text.Split('\n'))
            if (Heading().Match(line) is { Success: true } heading)
                rows.Add(new(heading.Groups["id"].Value, line, lines = []));
            else if (line.StartsWith('#'))
                lines = null;
            else if (line.Length > 0 && !IsWritten(line))
                lines?.Add(line);
        return rows;
    }

    /// <summary>The document with its lines Code and Tests as the sources say.</summary>
    /// <param name="code">Ids by what cites them in src.</param>
    /// <param name="tests">Ids by the test classes that prove them.</param>
    internal static string Written(string text, ILookup<string, string> code, ILookup<string, string> tests)
    {
        var lastByHand = Rows(text).Where(row => row.Lines.Count > 0).ToLookup(row => row.Id, row => row.Lines[^1]); // Where, or Source in a row without it
        var result = new List<string>();
        string? id = null;
        foreach (var line in text.Split('\n').Where(line => !IsWritten(line)))
        {
            if (line.StartsWith('#'))
                id = Heading().Match(line) is { Success: true } heading ? heading.Groups["id"].Value : null;
            result.Add(line);
            if (id is null || !lastByHand[id].Contains(line))
                continue;
            result.Add($"- Code: {Listed(code[id], "cited nowhere")}");
            result.Add($"- Tests: {Listed(tests[id], "none")}");
        }
        return string.Join('\n', result);
    }

    /// <summary>Ids that sources cite, by the name of the file.</summary>
    internal static ILookup<string, string> CitedIn(IEnumerable<(string Name, string Text)> files) =>
        (from file in files from id in IdsOf(file.Text) select (id, file.Name)).Distinct().ToLookup(c => c.id, c => c.Name);

    /// <summary>Ids that tests name by the attribute, by project and class.</summary>
    internal static ILookup<string, string> ProvedIn(IEnumerable<(string Name, string Text)> files) =>
        (from file in files
         from Match line in AttributeLine().Matches(file.Text)
         from Match rule in RuleOfAttribute().Matches(line.Value)
         select (rule.Groups["id"].Value, file.Name)).Distinct().ToLookup(p => p.Value, p => p.Name);

    internal static IEnumerable<string> IdsOf(string text) =>
        Id().Matches(text).Select(m => m.Value).Concat(OldForm().Matches(text).Select(m => $"R{m.Groups["number"].Value}")).Distinct();

    /// <summary>The id of the row that a step of the working (<c>ruleId</c>) names: <c>2.1-8</c> is a step of R2.1.</summary>
    internal static string OfWorking(string ruleId) => ruleId.StartsWith('R') ? ruleId : $"R{ruleId.Split('-')[0]}";

    internal static IEnumerable<(string Name, string Text)> Source() =>
        from path in Files("src")
        where Cited.Contains(System.IO.Path.GetExtension(path)) && !path.Replace('\\', '/').Contains("/ReferenceData/Files/", StringComparison.Ordinal)
        select (System.IO.Path.GetFileName(path), File.ReadAllText(path));

    /// <summary>All of the tests but this check of them, whose controls name ids that do not exist.</summary>
    internal static IEnumerable<(string Name, string Text)> Tests() =>
        from path in Files("tests")
        let name = System.IO.Path.GetFileNameWithoutExtension(path)
        where path.EndsWith(".cs", StringComparison.Ordinal) && name != nameof(RulesDocumentTests)
        select ($"{ProjectOf(path)} {name}", File.ReadAllText(path));

    internal static IEnumerable<(string Name, string Text)> Documents() =>
        from path in Directory.EnumerateFiles(System.IO.Path.Combine(ArchitectureTests.Root, "docs"), "*.md", SearchOption.AllDirectories)
        select (System.IO.Path.GetFileName(path), File.ReadAllText(path));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(ArchitectureTests.Root, folder), "*", SearchOption.AllDirectories).Where(path => !BuildOutput().IsMatch(path));

    /// <summary>Domain of Settlement.Domain.Tests.</summary>
    private static string ProjectOf(string path) =>
        System.IO.Path.GetRelativePath(System.IO.Path.Combine(ArchitectureTests.Root, "tests"), path).Split('/', '\\')[0].Split('.') is [_, var name, ..] ? name : "";

    private static bool IsWritten(string line) => line.StartsWith("- Code: ", StringComparison.Ordinal) || line.StartsWith("- Tests: ", StringComparison.Ordinal);

    private static string Listed(IEnumerable<string> names, string none) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`")) is { Length: > 0 } list ? list : none;

    [GeneratedRegex(@"(?<![\w.-])(R\d\.\d+(\.\d+[a-z]?)?|R-[A-Z]{3}-\d\d)(?![\w-])")]
    private static partial Regex Id();

    /// <summary>As published migrations and documents of figures still write it, which are not changed.</summary>
    [GeneratedRegex(@"rules\.md (?<number>\d\.\d+(\.\d+)?)")]
    private static partial Regex OldForm();

    [GeneratedRegex(@"^### (?<id>R\S+) .+ · .+$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[ ]*\[.*\bRule\("".*\]", RegexOptions.Multiline)]
    private static partial Regex AttributeLine();

    [GeneratedRegex(@"\bRule\(""(?<id>[^""]+)""\)")]
    private static partial Regex RuleOfAttribute();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildOutput();
}
