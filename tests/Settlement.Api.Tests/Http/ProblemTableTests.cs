using System.Reflection;
using System.Text.RegularExpressions;
using Settlement.Api.Calls;
using Settlement.Api.Settlements;

namespace Settlement.Api.Tests.Http;

/// <summary>The table of problem codes in docs/his-guide.md says what the product says.</summary>
public sealed partial class ProblemTableTests
{
    [Fact]
    public void Every_problem_code_stands_once_in_the_guides_table_with_its_status()
    {
        var rows = Row().Matches(Guide())
            .Select(row => (Code: row.Groups["code"].Value, Status: row.Groups["status"].Value)).OrderBy(row => row.Code, StringComparer.Ordinal);

        Assert.Equal(Kinds().Select(k => k.Code), rows.Select(row => row.Code));
        Assert.All(Kinds().Zip(rows), pair => Assert.Contains($"{pair.First.Status}", pair.Second.Status, StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_problems_have_one_code() => Assert.Distinct(Kinds().Select(k => k.Code));

    private static List<ProblemKind> Kinds() =>
    [
        .. typeof(ProblemKind).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsAssembly && field.FieldType == typeof(ProblemKind)) // a private one only words a kind for one step
            .Select(field => (ProblemKind)field.GetValue(null)!)
            .Concat(SettlementProblems.OfRefusal.Values).OrderBy(kind => kind.Code, StringComparer.Ordinal),
    ];

    private static string Guide()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Settlement.sln")))
            folder = folder.Parent!;
        var guide = File.ReadAllText(Path.Combine(folder.FullName, "docs", "his-guide.md"));
        return guide[guide.IndexOf("## Errors", StringComparison.Ordinal)..];
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z0-9-]+)` \| (?<status>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
