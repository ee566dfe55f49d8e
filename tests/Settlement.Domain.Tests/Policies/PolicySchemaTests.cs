using System.Text.Json;
using System.Text.RegularExpressions;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed partial class PolicySchemaTests
{
    private static readonly JsonElement Schema = Element(PolicySchema.Json);
    private static readonly SchemaValidator Validator = new(Schema);

    public static TheoryData<string> Documents => AllDocuments.Names;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_document_satisfies_the_schema(string name) => Assert.Empty(Validator.Faults(Element(AllDocuments.Texts[name])));

    /// <summary>What the schema cannot see: the fields are right each by itself.</summary>
    private static readonly string[] BetweenFields =
    [
        "missing person group", "person group of no such name", "figure for the retired beside a retiree rule",
        "unknown source key", "unknown source key of a ceiling", "bands that do not rise", "last band closed", "open band before the last",
        "end before the start", "day that does not exist", "no name of the region", "gap between ages", "overlap of ages", "nobody at the end of life",
        "person group of the other scheme", "two person groups of one name", "ages that end before they begin",
        "deductible that does not count itself", "deductible counted with a benefit that is not opened", "layer that pays nobody",
    ];

    public static TheoryData<string, string, string?, string> BadDocuments => PolicyDocumentFaultTests.BadDocuments;

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void It_refuses_what_the_reader_refuses_as_far_as_one_field_shows_it(string what, string at, string? json, string path)
    {
        if (json == "1e400")
            return; // no number of this program
        var faults = Validator.Faults(Element(CompleteDocument.With(at, json)));

        Assert.NotEmpty(path);
        if (BetweenFields.Contains(what))
            Assert.Empty(faults);
        else
            Assert.NotEmpty(faults);
    }

    [Fact]
    public void Every_reference_is_defined_and_every_definition_referred_to()
    {
        var referred = Reference().Matches(PolicySchema.Json).Select(m => m.Groups[1].Value).Distinct().Order();

        Assert.Equal(Schema.GetProperty("$defs").EnumerateObject().Select(d => d.Name).Order(), referred);
        Assert.Equal(Reference().Count(PolicySchema.Json), PolicySchema.Json.Split("\"$ref\"").Length - 1);
    }

    [Fact]
    public void The_schema_says_its_draft_and_describes_every_field_that_is_not_plain()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema.GetProperty("$schema").GetString());
        Assert.Equal("urn:settlement:policy-document", Schema.GetProperty("$id").GetString());
        Assert.Contains("分段", Schema.GetProperty("$defs").GetProperty("service").GetProperty("properties").GetProperty("bands")
            .GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_copy_in_the_documentation_is_the_one_that_is_served() =>
        Assert.Equal(PolicySchema.Json, File.ReadAllText(Path.Combine(ArchitectureTests.Root, "docs", "policy.schema.json")));

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    [GeneratedRegex("\"\\$ref\": \"#/\\$defs/(\\w+)\"")]
    private static partial Regex Reference();
}
