using System.Text.Json;
using System.Text.RegularExpressions;

namespace Settlement.Domain.Tests.Policies;

/// <summary>Validates by JSON Schema, as far as <c>PolicySchema</c> uses it; a keyword that it does not know is an error.</summary>
internal sealed class SchemaValidator(JsonElement root)
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "description", "format"];

    /// <summary>Paths at which the instance is not what the schema says.</summary>
    internal IReadOnlyList<string> Faults(JsonElement instance) => [.. Faults(root, instance, "$")];

    private IEnumerable<string> Faults(JsonElement schema, JsonElement instance, string path)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return [];
        if (schema.ValueKind == JsonValueKind.False)
            return [path];
        return schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name))
            .SelectMany(keyword => Faults(schema, keyword.Name, keyword.Value, instance, path)).Distinct();
    }

    private IEnumerable<string> Faults(JsonElement schema, string keyword, JsonElement value, JsonElement instance, string path) => keyword switch
    {
        "$ref" => Faults(Referred(value.GetString()!), instance, path),
        "anyOf" => value.EnumerateArray().Select(s => Faults(s, instance, path).ToList()).MinBy(faults => faults.Count)!,
        "type" => If(!Types(value).Any(type => Is(instance, type)), path),
        "enum" => If(!value.EnumerateArray().Any(word => JsonElement.DeepEquals(word, instance)), path),
        "const" => If(!JsonElement.DeepEquals(value, instance), path),
        "minimum" => If(Number(instance) < value.GetDecimal(), path),
        "maximum" => If(Number(instance) > value.GetDecimal(), path),
        "multipleOf" => If(Number(instance) % value.GetDecimal() is not (null or 0), path),
        "minLength" => If(Text(instance)?.Length < value.GetInt32(), path),
        "maxLength" => If(Text(instance)?.Length > value.GetInt32(), path),
        "pattern" => If(Text(instance) is { } text && !Regex.IsMatch(text, value.GetString()!), path),
        "minItems" => If(Items(instance).Count < value.GetInt32() && instance.ValueKind == JsonValueKind.Array, path),
        "uniqueItems" => If(Items(instance).DistinctBy(i => i.GetRawText()).Count() < Items(instance).Count, path),
        "items" => Items(instance).SelectMany((item, i) => Faults(value, item, $"{path}[{i}]")),
        "required" => If(instance.ValueKind == JsonValueKind.Object && value.EnumerateArray().Any(name => !instance.TryGetProperty(name.GetString()!, out _)), path),
        "properties" => Members(instance).Where(m => value.TryGetProperty(m.Name, out _))
            .SelectMany(m => Faults(value.GetProperty(m.Name), m.Value, $"{path}.{m.Name}")),
        "additionalProperties" => Members(instance)
            .Where(m => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(m.Name, out _)))
            .SelectMany(m => Faults(value, m.Value, $"{path}.{m.Name}")),
        "propertyNames" => Members(instance).SelectMany(m => Faults(value, JsonSerializer.SerializeToElement(m.Name), $"{path}.{m.Name}")),
        _ => throw new NotSupportedException(keyword),
    };

    private JsonElement Referred(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(root, (node, step) => node.GetProperty(step));

    private static IEnumerable<string> If(bool fault, string path) => fault ? [path] : [];

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement instance, string type) => type switch
    {
        "integer" => instance.ValueKind == JsonValueKind.Number && instance.TryGetInt64(out _),
        "boolean" => instance.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals($"{instance.ValueKind}", type, StringComparison.OrdinalIgnoreCase),
    };

    private static decimal? Number(JsonElement instance) => instance.ValueKind == JsonValueKind.Number ? instance.GetDecimal() : null;

    private static string? Text(JsonElement instance) => instance.ValueKind == JsonValueKind.String ? instance.GetString() : null;

    private static List<JsonElement> Items(JsonElement instance) => instance.ValueKind == JsonValueKind.Array ? [.. instance.EnumerateArray()] : [];

    private static List<JsonProperty> Members(JsonElement instance) => instance.ValueKind == JsonValueKind.Object ? [.. instance.EnumerateObject()] : [];
}
