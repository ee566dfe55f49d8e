using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Settlement.Benchmarks.Load;

/// <summary>The hospitals of the population as HTTP clients of the API.</summary>
internal sealed class Hospital : IDisposable
{
    /// <summary>Day of every visit.</summary>
    internal const string Day = "2026-06-10";

    private readonly HttpClient http;
    private readonly IReadOnlyList<AuthenticationHeaderValue> tokens;

    private Hospital(HttpClient http, IReadOnlyList<AuthenticationHeaderValue> tokens) => (this.http, this.tokens) = (http, tokens);

    /// <summary>The first thing that failed, for a message; null while nothing has.</summary>
    internal string? FirstFailure { get; private set; }

    internal static async Task<Hospital> ConnectAsync(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        var tokens = new List<AuthenticationHeaderValue>();
        foreach (var facility in Population.Facilities)
        {
            using var answer = await http.PostAsJsonAsync("development/tokens", new { role = "hospital", facility });
            answer.EnsureSuccessStatusCode();
            tokens.Add(new("Bearer", (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!.Token));
        }
        return new(http, tokens);
    }

    /// <returns>Whether the API answered 200.</returns>
    internal Task<bool> PreviewAsync(long k) =>
        SucceedsAsync(HttpMethod.Post, k, $"encounters/L{k}/preview", new { endedOn = Day });

    /// <inheritdoc cref="PreviewAsync"/>
    internal Task<bool> SettleAsync(long k) =>
        SucceedsAsync(HttpMethod.Put, k, $"settlements/L{k}", new { encounterNo = $"L{k}", endedOn = Day });

    /// <summary>Sends what must succeed, at the first facility.</summary>
    /// <exception cref="LoadException">The answer is another one; the message holds it.</exception>
    internal async Task SendAsync<T>(HttpMethod method, string path, T body)
    {
        using var answer = await AnswerAsync(method, 0, path, body);
        if (!answer.IsSuccessStatusCode)
            throw new LoadException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> SucceedsAsync<T>(HttpMethod method, long k, string path, T body)
    {
        try
        {
            using var answer = await AnswerAsync(method, k, path, body);
            if (!answer.IsSuccessStatusCode)
                FirstFailure ??= $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            FirstFailure ??= $"{method} {path}: {e.Message}";
            return false;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync<T>(HttpMethod method, long k, string path, T body)
    {
        var facility = (int)(k % tokens.Count);
        using var request = new HttpRequestMessage(method, $"v1/facilities/{Population.Facilities[facility]}/{path}")
        {
            Content = JsonContent.Create(body),
            Headers = { Authorization = tokens[facility] },
        };
        return await http.SendAsync(request); // with its whole content
    }

    private sealed record TokenAnswer(string Token);
}
