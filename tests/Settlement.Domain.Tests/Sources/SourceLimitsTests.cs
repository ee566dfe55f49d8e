namespace Settlement.Domain.Tests.Sources;

/// <summary>
/// The limits hold everywhere but where limits.txt says so, and that list only gets shorter: an exception that is no more, or is smaller
/// than listed, has to leave it. <c>SETTLEMENT_WRITE_LIMITS=1</c> writes what there is.
/// </summary>
public sealed class SourceLimitsTests
{
    /// <summary>Lower it when it can be lower; never raise it.</summary>
    private const int LongListsOfTheApi = 30;

    private static string List => Path.Combine(ArchitectureTests.Root, "tests", "Settlement.Domain.Tests", "Sources", "limits.txt");

    [Fact]
    public void What_is_over_a_limit_is_listed_and_what_is_listed_is_over_it()
    {
        var found = Sources().SelectMany(source => SourceLimits.Of(source.Path, source.Text)).Select(excess => excess.ToString())
            .Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("SETTLEMENT_WRITE_LIMITS") == "1")
            File.WriteAllLines(List, found);

        Assert.Equal(File.ReadAllLines(List), found);
    }

    [Fact]
    public void Few_functions_of_the_api_have_six_parameters_or_more_and_none_has_more_than_eight()
    {
        var lists = Sources().Where(source => source.Path.StartsWith("src/Settlement.Api/", StringComparison.Ordinal))
            .SelectMany(source => SourceLimits.FunctionsOf(source.Text).Select(function => (source.Path, function.Name, function.Parameters)))
            .Where(function => function.Parameters >= 6).ToList();

        Assert.DoesNotContain(lists, function => function.Parameters > 8);
        Assert.True(lists.Count <= LongListsOfTheApi, $"{lists.Count} > {LongListsOfTheApi}: {string.Join(Environment.NewLine, lists)}");
    }

    [Fact]
    public void No_handler_of_the_api_has_more_than_40_lines() => Assert.Empty(
        from source in Sources()
        where source.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal) || source.Path.EndsWith("Endpoint.cs", StringComparison.Ordinal)
        from function in SourceLimits.FunctionsOf(source.Text)
        where function.Lines > 40
        select $"{source.Path} {function.Name}: {function.Lines}");

    [Fact]
    public void Each_limit_can_fail()
    {
        var lines = string.Join('\n', Enumerable.Repeat("        i++;", 60));
        var text = $$"""
            internal class C(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8)
            {
                void M(int p1, int p2, int p3, int p4, int p5, int p6, int p7, int p8)
                {
            {{lines}}
                }
            }
            // {{new string('x', 140)}}
            {{new string('\n', 240)}}
            """;

        Assert.Equal(
            ["file", "line", "parameters", "function", "parameters"], SourceLimits.Of("C.cs", text.ReplaceLineEndings("\n")).Select(excess => excess.Kind));
    }

    [Fact]
    public void What_is_at_a_limit_is_not_over_it()
    {
        var lines = string.Join('\n', Enumerable.Repeat("        i++;", 47));
        var text = $$"""
            internal record R(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8)
            {
                void M(int p1, int p2, int p3, int p4, int p5, int p6, int p7)
                {
            {{lines}}
                }
            }
            // {{new string('x', 137)}}
            """;

        Assert.Empty(SourceLimits.Of("R.cs", text.ReplaceLineEndings("\n")));
    }

    private static IEnumerable<(string Path, string Text)> Sources() =>
        from folder in new[] { "src", "tests" }
        from path in Directory.EnumerateFiles(Path.Combine(ArchitectureTests.Root, folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(ArchitectureTests.Root, path).Replace('\\', '/')
        where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
        select (name, File.ReadAllText(path));
}
