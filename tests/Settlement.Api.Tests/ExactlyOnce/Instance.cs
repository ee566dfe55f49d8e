using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ExactlyOnce;

/// <summary>One running program, called over HTTP as hospitals do, with tokens that it issued itself.</summary>
internal sealed class Instance(string address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(address + "/"), Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <param name="path">Below the facility, such as <c>settlements/T1</c>.</param>
    /// <param name="cut">The caller goes away: its connection is closed whatever became of the call.</param>
    internal async Task<Answer> SendAsync(HttpMethod method, string facility, string path, object? body = null, CancellationToken cut = default)
    {
        using var request = new HttpRequestMessage(method, $"v1/facilities/{facility}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(facility));
        if (body is not null)
            request.Content = Json(body);
        using var response = await http.SendAsync(request, cut);
        return new(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(cut),
            response.Headers.TryGetValues("Idempotent-Replayed", out _));
    }

    /// <summary>Whether it says that it can serve.</summary>
    internal async Task<bool> IsReadyAsync()
    {
        using var response = await http.GetAsync("health/ready");
        return response.IsSuccessStatusCode;
    }

    public void Dispose() => http.Dispose();

    private async Task<string> TokenAsync(string facility)
    {
        if (tokens.TryGetValue(facility, out var known))
            return known;
        using var response = await http.PostAsync("development/tokens", Json(new { role = "hospital", facility }));
        var token = JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["token"]!.GetValue<string>();
        return tokens[facility] = token;
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
