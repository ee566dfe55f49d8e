using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Settlement.Api.Hosting;
using Settlement.Api.Tests.OpenApi;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Hosting;

/// <summary>A line for each request, without anything that names a person.</summary>
public sealed class RequestLogTests(DemonstrationApi demonstration) : IClassFixture<DemonstrationApi>
{
    private const string Person = "v1/regions/360100/persons/DEMO03";

    [Fact]
    public async Task Operations_that_are_quiet_exist()
    {
        var operations = (await ExampleCall.OperationsAsync(demonstration)).Select(o => o.Id).ToHashSet();

        Assert.Subset(operations, RequestLog.Quiet.ToHashSet());
    }

    [Fact]
    public async Task Json_has_operation_route_status_caller_and_trace_id_of_successes_and_refusals_and_no_path()
    {
        using var api = ApiProcess.Start(("ConnectionStrings__Settlement", demonstration.ConnectionString), ("Logging__Json", "true"));
        await Until.TrueAsync(() => Task.FromResult(Lines(api).Any(l => l["Address"] is not null)));
        using var http = new HttpClient { BaseAddress = new Uri(Lines(api).First(l => l["Address"] is not null)["Address"]!.GetValue<string>()) };

        using (var token = await http.PostAsync("development/tokens", new StringContent("""{"role":"clerk","region":"360100","subject":"clerk-7"}""", new MediaTypeHeaderValue("application/json"))))
            http.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(await token.Content.ReadAsStringAsync())!["token"]!.GetValue<string>());
        await http.GetAsync($"{Person}?name=somebody");
        await http.GetAsync("v1/regions/110000/persons/DEMO02");
        var malformed = JsonNode.Parse(await (await http.PostAsync(
            "development/tokens", new StringContent("{", new MediaTypeHeaderValue("application/json")))).Content.ReadAsStringAsync())!;
        await http.GetAsync("health/live");
        await http.GetAsync("nowhere/DEMO03");
        await Until.TrueAsync(() => Task.FromResult(Requests(api).Any(l => Status(l) == 404 && l["Operation"]!.GetValue<string>() == "-")));

        var requests = Requests(api);
        Assert.Equal(["200 IssueDevelopmentToken", "200 ReadPerson", "404 ReadPerson", "400 IssueDevelopmentToken", "404 -"],
            requests.Select(l => $"{Status(l)} {l["Operation"]}"));
        Assert.Equal("/v1/regions/{regionCode}/persons/{personNo}", requests[1]["Route"]!.GetValue<string>());
        Assert.Equal(("Clerk", "clerk-7"), (requests[1]["Role"]!.GetValue<string>(), requests[1]["Subject"]!.GetValue<string>()));
        Assert.Equal(malformed["traceId"]!.GetValue<string>(), requests[3]["@tr"]!.GetValue<string>());
        Assert.DoesNotContain("DEMO0", string.Join('\n', requests.Select(l => l.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", api.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("RequestPath", api.Output, StringComparison.Ordinal);
    }

    /// <summary>Every line on the console is an object, or this throws.</summary>
    private static List<JsonObject> Lines(ApiProcess api) =>
        [.. api.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => JsonNode.Parse(l)!.AsObject())];

    private static List<JsonObject> Requests(ApiProcess api) => [.. Lines(api).Where(l => l["Elapsed"] is not null)];

    private static int Status(JsonObject line) => line["Status"]?.GetValue<int>() ?? 0;
}
