using System.Text.Json;
using System.Text.Json.Serialization;
using Settlement.Domain.Policies;

namespace Settlement.Persistence.Policies;

/// <summary>A policy document that says too much, too little or something impossible.</summary>
/// <param name="path">JSON path of the fault, such as <c>$.inpatient.bands[1].upToYuan</c>.</param>
public sealed class PolicyDocumentException(string path, string message) : Exception($"{path}: {message}")
{
    public string Path { get; } = path;
}

/// <summary>Reads a policy document strictly: an unknown, missing or impossible field is an error that names its path.</summary>
public static class PolicyReader
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
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

    /// <exception cref="PolicyDocumentException">The document is not a policy; the message names the path.</exception>
    public static ReimbursementPolicy Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PolicyDocument>(json, Json) is { } document
                ? new PolicyTranslation(document).ToPolicy()
                : throw new PolicyDocumentException("$", "is null");
        }
        catch (JsonException e)
        {
            throw new PolicyDocumentException(e.Path ?? "$", e.Message);
        }
    }
}
