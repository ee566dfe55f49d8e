using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Settlement.Benchmarks.Load;

/// <summary>The hospitals of the population, and the clerk of its insured place, as HTTP clients of the API.</summary>
internal sealed class Hospital : IDisposable
{
    /// <summary>Day of every visit.</summary>
    internal const string Day = "2026-06-10";

    private readonly HttpClient http;
    private readonly IReadOnlyList<AuthenticationHeaderValue> tokens;

    private readonly AuthenticationHeaderValue clerk;

    private Hospital(HttpClient http, IReadOnlyList<AuthenticationHeaderValue> tokens, AuthenticationHeaderValue clerk) =>
        (this.http, this.tokens, this.clerk) = (http, tokens, clerk);

    /// <summary>The first thing that failed, for a message; null while nothing has.</summary>
    internal string? FirstFailure { get; private set; }

    /// <summary>What failed while the API warmed up does not count.</summary>
    internal void ForgetFailures() => FirstFailure = null;

    internal static async Task<Hospital> ConnectAsync(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        var tokens = new List<AuthenticationHeaderValue>();
        foreach (var facility in Population.Facilities)
            tokens.Add(await TokenAsync(http, new { role = "hospital", facility }));
        return new(http, tokens, await TokenAsync(http, new { role = "clerk", region = Population.Region }));
    }

    internal static async Task<AuthenticationHeaderValue> TokenAsync<T>(HttpClient http, T whose)
    {
        using var answer = await http.PostAsJsonAsync("development/tokens", whose);
        answer.EnsureSuccessStatusCode();
        return new("Bearer", (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!.Token);
    }

    /// <returns>Whether the API answered 200.</returns>
    internal Task<bool> PreviewAsync(long k) =>
        SucceedsAsync(HttpMethod.Post, k, $"encounters/L{k}/preview", new { endedOn = Day });

    /// <inheritdoc cref="PreviewAsync"/>
    internal Task<bool> SettleAsync(long k) =>
        SucceedsAsync(HttpMethod.Put, k, $"settlements/L{k}", new { encounterNo = $"L{k}", endedOn = Day });

    /// <summary>What a person is entitled to, asked by the hospital or by the clerk of the insured place.</summary>
    internal Task<bool> AskAsync(long person, bool asClerk)
    {
        var facility = (int)(person % tokens.Count);
        return SucceedsAsync(
            HttpMethod.Get,
            $"v1/persons/L{person}/entitlement?insuredRegion={Population.Region}&facility={Population.Facilities[facility]}&service=inpatient&on={Day}",
            asClerk ? clerk : tokens[facility], content: null);
    }

    /// <summary>Searches facilities, at the first facility.</summary>
    /// <param name="filters">As they stand in the address.</param>
    internal Task<bool> SearchAsync(string filters) => SucceedsAsync(HttpMethod.Get, $"v1/facilities?{filters}", tokens[0], content: null);

    /// <summary>Sends what must succeed, at the first facility.</summary>
    /// <exception cref="LoadException">The answer is another one; the message holds it.</exception>
    internal async Task SendAsync<T>(HttpMethod method, string path, T body)
    {
        using var answer = await AnswerAsync(method, PathAt(0, path), tokens[0], JsonContent.Create(body));
        if (!answer.IsSuccessStatusCode)
            throw new LoadException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public void Dispose() => http.Dispose();

    private Task<bool> SucceedsAsync<T>(HttpMethod method, long k, string path, T body)
    {
        var facility = (int)(k % tokens.Count);
        return SucceedsAsync(method, PathAt(facility, path), tokens[facility], JsonContent.Create(body));
    }

    private async Task<bool> SucceedsAsync(HttpMethod method, string path, AuthenticationHeaderValue token, HttpContent? content)
    {
        try
        {
            using var answer = await AnswerAsync(method, path, token, content);
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

    private static string PathAt(int facility, string path) => $"v1/facilities/{Population.Facilities[facility]}/{path}";

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, AuthenticationHeaderValue token, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Headers = { Authorization = token } };
        return await http.SendAsync(request); // with its whole content
    }

    private sealed record TokenAnswer(string Token);
}
