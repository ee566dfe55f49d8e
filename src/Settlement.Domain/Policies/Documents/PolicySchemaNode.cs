using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Settlement.Domain.Facilities;

namespace Settlement.Domain.Policies.Documents;

/// <summary>Completes one node of the exported schema by what its type, its name and its attributes say.</summary>
internal static class PolicySchemaNode
{
    internal static string NameOf(Type record) => JsonNamingPolicy.CamelCase.ConvertName(record.Name.Replace("Document", "", StringComparison.Ordinal));

    /// <param name="define">Called for each record that is referred to.</param>
    internal static JsonNode Of(JsonSchemaExporterContext context, JsonNode exported, Action<Type> define)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        JsonObject node;
        if (IsRecord(type) && context.Path.Length > 0 && !IsMode(type))
        {
            define(type);
            node = Reference(type, context.PropertyInfo?.IsGetNullable == true);
        }
        else if (type.IsEnum)
            node = Words(type);
        else
        {
            node = exported as JsonObject ?? [];
            if (node.ContainsKey("$ref")) // lies in a record that is referred to by its name instead
                return node;
            if (Arguments(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value])
                CompleteMap(node, key, value);
            else if (Arguments(type, typeof(IReadOnlyList<>)) is [var element])
                CompleteList(node, element);
            else if (type == typeof(decimal))
                SetRange(node, UnitKey(context.Path));
        }
        foreach (var attribute in Attributes(context, type))
            Apply(attribute, node);
        return node;
    }

    private static bool IsRecord(Type type) => type.Namespace == typeof(PolicyDocument).Namespace;

    /// <summary>One of the modes of a record that is itself referred to by name.</summary>
    private static bool IsMode(Type type) => type.BaseType?.IsDefined(typeof(JsonPolymorphicAttribute), inherit: false) == true;

    private static Type[]? Arguments(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GenericTypeArguments : null;

    private static JsonObject Reference(Type record, bool orNull)
    {
        var reference = new JsonObject { ["$ref"] = $"#/$defs/{NameOf(record)}" };
        return orNull ? new() { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
    }

    private static JsonObject Words(Type type) => new() { ["enum"] = new JsonArray([.. Names(type).Select(n => (JsonNode)n)]) };

    private static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static void CompleteMap(JsonObject node, Type key, Type value)
    {
        if (value.IsEnum)
            node["additionalProperties"] = Words(value);
        node["propertyNames"] = key.IsEnum ? Words(key)
            : value == typeof(SourceDocument) ? new() { ["minLength"] = 1 }
            : new() { ["pattern"] = value == typeof(ServiceDocument) ? PolicyPatterns.Disease : PolicyPatterns.GroupName };
        IEnumerable<string> required = key == typeof(FacilityLevel) ? Names(key)
            : key == typeof(TreatmentClass) && value == typeof(decimal) ? AwayReduction.AlwaysNamed.Select(ExactEnumConverter.Name)
            : [];
        if (required.Any())
            node["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
    }

    private static void CompleteList(JsonObject node, Type element)
    {
        if (element.IsEnum)
            node["items"] = Words(element);
        if (element.IsEnum || element == typeof(string))
            node["uniqueItems"] = true;
        if (element == typeof(decimal))
            node["minItems"] = 1;
    }

    /// <summary>The unit stands in the key.</summary>
    private static void SetRange(JsonObject number, string key)
    {
        number["minimum"] = 0;
        if (key.EndsWith("Yuan", StringComparison.Ordinal))
            number["multipleOf"] = 0.01m;
        else
            number["maximum"] = 100;
    }

    /// <summary>The innermost field in which a number stands, however deep in maps and lists.</summary>
    private static string UnitKey(ReadOnlySpan<string> path)
    {
        for (var i = path.Length - 1; i > 0; i--)
            if (path[i - 1] == "properties")
                return path[i];
        throw new NotSupportedException("A number without a key has no unit.");
    }

    /// <summary>Those of the field; those of the record only where it is written out.</summary>
    private static IEnumerable<Attribute> Attributes(JsonSchemaExporterContext context, Type type) =>
        context.PropertyInfo is { AttributeProvider: MemberInfo member } ? member.GetCustomAttributes()
        : IsRecord(type) && context.Path.Length == 0 ? type.GetCustomAttributes()
        : [];

    private static void Apply(Attribute attribute, JsonObject node)
    {
        switch (attribute)
        {
            case DescriptionAttribute description:
                node.Insert(0, "description", description.Description);
                break;
            case RegularExpressionAttribute pattern when node["items"] is JsonObject items:
                items["pattern"] = pattern.Pattern;
                break;
            case RegularExpressionAttribute pattern:
                node["pattern"] = pattern.Pattern;
                break;
            case StringLengthAttribute length:
                (node["minLength"], node["maxLength"]) = (length.MinimumLength, length.MaximumLength);
                break;
            case RangeAttribute range:
                (node["minimum"], node["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
                break;
            case MinLengthAttribute least:
                node["minItems"] = least.Length;
                break;
            case DeniedValuesAttribute denied when (node["items"]?["enum"]) is JsonArray words:
                var names = denied.Values.Select(v => JsonNamingPolicy.CamelCase.ConvertName($"{v}")).ToHashSet();
                foreach (var word in words.Where(w => names.Contains(w!.GetValue<string>())).ToList())
                    words.Remove(word);
                break;
        }
    }
}
