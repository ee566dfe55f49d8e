using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Policies.Documents;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Tests.Policies;

/// <summary>An agency checks its draft before anybody publishes it.</summary>
public sealed class PolicyCheckTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static JsonNode Zhengzhou => JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "410100-employee-2026.json").Json)!;

    private string Clerk => api.Token(Role.Clerk, "410000");

    [Fact]
    public async Task A_published_policy_has_neither_faults_nor_findings() =>
        Assert.Equal("""{"faults":[],"findings":[]}""", await CheckAsync(Zhengzhou.ToJsonString()));

    [Fact]
    public async Task All_faults_of_the_figures_are_named_by_their_paths()
    {
        var draft = Zhengzhou;
        draft["insuredRegion"] = "4101";
        draft["inpatient"]!["bands"]![0]!["fundPercent"]!["tertiary"]!["active"] = 186;

        Assert.Equal(
            """{"faults":[{"path":"$.insuredRegion","message":"is not six digits"},{"path":"$.inpatient.bands[0].fundPercent.tertiary.active","message":"is not between 0 and 100"}],"findings":[]}""",
            await CheckAsync(draft.ToJsonString()));
    }

    [Theory]
    [InlineData("null", "$", "is null")]
    [InlineData("[]", "$", "the value has the wrong type or form")]
    [InlineData("""{ "colour": 1 }""", "$.colour", "unknown field")]
    [InlineData("""{ "version": "\ud800" }""", "$.version", "the value has the wrong type or form")]
    [InlineData("""{ "scheme": "everybody" }""", "$.scheme", "'everybody' is none of employee, resident")]
    public async Task A_document_of_another_form_is_told_without_type_names(string body, string path, string message)
    {
        var fault = JsonNode.Parse(await CheckAsync(body))!["faults"]![0]!;

        Assert.Equal((path, message), (fault["path"]!.GetValue<string>(), fault["message"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("zh", "降幅超过国家规定的百分点")]
    [InlineData("en", "The reduction exceeds the points that the nation allows")]
    public async Task The_proof_warns_in_the_language_of_the_caller(string language, string title)
    {
        var draft = Zhengzhou;
        draft["awayFromHome"]!["percent"]!["referral"] = 12;
        var finding = Assert.Single(JsonNode.Parse(await CheckAsync(draft.ToJsonString(), language))!["findings"]!.AsArray())!;

        Assert.Equal(
            ("warning", "reduction-too-large", "awayFromHome.referral", $"{title}: inpatient community active ≤ ∞: 94% − 82% = 12 > 10"),
            (finding["kind"]!.GetValue<string>(), finding["code"]!.GetValue<string>(), finding["place"]!.GetValue<string>(), finding["message"]!.GetValue<string>()));
    }

    /// <summary>The version before ends on 2026-06-30.</summary>
    [Theory]
    [InlineData("2026-08-01", "gap", "days-without-policy", "2026-07-01/2026-07-31")]
    [InlineData("2026-06-01", "overlap", "days-of-two-policies", "2026-06-01/2026-06-30")]
    public async Task The_proof_finds_days_between_the_draft_and_the_published_versions(string from, string kind, string code, string place)
    {
        var draft = Zhengzhou;
        draft["inForceFrom"] = from;
        var finding = Assert.Single(JsonNode.Parse(await CheckAsync(draft.ToJsonString()))!["findings"]!.AsArray())!;

        Assert.Equal((kind, code, place), (finding["kind"]!.GetValue<string>(), finding["code"]!.GetValue<string>(), finding["place"]!.GetValue<string>()));
        Assert.EndsWith(": 410100-employee-2023, 410100-employee-2026", finding["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{ "version": "1", "version": "1" }""")]
    public async Task What_is_no_JSON_is_refused_like_everywhere(string body) =>
        (await api.SendAsync(HttpMethod.Post, "v1/policies/check", Clerk, body)).IsProblem(400, "malformed-request");

    [Fact]
    public async Task Nothing_is_stored()
    {
        const string all = "SELECT string_agg(policy_version || document::text, '' ORDER BY policy_version) FROM policy_version";
        var before = await api.Database.ScalarAsync(all);
        var draft = Zhengzhou;
        draft["version"] = "410100-employee-2027";
        await CheckAsync(draft.ToJsonString());

        Assert.Equal(before, await api.Database.ScalarAsync(all));
    }

    [Fact]
    public async Task The_schema_is_served_as_such_to_everybody()
    {
        using var answer = await api.Http.GetAsync(new Uri("v1/policy-schema", UriKind.Relative));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(PolicySchema.Json, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> CheckAsync(string body, string language = "en") =>
        (await api.SendAsync(HttpMethod.Post, "v1/policies/check", Clerk, body, language)).Ok().Text;
}
