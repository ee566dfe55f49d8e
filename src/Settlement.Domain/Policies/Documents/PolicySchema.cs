using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Settlement.Domain.Policies.Documents;

/// <summary>The JSON Schema (draft 2020-12) of the policy document, made from the types that read it.</summary>
/// <remarks>It says what can be said of a field alone. What fields say of each other is checked by <see cref="PolicyReader"/>.</remarks>
public static class PolicySchema
{
    public const string MediaType = "application/schema+json";

    private static readonly JsonSerializerOptions Options = new(PolicyReader.Json)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Json { get; } = Generate();

    private static string Generate()
    {
        var definitions = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var waiting = new Queue<Type>([typeof(PolicyDocument)]);
        var seen = new HashSet<Type>(waiting);
        while (waiting.TryDequeue(out var type))
            definitions[PolicySchemaNode.NameOf(type)] = Record(type, referred =>
            {
                if (seen.Add(referred))
                    waiting.Enqueue(referred);
            });

        var root = (JsonObject)definitions[PolicySchemaNode.NameOf(typeof(PolicyDocument))]!;
        definitions.Remove(PolicySchemaNode.NameOf(typeof(PolicyDocument)));
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "$id", "urn:settlement:policy-document");
        root["$defs"] = new JsonObject(definitions);
        return JsonLayout.Write(JsonSerializer.SerializeToElement(root, Options));
    }

    /// <summary>Each record is exported alone, so that the exporter refers to nothing by its path in the whole.</summary>
    /// <param name="define">Called for each record that is referred to.</param>
    private static JsonObject Record(Type type, Action<Type> define)
    {
        var modes = type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        if (modes.Count > 0)
            return new() { ["anyOf"] = new JsonArray([.. modes.Select(mode => Mode(mode, define))]) };
        return (JsonObject)Options.GetJsonSchemaAsNode(type, new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, exported) => PolicySchemaNode.Of(context, exported, define),
        });
    }

    private static JsonObject Mode(JsonDerivedTypeAttribute mode, Action<Type> define)
    {
        var node = Record(mode.DerivedType, define);
        ((JsonObject)node["properties"]!).Insert(0, "mode", new JsonObject { ["const"] = (string)mode.TypeDiscriminator! });
        ((JsonArray)node["required"]!).Insert(0, "mode");
        return node;
    }
}
