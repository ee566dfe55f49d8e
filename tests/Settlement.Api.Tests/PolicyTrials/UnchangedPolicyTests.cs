using System.Text.Json.Nodes;
using Settlement.Api.Tests.Policies;
using Settlement.Api.Tests.Recomputation;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.PolicyTrials;

/// <summary>A trial of the figures by which everything was settled finds that nothing would change: it replays what was.</summary>
public sealed class UnchangedPolicyTests(SettledBooks books) : IClassFixture<SettledBooks>
{
    [Fact]
    public async Task The_figures_in_force_give_every_stored_settlement_again()
    {
        var tried = 0L;
        foreach (var (region, scheme, version, document) in await VersionsAsync())
        {
            var agency = new Agency(books.Api, region, "");
            var draft = JsonNode.Parse(document)!;
            draft["version"] = $"again-{region}-{scheme}";
            (await agency.DraftAsync(draft)).Ok();
            var path = $"again-{region}-{scheme}/trials/T-{scheme}";
            (await books.Api.PutAsync($"{agency.Path}/{path}", agency.Token("writer"), new { from = "2024-07-01", through = "2027-06-01" })).Ok();
            JsonNode? trial = null;
            await Until.TrueAsync(async () => (trial = (await agency.GetAsync(path)).Ok().Json)["finishedAt"] is not null);

            var expected = await books.Api.Database.ScalarAsync(
                $"""
                SELECT count(*) || ' ' || coalesce(sum(total_fen - personal_fen), 0) FROM settlement s
                WHERE insured_region = '{region}' AND scheme = '{scheme}' AND reverses IS NULL
                  AND NOT EXISTS (SELECT FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id)
                """);
            var sums = trial!["result"]!["sums"]!;
            var count = sums["settlements"]!.GetValue<long>();
            Assert.Equal(expected, $"{count} {decimal.ToInt64(sums["fundWould"]!.GetValue<decimal>() * 100)}");
            Assert.True(sums["winners"]!.GetValue<int>() + sums["losers"]!.GetValue<int>() + sums["refused"]!.GetValue<int>() == 0, $"{version}: {sums.ToJsonString()}");
            tried += count;
        }
        Assert.True(tried > 5);
    }

    /// <summary>Of the places with one version, by which all of theirs was settled.</summary>
    private async Task<List<(string Region, string Scheme, string Version, string Document)>> VersionsAsync()
    {
        await using var command = books.Api.Database.CreateCommand(
            """
            SELECT insured_region, scheme, min(policy_version), min(document::text) FROM policy_version
            WHERE state = 'Published' GROUP BY insured_region, scheme HAVING count(*) = 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        var versions = new List<(string, string, string, string)>();
        while (await row.ReadAsync())
            versions.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)));
        return versions;
    }
}
