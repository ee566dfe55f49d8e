using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace Settlement.Domain.Tests.Policies;

/// <summary>A made-up policy document that uses everything the format knows.</summary>
internal static class CompleteDocument
{
    internal static string Text { get; } = File.ReadAllText(Path.Combine("Cases", "Policies", "complete.json"));

    /// <summary>The same without what may be left out: one group per category, inpatient care alone.</summary>
    internal static string Plain { get; } = Plainest();

    /// <summary>The document with one field set to a JSON text, or left out.</summary>
    internal static string With(string at, string? json)
    {
        const string mark = "\"<here>\"";
        var document = JsonNode.Parse(Text)!;
        var steps = at[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        if (parent is JsonArray array)
            array[int.Parse(steps[^1])] = "<here>";
        else if (json is not null)
            parent[steps[^1]] = "<here>";
        else
            Assert.True(parent.AsObject().Remove(steps[^1]));
        return document.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace(mark, json, StringComparison.Ordinal);
    }

    private static string Plainest()
    {
        var document = JsonNode.Parse(Text)!.AsObject();
        foreach (var optional in new[] { "personGroups", "chronicOutpatient" })
            document.Remove(optional);
        (document["outpatient"], document["pharmacy"], document["ceilings"], document["supplementaryLayers"]) =
            (null, null, new JsonArray(), new JsonArray());
        var inpatient = document["inpatient"]!.AsObject();
        inpatient["retiree"] = null;
        inpatient.Remove("deductibleAway");
        inpatient["deductible"]!.AsObject().Remove("continuing");
        foreach (var level in inpatient["deductible"]!["seriesYuan"]!.AsObject())
            level.Value!.AsObject().Remove("retired70");
        foreach (var level in inpatient["bands"]!.AsArray().SelectMany(band => band!["fundPercent"]!.AsObject()))
            level.Value!["retired"] = 90;
        return document.ToJsonString();
    }
}
