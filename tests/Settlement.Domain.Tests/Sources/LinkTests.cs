using System.Text.RegularExpressions;

namespace Settlement.Domain.Tests.Sources;

/// <summary>A reader who follows a link of a document arrives.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_of_a_document_leads_to_a_file()
    {
        var documents = Directory.EnumerateFiles(ArchitectureTests.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(ArchitectureTests.Root, "docs"), "*.md", SearchOption.AllDirectories)).ToList();

        Assert.Contains(documents, path => path.EndsWith("README.md", StringComparison.Ordinal));
        Assert.Empty(documents.SelectMany(path => Dead(path, File.ReadAllText(path))));
    }

    [Fact]
    public void The_rule_about_links_can_fail()
    {
        var readme = Path.Combine(ArchitectureTests.Root, "README.md");

        Assert.Equal(["docs/nowhere.md"], Dead(readme, "[a](docs/nowhere.md#x) [b](docs/rules.md) [c](https://example.org/x) [d](#map)").Select(dead => dead.Link));
    }

    private static IEnumerable<(string Document, string Link)> Dead(string document, string text) =>
        from link in Link().Matches(text).Select(match => match.Groups[1].Value)
        where !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link))
        select (Path.GetRelativePath(ArchitectureTests.Root, document), link);

    [GeneratedRegex(@"\]\(([^)#:\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
