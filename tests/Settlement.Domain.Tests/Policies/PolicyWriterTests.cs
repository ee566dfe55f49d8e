using System.Text.Json;
using System.Text.Json.Nodes;
using Settlement.Domain.Policies.Documents;

namespace Settlement.Domain.Tests.Policies;

public sealed class PolicyWriterTests
{
    public static TheoryData<string> Documents => AllDocuments.Names;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_document_is_in_canonical_form(string name) =>
        Assert.Equal(AllDocuments.Texts[name], PolicyWriter.Write(PolicyReader.Parse(AllDocuments.Texts[name])));

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_is_written_says_the_same(string name)
    {
        var given = JsonNode.Parse(AllDocuments.Texts[name]);

        Assert.True(JsonNode.DeepEquals(given, JsonNode.Parse(PolicyWriter.Write(PolicyReader.Parse(given!.ToJsonString())))));
    }

    /// <summary>PostgreSQL keeps a jsonb in an order of its own, so the canonical text must come back from any.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void The_order_of_fields_and_the_form_of_numbers_do_not_matter(string name)
    {
        var disordered = Disordered(JsonNode.Parse(AllDocuments.Texts[name])!).ToJsonString();

        Assert.NotEqual(JsonNode.Parse(AllDocuments.Texts[name])!.ToJsonString(), disordered);
        Assert.Equal(AllDocuments.Texts[name], PolicyWriter.Write(PolicyReader.Parse(disordered)));
    }

    [Fact]
    public void An_optional_field_that_says_nothing_is_left_out()
    {
        var document = JsonNode.Parse(CompleteDocument.Plain)!;
        document["personGroups"] = JsonNode.Parse("""[{ "name": "active", "category": "active", "fromAge": 0, "throughAge": null }, { "name": "retired", "category": "retired" }]""");
        document["chronicOutpatient"] = null;
        document["inpatient"]!["deductibleAway"] = null;
        var written = PolicyWriter.Write(PolicyReader.Parse(document.ToJsonString()));

        Assert.DoesNotContain("Age", written, StringComparison.Ordinal);
        Assert.DoesNotContain("chronicOutpatient", written, StringComparison.Ordinal);
        Assert.DoesNotContain("deductibleAway", written, StringComparison.Ordinal);
        Assert.Contains("\"pharmacy\": null", written, StringComparison.Ordinal); // required, so it says that pharmacies are not opened
    }

    [Fact]
    public void Chinese_is_written_as_it_is_and_quotes_are_escaped_in_values_and_names()
    {
        var document = PolicyReader.Parse(CompleteDocument.Text) with
        {
            InsuredRegionName = "南昌\"市\"",
            Sources = new Dictionary<string, SourceDocument> { ["\"公文\"\n"] = new() { Document = "—", Article = null, Reliability = "<b>" } },
        };
        var written = PolicyWriter.Write(document);

        Assert.Contains("\"南昌\\\"市\\\"\"", written, StringComparison.Ordinal);
        Assert.Contains("\"\\\"公文\\\"\\n\": { \"document\": \"—\", \"article\": null, \"reliability\": \"<b>\" }", written, StringComparison.Ordinal);
        Assert.Equal(written, PolicyWriter.Write(PolicyReader.Parse(written)));
    }

    /// <summary>All objects backwards, and all numbers with two more decimals.</summary>
    private static JsonNode Disordered(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Disordered(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(e => e is null ? null : Disordered(e))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && !IsAge(value) => JsonNode.Parse($"{value.GetValue<decimal>():0.0000}")!,
        _ => node.DeepClone(),
    };

    /// <summary>Ages and days are whole numbers.</summary>
    private static bool IsAge(JsonValue value) => value.Parent is JsonObject && value.GetPropertyName() is "fromAge" or "throughAge" or "emergencyFilingDays";
}
