using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Settlement.Domain;

namespace Settlement.Api.Calls;

/// <summary>The JSON of the API: strict on the way in, yuan with two decimals and camelCase words on the way out.</summary>
internal static class Wire
{
    internal static JsonSerializerOptions Json { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    private static JsonSerializerOptions ForHash { get; } = new(Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new YuanConverter());
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new ExactEnumConverter());
        return options;
    }

    /// <summary>Stable code of an enum value: lower case with hyphens.</summary>
    internal static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>
    /// SHA-256 of what a request says: tells a retry from a number used twice. Defaults do not count, so that a field added
    /// later leaves the hashes of earlier requests as they are.
    /// </summary>
    internal static byte[] Hash<T>(T request) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, ForHash));

    /// <summary>Quantities, unit prices and ratios without trailing zeros, however many the database keeps.</summary>
    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }

    private sealed class YuanConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Money.TryFromYuan(reader.GetDecimal(), out var money) ? money : throw new JsonException("An amount has at most two decimals.");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
    }
}
