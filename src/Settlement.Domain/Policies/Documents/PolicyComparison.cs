using System.Text.Json;

namespace Settlement.Domain.Policies.Documents;

/// <summary>A figure, word or citation in which two policy documents differ.</summary>
/// <param name="Path">As the document names it; an element of a list by what it is for: <c>inpatient.bands[≤30000].fundPercent.tertiary.active</c>.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none.</param>
/// <param name="Unit">yuan, percent, points, days or years; null for what has none.</param>
/// <param name="SourceBefore">依据 of the block that holds it; null where there is none.</param>
public sealed record PolicyDifference(
    string Path, JsonElement? Before, JsonElement? After, string? Unit, string? SourceBefore, string? SourceAfter);

/// <summary>
/// Two policy documents figure by figure. Lists are matched by what their elements are for, not by position, so that a band or layer put
/// between others changes nothing else. The version's name is left out.
/// </summary>
public static class PolicyComparison
{
    /// <exception cref="PolicyDocumentException">One of them has not the form of a policy document.</exception>
    public static IReadOnlyList<PolicyDifference> Of(string before, string after)
    {
        var (old, now) = (Canonical(before), Canonical(after));
        var found = new List<PolicyDifference>();
        new Walk(old, now, found).Compare(new(old, null), new(now, null), "", null);
        return found;
    }

    private static JsonElement Canonical(string document)
    {
        using var read = JsonDocument.Parse(PolicyWriter.Write(PolicyReader.Parse(document)));
        return read.RootElement.Clone();
    }

    /// <summary>A value of one of the documents, and the key of the text that its block names.</summary>
    private readonly record struct Place(JsonElement? Value, string? Source)
    {
        internal bool IsObject => Value is { ValueKind: JsonValueKind.Object };

        internal bool IsList => Value is { ValueKind: JsonValueKind.Array };

        internal Place Member(string name) => new(
            IsObject && Value!.Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null, Source);

        internal Place OfBlock() => Member("source").Value is { ValueKind: JsonValueKind.String } source ? this with { Source = source.GetString() } : this;

        internal List<Place> Elements
        {
            get
            {
                var source = Source;
                return IsList ? [.. Value!.Value.EnumerateArray().Select(element => new Place(element, source))] : [];
            }
        }

        internal IEnumerable<string> Names => IsObject ? Value!.Value.EnumerateObject().Select(member => member.Name) : [];
    }

    private sealed class Walk(JsonElement old, JsonElement now, List<PolicyDifference> found)
    {
        internal void Compare(Place before, Place after, string path, string? unit)
        {
            (before, after) = (before.OfBlock(), after.OfBlock());
            if (before.IsObject || after.IsObject)
                foreach (var name in after.Names.Union(before.Names).Where(name => path.Length > 0 || name != "version"))
                    Compare(before.Member(name), after.Member(name), path.Length == 0 ? name : $"{path}.{name}", UnitOf(name) ?? unit);
            else if (before.Elements.Concat(after.Elements).Any(element => element.IsObject))
                CompareLists(before.Elements, after.Elements, path, unit);
            else if (TextOf(before) != TextOf(after))
                found.Add(new(path, before.Value, after.Value, unit, Citation(old, before.Source), Citation(now, after.Source)));
        }

        /// <summary>Elements of one key belong together; where as many are left over on both sides, they do in their order.</summary>
        private void CompareLists(List<Place> before, List<Place> after, string path, string? unit)
        {
            var left = before.Where(b => !after.Exists(a => KeyOf(a) == KeyOf(b))).ToList();
            var right = after.Where(a => !before.Exists(b => KeyOf(b) == KeyOf(a))).ToList();
            var pairs = left.Count == right.Count ? right.Zip(left).ToDictionary(pair => KeyOf(pair.First), pair => pair.Second) : [];
            foreach (var element in after)
            {
                var key = KeyOf(element);
                var partner = before.Find(b => KeyOf(b) == key);
                Compare(partner.Value is null ? pairs.GetValueOrDefault(key) : partner, element, $"{path}[{key}]", unit);
            }
            foreach (var gone in left.Where(_ => pairs.Count == 0))
                Compare(gone, default, $"{path}[{KeyOf(gone)}]", unit);
        }
    }

    /// <summary>What an element of a list is for.</summary>
    private static string KeyOf(Place element)
    {
        foreach (var name in (string[])["name", "kind", "destination"])
            if (element.Member(name).Value is { } key)
                return key.GetString()!;
        if (element.Member("benefits").Value is { } benefits)
            return $"{Joined(benefits)} {TextOf(element.Member("period"))} {TextOf(element.Member("basis"))}";
        if (element.Member("for").Value is { } hardships)
            return Joined(hardships);
        return element.Member("upToYuan").Value is { } edge ? $"≤{edge.GetRawText()}" : "≤∞";
    }

    private static string Joined(JsonElement words) => string.Join('+', words.EnumerateArray().Select(word => word.GetString()));

    private static string? TextOf(Place place) => place.Value is { ValueKind: JsonValueKind.String } word ? word.GetString() : place.Value?.GetRawText();

    private static string? UnitOf(string name) => name switch
    {
        "percentagePoints" => "points",
        "fromAge" or "throughAge" => "years",
        _ when name.EndsWith("Yuan", StringComparison.Ordinal) => "yuan",
        _ when name.EndsWith("ercent", StringComparison.Ordinal) => "percent",
        _ when name.EndsWith("Days", StringComparison.Ordinal) => "days",
        _ => null,
    };

    private static string? Citation(JsonElement document, string? source) =>
        source is not null && new Place(document, null).Member("sources").Member(source) is { IsObject: true } text
            ? $"{TextOf(text.Member("document"))} {TextOf(text.Member("article"))}".TrimEnd()
            : null;
}
