using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>What a treatment province's clerk and reviewer do with its catalogue.</summary>
internal sealed record Province(DemonstrationApi Api, string Region)
{
    internal static DateOnly Today { get; } = TimeProvider.System.Today();

    internal string Path => $"v1/regions/{Region}/catalog-versions";

    internal string Clerk => Api.Token(Role.Clerk, Region);

    internal string Reviewer => Api.Token(Role.Reviewer, Region);

    /// <summary>A service of class B with this first self-paid ratio and no limit.</summary>
    internal static object Set(string itemCode, decimal ratio, string name = "试验项目") => new
    {
        itemCode,
        operation = "set",
        name,
        kind = "medicalService",
        itemClass = "b",
        firstSelfPaidRatio = ratio,
        feeCategory = "03",
    };

    internal static object Remove(string itemCode) => new { itemCode, operation = "remove" };

    internal Task<Answer> UploadAsync(string version, DateOnly validFrom, params object[] rows) =>
        Api.PutAsync($"{Path}/{version}", Clerk, new { validFrom = $"{validFrom:O}", basis = "试验", rows });

    internal Task<Answer> PublishAsync(string version, int revision = 1) => Api.PutAsync($"{Path}/{version}/publication", Reviewer, new { revision });

    internal Task<Answer> WithdrawAsync(string version, int revision = 2, string reason = "改期") =>
        Api.PutAsync($"{Path}/{version}/withdrawal", Reviewer, new { revision, reason });

    internal Task<Answer> ReadAsync(string version) => Api.GetAsync($"{Path}/{version}", Reviewer);

    internal async Task PublishedAsync(string version, DateOnly validFrom, params object[] rows)
    {
        (await UploadAsync(version, validFrom, rows)).Ok();
        (await PublishAsync(version)).Ok();
    }

    /// <summary>Entries of an item in the order of their days, as <c>first..last version ratio</c>, live ones only.</summary>
    internal async Task<string> TimelineAsync(string itemCode)
    {
        await using var command = Api.Database.CreateCommand(
            """
            SELECT coalesce(string_agg(format('%s..%s %s %s', valid_from, valid_through, catalog_version, first_self_paid_ratio), '; ' ORDER BY valid_from), '')
            FROM catalog_entry WHERE owner = $1 AND item_code = $2 AND superseded_at IS NULL
            """);
        command.Parameters.Add(new() { Value = Region });
        command.Parameters.Add(new() { Value = itemCode });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The entry on a day as the API answers; waits for the instance to have heard of the change.</summary>
    internal async Task<JsonNode?> EntryAsync(string itemCode, DateOnly on, Func<JsonNode?, bool> until)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await Api.GetAsync($"v1/regions/{Region}/catalog/{itemCode}?on={on:O}", Clerk);
            var entry = answer.Status == 404 ? null : answer.Ok().Json;
            if (until(entry))
                return entry;
            Assert.True(attempt < 100, $"Not heard of: {entry?.ToJsonString() ?? "no entry"}");
            await Task.Delay(100);
        }
    }
}
