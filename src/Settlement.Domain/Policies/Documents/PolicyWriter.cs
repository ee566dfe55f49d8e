using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Settlement.Domain.Policies.Documents;

/// <summary>
/// Writes a policy document in its one canonical form: fields in the order of the format, maps by level, class or name, optional
/// fields that say nothing left out, amounts without trailing zeros, Chinese as it is.
/// </summary>
public static class PolicyWriter
{
    private static readonly MethodInfo Sort = typeof(PolicyWriter).GetMethod(nameof(Sorted), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly JsonSerializerOptions Json = new(PolicyReader.Json)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutAbsent, SortMaps } },
        Converters = { new PlainDecimal() },
    };

    public static string Write(PolicyDocument document) => JsonLayout.Write(JsonSerializer.SerializeToElement(document, Json));

    private static void LeaveOutAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => !p.IsRequired))
            property.ShouldSerialize = (_, value) => value is not (null or 0);
    }

    private static void SortMaps(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => IsMap(p.PropertyType)))
            if (property.Get is { } read)
                property.Get = owner => InOrder(property.PropertyType, read(owner));
    }

    private static bool IsMap(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static object? InOrder(Type map, object? value) =>
        value is not null && IsMap(map) ? Sort.MakeGenericMethod(map.GenericTypeArguments).Invoke(null, [value]) : value;

    private static SortedDictionary<TKey, TValue> Sorted<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> map) where TKey : notnull
    {
        var sorted = new SortedDictionary<TKey, TValue>(typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : null);
        foreach (var (key, value) in map)
            sorted.Add(key, (TValue)InOrder(typeof(TValue), value)!);
        return sorted;
    }

    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
