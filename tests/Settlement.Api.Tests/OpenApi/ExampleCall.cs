using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.OpenApi;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.OpenApi;

/// <summary>An example of the OpenAPI document, ready to be sent.</summary>
internal sealed record ExampleCall(string Operation, HttpMethod Method, string Path, string? Body, string MediaType, Role Role, IReadOnlyDictionary<string, string> Parameters, string? By = null)
{
    /// <summary>All examples, those that are shown as the document that the program serves shows them, in the order in which they can be carried out.</summary>
    internal static async Task<IReadOnlyList<ExampleCall>> AllAsync(DemonstrationApi api)
    {
        var operations = (await OperationsAsync(api)).ToDictionary(o => o.Id);
        return [.. Examples.All.Select(example =>
        {
            var (_, method, path, operation) = operations[example.Operation];
            var isShown = example == Examples.All.First(e => e.Operation == example.Operation);
            var shown = operation["parameters"]?.AsArray().Where(p => p!["example"] is not null)
                .ToDictionary(p => p!["name"]!.GetValue<string>(), p => (
                    p!["in"]!.GetValue<string>(),
                    isShown ? p["example"]!.GetValue<string>() : example.Parameters[p["name"]!.GetValue<string>()])) ?? [];
            foreach (var (name, (_, value)) in shown.Where(p => p.Value.Item1 == "path"))
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            var query = string.Join('&', shown.Where(p => p.Value.Item1 == "query").Select(p => $"{p.Key}={p.Value.Item2}"));
            return new ExampleCall(
                example.Operation, method, path.TrimStart('/') + (query.Length == 0 ? "" : "?" + query),
                isShown ? BodyOf(operation["requestBody"]?["content"]?[example.MediaType]?["example"], example.MediaType) : example.Body,
                example.MediaType, example.Role,
                shown.ToDictionary(p => p.Key, p => p.Value.Item2), example.By);
        })];
    }

    internal static async Task<IReadOnlyList<(string Id, HttpMethod Method, string Path, JsonNode Operation)>> OperationsAsync(DemonstrationApi api)
    {
        var document = (await api.GetAsync("openapi/v1.json", null)).Ok().Json;
        return [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (
            operation.Value!["operationId"]!.GetValue<string>(), HttpMethod.Parse(operation.Key), path.Key, operation.Value!)))];
    }

    internal Task<Answer> SendAsync(DemonstrationApi api, string? token) => api.SendAsync(Method, Path, token, Body, mediaType: MediaType);

    private static string? BodyOf(JsonNode? example, string mediaType) =>
        mediaType == Example.Json ? example?.ToJsonString() : example?.GetValue<string>();

    internal string OwnToken(DemonstrationApi api) => api.Token(Role, BoundTo(Role, own: true), By);

    /// <summary>The facility or region that the example names, or another one.</summary>
    internal string BoundTo(Role role, bool own) => role is Role.Hospital or Role.Pharmacy
        ? own ? Parameters.GetValueOrDefault("facilityCode", Parameters.GetValueOrDefault("facility", "H46010599001")) : "H31010499001"
        : own ? Parameters.GetValueOrDefault("regionCode", Parameters.GetValueOrDefault("insuredRegion", "110000")) : "440100";
}
