using System.Text.Json;
using System.Text.Json.Serialization;

namespace Settlement.Domain.RulesVersions;

/// <summary>Reads rules strictly, so that an unknown, missing or impossible field is an error that names its path.</summary>
internal static class RulesJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new ExactEnumConverter(), new RegionConverter() },
    };

    /// <exception cref="FormatException">The message names the path and what is wrong there.</exception>
    internal static TDocument Read<TDocument>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TDocument>(json, Strict) ?? throw new FormatException("$: is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{e.Path ?? "$"}: {e.Message}", e);
        }
    }

    internal static string Write<TDocument>(TDocument document) => JsonSerializer.Serialize(document, Strict);

    /// <summary>The text of a document that is shipped with the program.</summary>
    internal static string Shipped(string name)
    {
        using var stream = typeof(RulesJson).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class RegionConverter : JsonConverter<RegionCode>
    {
        public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RegionCode.TryParse(reader.GetString(), out var region)
                ? region
                : throw new JsonException("is not a region code of six digits");

        public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
