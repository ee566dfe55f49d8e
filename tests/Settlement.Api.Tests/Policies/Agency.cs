using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.Policies;

namespace Settlement.Api.Tests.Policies;

/// <summary>The policies of an insured place, as its staff write and publish them.</summary>
internal sealed record Agency(DemonstrationApi Api, string Region, string ShippedFile)
{
    internal string Path => $"v1/regions/{Region}/policy-versions";

    internal static string Today => TimeProvider.System.Today().ToString("O");

    internal static string Day(int fromToday) => TimeProvider.System.Today().AddDays(fromToday).ToString("O");

    internal string Token(string subject, Role role = Role.Clerk) =>
        Api.Services.GetRequiredService<DevelopmentTokens>().Issue(subject, role, facility: null, region: Region);

    /// <summary>The shipped document under another name.</summary>
    internal JsonNode Document(string version, string? from = null, string? through = null)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == ShippedFile).Json)!;
        (document["version"], document["insuredRegion"]) = (version, Region);
        document["inForceFrom"] = from ?? Today;
        document["inForceThrough"] = through;
        return document;
    }

    internal Task<Answer> DraftAsync(JsonNode document, string writer = "writer", int? revision = null) => Api.PutAsync(
        $"{Path}/{document["version"]!.GetValue<string>()}{(revision is null ? "" : $"?revision={revision}")}", Token(writer), document.ToJsonString());

    internal Task<Answer> PublishAsync(
        string version, int revision = 1, string publisher = "publisher", string? from = null, params string[] acknowledged) =>
        Api.PutAsync($"{Path}/{version}/publication", Token(publisher, Role.Reviewer), new { revision, from, acknowledged });

    internal Task<Answer> WithdrawAsync(string version, int revision = 2) =>
        Api.PutAsync($"{Path}/{version}/withdrawal", Token("publisher", Role.Reviewer), new { revision, reason = "通知推迟" });

    internal Task<Answer> ReadAsync(string version) => GetAsync(version);

    internal Task<Answer> GetAsync(string rest) => Api.GetAsync($"{Path}/{rest}", Token("reader", Role.Auditor));

    /// <summary>Days of the published versions: <c>name first/last</c>.</summary>
    internal async Task<string> DaysAsync() => (string)(await Api.Database.ScalarAsync(
        $"""
        SELECT string_agg(policy_version || ' ' || valid_from || '/' || coalesce(valid_through::text, '..'), ', ' ORDER BY valid_from)
        FROM policy_version WHERE insured_region = '{Region}' AND scheme = 'Employee' AND state = 'Published'
        """) ?? "");
}
