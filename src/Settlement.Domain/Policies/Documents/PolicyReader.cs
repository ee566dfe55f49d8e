using System.Text.Json;
using System.Text.Json.Serialization;

namespace Settlement.Domain.Policies.Documents;

/// <summary>Reads a policy document strictly: an unknown, missing or impossible field is an error that names its path.</summary>
public static class PolicyReader
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new ExactEnumConverter() },
    };

    /// <exception cref="PolicyDocumentException">The document is not a policy; the message names the paths.</exception>
    public static ReimbursementPolicy Read(string json) => ToPolicy(Parse(json));

    /// <summary>The document as written; whether its figures make a policy is not yet known.</summary>
    /// <exception cref="PolicyDocumentException">The text has not the form of the document; the message names the first path.</exception>
    public static PolicyDocument Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PolicyDocument>(json, Json) ?? throw new PolicyDocumentException([new("$", "is null")]);
        }
        catch (JsonException e)
        {
            throw new PolicyDocumentException([new(e.Path ?? "$", e.Message)], e);
        }
    }

    /// <exception cref="PolicyDocumentException">The figures make no policy; every fault is named.</exception>
    public static ReimbursementPolicy ToPolicy(PolicyDocument document)
    {
        var faults = new List<PolicyFault>();
        var policy = new PolicyTranslation(document, faults).ToPolicy();
        return faults.Count == 0 ? policy : throw new PolicyDocumentException(faults);
    }
}
