using System.Text.Json.Nodes;
using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>One example call of an operation against the demonstration data.</summary>
/// <param name="Parameters">Values of path and query by name.</param>
/// <param name="Body">Body; null where the operation has none.</param>
/// <param name="By">Somebody else than whoever carries out the other examples of the role; null for the same.</param>
internal sealed record Example(
    string Operation, Role Role, IReadOnlyDictionary<string, string> Parameters, string? Body = null, string MediaType = Example.Json,
    string? By = null)
{
    internal const string Json = "application/json";

    internal JsonNode? BodyNode => Body is null ? null : MediaType == Json ? JsonNode.Parse(Body) : JsonValue.Create(Body);
}
