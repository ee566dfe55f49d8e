using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Access;

namespace Settlement.Api.Tests.Support;

/// <summary>The program on a database of its own with reference and demonstration data; one for each test class.</summary>
public class DemonstrationApi : IAsyncLifetime
{
    private WebApplication app = null!;

    internal string ConnectionString { get; private set; } = "";

    internal HttpClient Http { get; private set; } = null!;

    internal IServiceProvider Services => app.Services;

    internal NpgsqlDataSource Database => app.Services.GetRequiredService<NpgsqlDataSource>();

    public async Task InitializeAsync()
    {
        ConnectionString = await TestDatabase.CreateDemonstrationAsync();
        await using (var database = NpgsqlDataSource.Create(ConnectionString))
            await PrepareAsync(database);
        app = await RunningApi.StartAsync(ConnectionString);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address + "/") };
    }

    /// <summary>What a test class puts into the database before the program starts on it.</summary>
    protected virtual Task PrepareAsync(NpgsqlDataSource database) => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>A token of the role, bound to the facility or region.</summary>
    /// <param name="by">Somebody else than whoever does what the role does in most tests.</param>
    internal string Token(Role role, string boundTo, string? by = null) => app.Services.GetRequiredService<DevelopmentTokens>().Issue(
        by ?? $"test-{role}".ToLowerInvariant(), role,
        facility: role is Role.Hospital or Role.Pharmacy ? boundTo : null,
        region: role is Role.Hospital or Role.Pharmacy ? null : boundTo);

    /// <summary>Who may call what, by operation id, as the program declares it.</summary>
    internal Dictionary<string, AccessRow> AccessRows() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<AccessRow>() is not null)
        .ToDictionary(endpoint => endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName, endpoint => endpoint.Metadata.GetRequiredMetadata<AccessRow>());

    internal Task<Answer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token, null);

    internal Task<Answer> PutAsync(string path, string? token, object body) => SendAsync(HttpMethod.Put, path, token, body);

    internal Task<Answer> PostAsync(string path, string? token, object body) => SendAsync(HttpMethod.Post, path, token, body);

    /// <param name="body">A string or bytes are sent as they stand; anything else as JSON.</param>
    internal async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token, object? body, string? language = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        if (body is not null)
            request.Content = new ByteArrayContent(body as byte[] ?? Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)))
            {
                Headers = { ContentType = new(mediaType, mediaType == "application/json" ? "utf-8" : null) },
            };
        using var response = await Http.SendAsync(request);
        return new(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues("Idempotent-Replayed", out _))
        {
            UndoneBy = response.Headers.TryGetValues("Undone-By", out var numbers) ? string.Join(", ", numbers) : null,
        };
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text, bool IsReplay)
{
    internal JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Number of what has undone since what the call had done before.</summary>
    internal string? UndoneBy { get; init; }

    internal string? Code => Json["code"]?.GetValue<string>();

    /// <summary>An amount of the answer in yuan, as it stands in the text.</summary>
    internal string Amount(string name) => Json["amounts"]![name]!.ToJsonString();

    internal Answer Ok()
    {
        Assert.True(Status == 200, $"{Status}: {Text}");
        return this;
    }

    /// <summary>Asserts a problem with this status and code, in the form that every problem has.</summary>
    internal Answer IsProblem(int status, string code)
    {
        Assert.True(Status == status && MediaType == "application/problem+json", $"{Status} {MediaType}: {Text}");
        Assert.Equal(code, Code);
        Assert.False(string.IsNullOrEmpty(Json["traceId"]?.GetValue<string>()));
        Assert.False(string.IsNullOrEmpty(Json["detail"]?.GetValue<string>()));
        return this;
    }
}
