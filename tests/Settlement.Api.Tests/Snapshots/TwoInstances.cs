using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Access;
using Settlement.Api.Hosting;
using Settlement.Api.Tests.Policies;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Snapshots;

/// <summary>Two running instances of the program on one database.</summary>
public sealed class TwoInstances : DemonstrationApi, IAsyncLifetime, IDisposable
{
    private WebApplication other = null!;
    private HttpClient atOther = null!;

    internal Agency Nanchang => new(this, "360100", "360100-employee.json");

    internal IReadOnlyList<CurrentReference> References =>
        [Services.GetRequiredService<CurrentReference>(), other.Services.GetRequiredService<CurrentReference>()];

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        other = await RunningApi.StartAsync(ConnectionString);
        atOther = new HttpClient { BaseAddress = new Uri(other.Address() + "/") };
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        Dispose();
        await other.DisposeAsync();
        await DisposeAsync();
    }

    public void Dispose() => atOther.Dispose();

    /// <summary>Waits until both settle a day by a version.</summary>
    internal Task HaveAsync(string version) => Until.TrueAsync(() => Task.FromResult(
        References.All(reference => reference.Snapshot.Policies.Versions.Any(policy => policy.Version == version))));

    /// <summary>Sent by the hospital in Shanghai to the one or the other instance.</summary>
    internal async Task<Answer> SendAsync(int instance, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        var tokens = (instance == 0 ? Services : other.Services).GetRequiredService<DevelopmentTokens>();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue("test", Role.Hospital, Visit.Shanghai, region: null));
        using var response = await (instance == 0 ? Http : atOther).SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), IsReplay: false);
    }

    /// <summary>Drafts and publishes Nanchang's policy from today on with another ratio for tertiary hospitals.</summary>
    internal async Task PublishAsync(string version, int tertiaryPercent)
    {
        var document = Nanchang.Document(version);
        var ratios = document["inpatient"]!["bands"]![0]!["fundPercent"]!["tertiary"]!;
        (ratios["active"], ratios["retired"]) = (tertiaryPercent, tertiaryPercent);
        (await Nanchang.DraftAsync(document)).Ok();
        (await Nanchang.PublishAsync(version, acknowledged: ["version-superseded", "days-left-without"])).Ok();
    }
}
