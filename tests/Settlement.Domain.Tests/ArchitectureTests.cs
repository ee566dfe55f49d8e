using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Settlement.Domain.Tests;

/// <summary>What the layout promises. Each rule has a control: a rule that cannot fail protects nothing.</summary>
public sealed partial class ArchitectureTests
{
    private const int LinesAtMost = 300;
    private const string MeasuresDistances = "src/Settlement.Domain/Facilities/Search";

    internal static string Root { get; } = FolderOfSolution();

    [Fact]
    public void The_domain_references_only_the_base_class_library() =>
        Assert.All(typeof(Money).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System", a.Name, StringComparison.Ordinal));

    [Fact]
    public void The_rule_about_references_can_fail() => // the tests themselves reference more
        Assert.Contains(typeof(ArchitectureTests).Assembly.GetReferencedAssemblies(), a => !a.Name!.StartsWith("System", StringComparison.Ordinal));

    [Theory]
    [InlineData("Catalogs", "Policies")]
    [InlineData("Policies", "Catalogs")]
    [InlineData("Catalogs", "Settlements")]
    [InlineData("Policies", "Settlements")]
    public void Catalogs_and_policies_meet_only_in_settlements(string from, string to)
    {
        Assert.NotEmpty(Sources($"src/Settlement.Domain/{from}"));
        Assert.Empty(Mentions(from, to));
    }

    [Fact]
    public void The_rule_about_meeting_can_fail() // Settlements does mention both, with and without a using
    {
        Assert.NotEmpty(Mentions("Settlements", "Catalogs"));
        Assert.NotEmpty(Mentions("Settlements", "Policies"));
        Assert.Matches(Mention("Policies"), "private static Policies.PolicyBook book;");
        Assert.DoesNotMatch(Mention("Policies"), "ShippedPolicies.Documents()");
    }

    /// <summary>But in the search, whose distances in metres are no amounts of money and are rounded before they are shown.</summary>
    [Fact]
    public void The_domain_uses_no_binary_floating_point() => Assert.All(
        Sources("src/Settlement.Domain").Where(s => BinaryFloat().IsMatch(s.Code)).Select(s => s.Path),
        path => Assert.StartsWith(MeasuresDistances, path, StringComparison.Ordinal));

    [Fact]
    public void The_rule_about_floating_point_can_fail()
    {
        Assert.Contains(Sources(MeasuresDistances), s => BinaryFloat().IsMatch(s.Code)); // without its exception it would
        Assert.All(["double x;", "(float)y", "System.Double z", "1.5e3f"], code => Assert.Matches(BinaryFloat(), code));
        Assert.All(["list.Single()", "decimal d = 1.5m;", "0x1f"], code => Assert.DoesNotMatch(BinaryFloat(), code));
    }

    [Fact]
    public void The_domain_reads_no_clock_and_waits_for_nothing() =>
        Assert.Empty(Sources("src/Settlement.Domain").Where(s => ClockOrAsync().IsMatch(s.Code)).Select(s => s.Path));

    [Fact]
    public void No_source_asks_for_the_time_behind_the_back_of_the_time_provider() =>
        Assert.Empty(Sources("src").Where(s => AmbientClock().IsMatch(s.Code)).Select(s => s.Path));

    [Fact]
    public void The_rules_about_the_clock_can_fail()
    {
        Assert.All(["DateTime.Now", "DateTimeOffset.UtcNow", "DateTime.Today"], code => Assert.Matches(AmbientClock(), code));
        Assert.All(["TimeProvider clock", "async Task X()", "DateTime.UtcNow"], code => Assert.Matches(ClockOrAsync(), code));
    }

    [Fact]
    public void Only_endpoints_and_the_edge_of_the_api_mention_http() // docs/decisions/0020; the implicit usings are off, so that each mention is written
    {
        Assert.Empty(Sources("src/Settlement.Api").Where(s => !MayMentionHttp().IsMatch(s.Path) && Http().IsMatch(s.Code)).Select(s => s.Path));
        Assert.Superset(
            new HashSet<string> { "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing" },
            XDocument.Load(Path.Combine(Root, "src", "Settlement.Api", "Settlement.Api.csproj")).Descendants("Using").Select(u => u.Attribute("Remove")!.Value).ToHashSet());
    }

    [Fact]
    public void The_rule_about_http_can_fail()
    {
        Assert.Contains(Sources("src/Settlement.Api"), s => s.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal) && Http().IsMatch(s.Code));
        Assert.All(["src/Settlement.Api/Filings/DecideFiling.cs", "src/Settlement.Api/Calls/Steps.cs"], path => Assert.DoesNotMatch(MayMentionHttp(), path));
    }

    [Fact]
    public void No_source_file_has_more_lines_than_a_reader_can_hold() => Assert.Empty(LongerThan(LinesAtMost));

    [Fact]
    public void The_rule_about_long_files_can_fail() => Assert.NotEmpty(LongerThan(100));

    [Fact]
    public void The_scan_finds_the_sources() // an empty scan would satisfy every rule above
    {
        Assert.Contains(Sources("src/Settlement.Domain"), s => s.Path.EndsWith("Money.cs", StringComparison.Ordinal));
        Assert.Contains(Sources("src"), s => s.Path.EndsWith("PolicyReader.cs", StringComparison.Ordinal) && s.Code.Contains("class PolicyReader", StringComparison.Ordinal));
    }

    [Fact]
    public void Projects_reference_each_other_in_one_direction() => Assert.Equal(
        [
            "Settlement.Api → Settlement.EmbeddedPostgres",
            "Settlement.Api → Settlement.Persistence",
            "Settlement.Persistence → Settlement.Domain",
        ],
        Arrows("src"));

    [Fact]
    public void The_rule_about_directions_can_fail() => // tests may reach below the first project
        Assert.Contains("Settlement.Benchmarks → Settlement.Persistence", Arrows("tests"));

    [Fact]
    public void The_domain_has_no_package() => Assert.Empty(Packages("Settlement.Domain"));

    [Fact]
    public void The_rule_about_packages_can_fail() => Assert.NotEmpty(Packages("Settlement.Persistence"));

    private static IEnumerable<string> Arrows(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
        from reference in Included(path, "ProjectReference")
        let arrow = $"{Path.GetFileNameWithoutExtension(path)} → {Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))}"
        orderby arrow
        select arrow;

    private static IEnumerable<string> Packages(string project) => Included(Path.Combine(Root, "src", project, $"{project}.csproj"), "PackageReference");

    private static IEnumerable<string> Included(string path, string element) =>
        XDocument.Load(path).Descendants(element).Select(e => e.Attribute("Include")!.Value);

    private static IEnumerable<string> LongerThan(int lines) =>
        Sources("src").Where(s => s.Text.Split('\n').Length - 1 > lines).Select(s => s.Path);

    private static IEnumerable<string> Mentions(string from, string to) =>
        Sources($"src/Settlement.Domain/{from}").Where(s => Mention(to).IsMatch(s.Code)).Select(s => s.Path);

    private static Regex Mention(string name) => new($@"\b{name}\b");

    private static IEnumerable<(string Path, string Text, string Code)> Sources(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        where !BuildOutput().IsMatch(path)
        let text = File.ReadAllText(path)
        select (Path.GetRelativePath(Root, path), text, Comment().Replace(text, ""));

    private static string FolderOfSolution()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Settlement.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Settlement.sln.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\b")]
    private static partial Regex Http();

    [GeneratedRegex(@"Endpoints?\.cs$|Settlement\.Api[/\\](Http|Access|Hosting|OpenApi)[/\\]|Program\.cs$")]
    private static partial Regex MayMentionHttp();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildOutput();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(double|float|Half)\b|\bSystem\.(Double|Single)\b|\b\d+(\.\d+)?(e\d+)?[fFdD]\b")]
    private static partial Regex BinaryFloat();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b")]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"\b(TimeProvider|Stopwatch|async|await|Task|ValueTask)\b|\b(DateTime|DateTimeOffset)\b")]
    private static partial Regex ClockOrAsync();
}
