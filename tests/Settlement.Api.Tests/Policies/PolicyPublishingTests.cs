using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Policies;

/// <summary>From draft to publication and back. Each test has a database of its own, since versions of a place follow each other.</summary>
[Rule("R-PRI-02")]
public sealed class PolicyPublishingTests : IAsyncLifetime
{
    private readonly DemonstrationApi api = new();
    private Agency Changsha => new(api, "430100", "430100-employee.json");

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_second_person_publishes_a_draft_and_the_version_in_force_ends_the_day_before()
    {
        var before = await Changsha.DaysAsync();
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(30)))).Ok();
        Assert.Equal(before, await Changsha.DaysAsync()); // a draft is nothing to anybody

        var answer = (await Changsha.PublishAsync("C1")).Ok().Json;

        Assert.Equal("published", answer["version"]!["state"]!.GetValue<string>());
        Assert.Equal(
            $$"""[{"version":"430100-employee-2023","superseded":false,"throughBefore":null,"throughAfter":"{{Agency.Day(29)}}"}]""",
            answer["changes"]!.ToJsonString());
        Assert.Equal(["draft writer", "publish publisher"], answer["history"]!.AsArray().Select(s => $"{s!["step"]} {s["doneBy"]}"));
        Assert.Equal($"430100-employee-2023 2023-01-01/{Agency.Day(29)}, C1 {Agency.Day(30)}/..", await Changsha.DaysAsync());
    }

    [Fact]
    public async Task Nobody_who_wrote_any_of_a_draft_publishes_it_and_the_database_agrees()
    {
        var document = Changsha.Document("C1", Agency.Day(30));
        (await Changsha.DraftAsync(document, "first")).Ok();
        document["inForceFrom"] = Agency.Day(31);
        (await Changsha.DraftAsync(document, "second")).Ok();

        (await Changsha.PublishAsync("C1", 2, "first")).IsProblem(403, "second-person");
        (await Changsha.PublishAsync("C1", 2, "second")).IsProblem(403, "second-person");
        foreach (var writer in (string[])["first", "second"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => api.Database.ExecuteAsync(
                $"UPDATE policy_version SET state = 'Published', published_by = '{writer}', published_at = now(), valid_from = '2090-01-01' WHERE policy_version = 'C1'"));
            Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
        }
        (await Changsha.PublishAsync("C1", 2, "third")).Ok();
    }

    [Fact]
    public async Task Every_step_may_be_sent_again_for_ever_and_with_other_content_is_refused()
    {
        var document = Changsha.Document("C1", Agency.Day(30));
        var first = (await Changsha.DraftAsync(document, revision: 0)).Ok();
        Assert.True((await Changsha.DraftAsync(document)).Ok().IsReplay);
        var changed = Changsha.Document("C1", Agency.Day(40));
        (await Changsha.DraftAsync(changed, "second", revision: 0)).IsProblem(409, "policy-revision");
        (await Changsha.DraftAsync(changed, "second", revision: 1)).Ok();
        Assert.True((await Changsha.DraftAsync(document, revision: 0)).Ok().IsReplay); // long overtaken, and does not undo what followed
        (await Changsha.PublishAsync("C1", 1)).IsProblem(409, "policy-revision"); // what the publisher looked at has changed
        var published = (await Changsha.PublishAsync("C1", 2)).Ok();
        var again = (await Changsha.PublishAsync("C1", 2)).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(published.Text, again.Text);
        (await Changsha.PublishAsync("C1", 2, from: Agency.Day(50))).IsProblem(409, "policy-revision");
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(41)))).IsProblem(409, "policy-step-not-possible");
        (await Changsha.WithdrawAsync("C1", 3)).Ok();
        Assert.True((await Changsha.WithdrawAsync("C1", 3)).Ok().IsReplay);
        Assert.True((await Changsha.PublishAsync("C1", 2)).Ok().IsReplay);
        (await Changsha.PublishAsync("C1", 4)).IsProblem(409, "policy-step-not-possible");
        Assert.Equal("draft", first.Json["version"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_gap_or_an_overlap_blocks_and_a_warning_is_acknowledged()
    {
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(10), Agency.Day(20)))).Ok();
        (await Changsha.DraftAsync(Changsha.Document("C2", Agency.Day(30)), "writer")).Ok();
        var ends = (await Changsha.PublishAsync("C1")).IsProblem(422, "policy-warnings");
        Assert.Equal($"{Agency.Day(21)}/..", ends.Json["findings"]![0]!["place"]!.GetValue<string>());
        (await Changsha.PublishAsync("C1", acknowledged: "days-left-without")).Ok();

        var gap = (await Changsha.PublishAsync("C2")).IsProblem(422, "policy-not-whole");
        Assert.Equal(("gap", $"{Agency.Day(21)}/{Agency.Day(29)}"),
            (gap.Json["findings"]![0]!["kind"]!.GetValue<string>(), gap.Json["findings"]![0]!["place"]!.GetValue<string>()));
        (await Changsha.PublishAsync("C2", from: Agency.Day(21))).Ok();

        (await Changsha.DraftAsync(Changsha.Document("C3", Agency.Day(15), Agency.Day(25)))).Ok();
        (await Changsha.PublishAsync("C3")).IsProblem(422, "policy-not-whole"); // it would end within C2
        Assert.Equal(
            ["draft writer", "publish publisher days-left-without"],
            (await Changsha.ReadAsync("C1")).Ok().Json["history"]!.AsArray().Select(s => $"{s!["step"]} {s["doneBy"]} {string.Join(',', s["acknowledged"]!.AsArray())}".TrimEnd()));
    }

    [Fact]
    public async Task A_version_that_is_covered_whole_is_superseded_and_comes_back_with_a_withdrawal()
    {
        var before = await Changsha.DaysAsync();
        await DraftAndPublishAsync("C1", Agency.Day(30));
        var one = await Changsha.DaysAsync();
        (await Changsha.DraftAsync(Changsha.Document("C2", Agency.Day(20)))).Ok();
        (await Changsha.PublishAsync("C2")).IsProblem(422, "policy-warnings");
        (await Changsha.PublishAsync("C2", acknowledged: "version-superseded")).Ok();
        Assert.Equal($"430100-employee-2023 2023-01-01/{Agency.Day(19)}, C2 {Agency.Day(20)}/..", await Changsha.DaysAsync());
        Assert.Equal("superseded", (await Changsha.ReadAsync("C1")).Ok().Json["version"]!["state"]!.GetValue<string>());

        (await Changsha.WithdrawAsync("C1", 2)).IsProblem(409, "policy-step-not-possible");
        (await Changsha.WithdrawAsync("C2")).Ok();
        Assert.Equal(one, await Changsha.DaysAsync());
        (await Changsha.WithdrawAsync("C1")).Ok();
        Assert.Equal(before, await Changsha.DaysAsync());
    }

    [Fact]
    public async Task What_was_published_later_is_withdrawn_first_and_what_has_begun_never()
    {
        await DraftAndPublishAsync("C1", Agency.Day(30));
        await DraftAndPublishAsync("C2", Agency.Day(60));
        (await Changsha.WithdrawAsync("C1")).IsProblem(409, "policy-step-not-possible");
        await DraftAndPublishAsync("C0", Agency.Today, Agency.Day(29));
        (await Changsha.WithdrawAsync("C0")).IsProblem(409, "policy-step-not-possible");
        Assert.Equal(
            $"430100-employee-2023 2023-01-01/{Agency.Day(-1)}, C0 {Agency.Today}/{Agency.Day(29)}, C1 {Agency.Day(30)}/{Agency.Day(59)}, C2 {Agency.Day(60)}/..",
            await Changsha.DaysAsync());
    }

    [Fact]
    public async Task A_version_begins_today_or_later_unless_nobody_can_have_been_settled_on_the_days_before()
    {
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(-1)))).Ok();
        (await Changsha.PublishAsync("C1")).IsProblem(422, "date-not-possible");
        (await Changsha.PublishAsync("C1", from: Agency.Today)).Ok();

        var hangzhou = new Agency(api, "330100", "430100-employee.json"); // it has no policy so far
        (await hangzhou.DraftAsync(hangzhou.Document("H1", "2024-01-01"))).Ok();
        (await hangzhou.PublishAsync("H1")).Ok();
        Assert.Equal("H1 2024-01-01/..", await hangzhou.DaysAsync());
    }

    [Fact, Rule("R1.12.4")]
    public async Task Settlements_follow_the_version_of_the_day_and_all_stay_verifiable()
    {
        await DraftAndPublishAsync("C1", Agency.Today);
        await Until.TrueAsync(async () =>
            (await api.GetAsync("v1/regions/430100/policies/employee", Changsha.Token("reader"))).Ok().Json["policyVersion"]!.GetValue<string>() == "C1");
        var yesterday = (await api.GetAsync($"v1/regions/430100/policies/employee?on={Agency.Day(-1)}", Changsha.Token("reader"))).Ok().Json;

        Assert.Equal(("430100-employee-2023", Agency.Day(-1)), (yesterday["policyVersion"]!.GetValue<string>(), yesterday["validThrough"]!.GetValue<string>()));
        Assert.Equal(0, (await Recomputation.Verified.OfAsync(api.ConnectionString)).Code);
    }

    [Fact]
    public async Task Two_publications_at_once_never_both_take_the_same_days()
    {
        var names = Enumerable.Range(1, 6).Select(i => $"R{i}").ToList();
        foreach (var name in names)
            (await Changsha.DraftAsync(Changsha.Document(name, Agency.Day(30)))).Ok();

        var answers = await Task.WhenAll(names.Select(name => Changsha.PublishAsync(name)));

        Assert.Equal(1, answers.Count(a => a.Status == 200)); // the others would supersede it whole, of which they do not know
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(422, "policy-warnings"));
    }

    [Fact]
    public async Task Two_writers_at_once_never_lose_what_the_other_wrote_unseen()
    {
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(30)))).Ok();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(30 + i)), $"w{i}", revision: 1)));

        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "policy-revision"));
    }

    [Fact]
    public async Task What_is_no_policy_of_the_place_is_no_draft()
    {
        var faulty = Changsha.Document("C1");
        faulty["inpatient"]!["bands"]![0]!["fundPercent"]!["tertiary"]!["active"] = 186;
        Assert.Equal("$.inpatient.bands[0].fundPercent.tertiary.active", (await Changsha.DraftAsync(faulty)).IsProblem(422, "policy-faulty").Json["faults"]![0]!["path"]!.GetValue<string>());
        var elsewhere = Changsha.Document("C1");
        elsewhere["insuredRegion"] = "430200";
        (await Changsha.DraftAsync(elsewhere)).IsProblem(400, "invalid-request");
        var early = Changsha.Document("C1", "0001-01-01");
        (await Changsha.DraftAsync(early)).IsProblem(400, "invalid-request");
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Today, "9999-12-31"))).IsProblem(400, "invalid-request");
        foreach (var body in (string[])["null", "[]", "{}", "1", """{ "version": "\u0000" }"""])
            (await api.PutAsync($"{Changsha.Path}/C1", Changsha.Token("writer"), body)).IsProblem(422, "policy-faulty");
        var nul = Changsha.Document("C1");
        nul["insuredRegionName"] = "a\0b";
        Assert.Equal(400, (await Changsha.DraftAsync(nul)).Status);
        (await new Agency(api, "360100", "360100-employee.json").DraftAsync(Shipped("430100-employee-2023", "360100"))).IsProblem(409, "number-reused");
        foreach (var body in (object[])[new { revision = 0 }, new { revision = 1, from = "0001-01-01" }, new { revision = 1, acknowledged = new[] { (string?)null } }])
            (await api.PutAsync($"{Changsha.Path}/430100-employee-2023/publication", Changsha.Token("p", Role.Reviewer), body)).IsProblem(400, "invalid-request");
        foreach (var revision in new[] { -1, int.MaxValue })
            (await Changsha.DraftAsync(Changsha.Document("C1"), revision: revision)).IsProblem(400, "invalid-request");
        (await Changsha.PublishAsync("none")).IsProblem(404, "not-found");

        JsonNode Shipped(string version, string region)
        {
            var document = Changsha.Document(version);
            document["insuredRegion"] = region;
            return document;
        }
    }

    [Fact]
    public async Task A_draft_is_given_up_for_good()
    {
        (await Changsha.DraftAsync(Changsha.Document("C1"))).Ok();
        var discard = new { revision = 1, reason = "作废" };
        (await api.PutAsync($"{Changsha.Path}/C1/discarding", Changsha.Token("writer"), discard)).Ok();
        Assert.True((await api.PutAsync($"{Changsha.Path}/C1/discarding", Changsha.Token("writer"), discard)).Ok().IsReplay);
        (await Changsha.PublishAsync("C1", 2)).IsProblem(409, "policy-step-not-possible");
        (await Changsha.DraftAsync(Changsha.Document("C1", Agency.Day(5)))).IsProblem(409, "policy-step-not-possible");
        var items = (await Changsha.GetAsync("?state=discarded")).Ok().Json["items"]!.AsArray();
        Assert.Equal("C1", Assert.Single(items)!["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Versions_are_listed_page_by_page()
    {
        foreach (var i in Enumerable.Range(1, 3))
            (await Changsha.DraftAsync(Changsha.Document($"C{i}"))).Ok();
        var names = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await Changsha.GetAsync($"?scheme=employee&limit=2&after={after}")).Ok().Json;
            names.AddRange(page["items"]!.AsArray().Select(item => item!["version"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        Assert.Equal(["430100-employee-2023", "C1", "C2", "C3"], names);
    }

    private async Task DraftAndPublishAsync(string version, string from, string? through = null)
    {
        (await Changsha.DraftAsync(Changsha.Document(version, from, through))).Ok();
        (await Changsha.PublishAsync(version)).Ok();
    }
}
