using System.Text.Json.Nodes;
using Settlement.Api.Tests.Policies;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.PolicyTrials;

/// <summary>
/// Nanchang tries a draft: 1,000 yuan deductible for the first stay of a year and 200 for the second, where it was 800 each time, and 80 %
/// instead of 85 % at tertiary hospitals. DEMO03 is referred to Shanghai, which takes 10 % first.
/// </summary>
public sealed class PolicyTrialTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private Agency Nanchang => new(api, "360100", "360100-employee.json");

    public async Task InitializeAsync()
    {
        if ((await Nanchang.ReadAsync("T")).Status == 200)
            return;
        (await Nanchang.DraftAsync(Draft("T"))).Ok();
        await SettleAsync("A", 50_000m, "2026-09-10", "2026-09-15");
        await SettleAsync("B", 30_000m, "2026-09-16", "2026-09-20");
        (await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "B").ReverseAsync("B-R", "B-T")).Ok();
        await SettleAsync("C", 20_000m, "2026-10-10", "2026-10-15");
        await SettleAsync("D", 10_000m, "2026-10-25", "2026-10-30", trauma: "withoutThirdParty"); // (10 000 - 1 000 - 800) × 85% = 6 970
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_settlements_of_a_period_are_replayed_in_their_order_without_those_that_were_reversed()
    {
        var result = await TryAsync("T", "P1", "2026-09-01", "2026-10-20");

        // then: A (50 000 - 5 000 - 800) × 85% = 37 570, C (20 000 - 2 000 - 800) × 85% = 14 620
        // would: A (45 000 - 1 000) × 80% = 35 200, C, the second stay, (18 000 - 200) × 80% = 14 240
        Assert.Equal(
            """{"settlements":2,"total":70000.00,"fundThen":52190.00,"fundWould":49440.00,"difference":-2750.00,"winners":0,"won":0.00,"losers":2,"lost":2750.00,"refused":0}""",
            result["sums"]!.ToJsonString());
        Assert.Equal("""{"persons":1,"difference":-2750.00}""", result["losers"]!.ToJsonString());
        Assert.Equal("""{"persons":0,"difference":0.00}""", result["winners"]!.ToJsonString());
        Assert.Equal("""[{"from":-9999.99,"below":-999.99,"persons":1,"difference":-2750.00}]""", Json(result["distribution"]!.AsArray().Where(s => s!["persons"]!.GetValue<int>() > 0)));
        Assert.Equal("""{"payer":"cash","then":17810.00,"would":20560.00,"difference":2750.00}""", result["payers"]!.AsArray().Single(p => p!["payer"]!.GetValue<string>() == "cash")!.ToJsonString());
        Assert.Equal(["C-T -380.00", "A-T -2370.00"], result["most"]!.AsArray().Select(s => $"{s!["transactionNo"]} {s["difference"]!.ToJsonString()}"));
        Assert.DoesNotContain("DEMO03", result.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_before_the_period_counts_as_it_was()
    {
        var result = await TryAsync("T", "P2", "2026-10-01", "2026-10-20");

        Assert.Equal(("14620.00", "14240.00"), (result["sums"]!["fundThen"]!.ToJsonString(), result["sums"]!["fundWould"]!.ToJsonString())); // still the second stay
    }

    [Fact]
    public async Task What_a_version_would_refuse_is_told_with_what_was_paid_for_it()
    {
        var draft = Draft("R");
        draft["directSettlement"]!["traumaWithoutThirdParty"] = false;
        (await Nanchang.DraftAsync(draft)).Ok();

        var result = await TryAsync("R", "P3", "2026-10-25", "2026-10-31");

        Assert.Equal("""[{"code":"trauma-not-covered","settlements":1,"fundThen":6970.00}]""", result["refused"]!.ToJsonString());
        Assert.Equal("0.00", result["sums"]!["fundWould"]!.ToJsonString());
    }

    [Fact]
    public async Task A_trial_may_be_asked_for_again_and_its_number_means_one_trial()
    {
        await TryAsync("T", "P4", "2026-09-01", "2026-10-20");
        Assert.True((await AskAsync("T", "P4", "2026-09-01", "2026-10-20")).Ok().IsReplay);
        (await AskAsync("T", "P4", "2026-09-01", "2026-12-30")).IsProblem(409, "number-reused");
        (await AskAsync("none", "P5", "2026-09-01", "2026-10-20")).IsProblem(404, "not-found");
        (await AskAsync("T", "P5", "2026-09-01", "2026-08-31")).IsProblem(400, "invalid-request");
        (await AskAsync("T", "P5", "0001-01-01", "9999-12-31")).IsProblem(400, "invalid-request");
        (await Nanchang.GetAsync("T/trials/none")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_trial_that_an_instance_left_behind_is_begun_anew()
    {
        await api.Database.ExecuteAsync(
            """
            INSERT INTO policy_trial (insured_region, trial_no, policy_version, revision, document, period_from, period_through, request_hash, state, requested_by, requested_at, started_at)
            SELECT insured_region, 'LEFT', policy_version, revision, document, '2026-09-01', '2026-10-20', '', 'Running', 'test', now(), now()
            FROM policy_version WHERE policy_version = 'T'
            """);

        Assert.Equal("49440.00", (await FinishedAsync("T", "LEFT"))["sums"]!["fundWould"]!.ToJsonString());
    }

    [Fact]
    public async Task Named_cases_are_worked_out_under_the_draft_and_under_the_version_in_force()
    {
        var answer = (await CasesAsync("T",
            Case("first", new { inScope = 50_000m }),
            Case("second", new { inScope = 20_000m, account = new { encounters = 1 } }),
            Case("lines", new { lines = new object[] { new { amount = 10_000m, @class = "a" }, new { amount = 5_000m, @class = "b", firstSelfPaidPercent = 20m }, new { amount = 700m, @class = "c" } } }),
            Case("unfiled", new { inScope = 1_000m, treatmentClass = "longTermElsewhere" }))).Ok().Json;

        Assert.Equal("360100-employee-2023", answer["with"]!.GetValue<string>());
        Assert.Equal(
            [
                "first 35200.00 37570.00 -2370.00", "second 14240.00 14620.00 -380.00",
                "lines 9280.00 10030.00 -750.00", // in scope 10 000 + 4 000: (12 600 - 1 000) × 80%, (12 600 - 800) × 85%
            ],
            answer["cases"]!.AsArray().Take(3).Select(c =>
                $"{c!["name"]} {c["under"]!["amounts"]!["pooledFund"]!.ToJsonString()} {c["beside"]!["amounts"]!["pooledFund"]!.ToJsonString()} {c["fundDifference"]!.ToJsonString()}"));
        Assert.Equal("filing-required", answer["cases"]![3]!["under"]!["code"]!.GetValue<string>());
        Assert.Contains("\"version\":\"T\"", answer["cases"]![0]!["under"]!["working"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_that_cannot_be_are_refused_with_a_pointer()
    {
        foreach (var (fault, pointer) in new (object, string)[]
        {
            (Case("", new { inScope = 1m }), "/cases/0/name"),
            (Case("x", new { }), "/cases/0/inScope"),
            (Case("x", new { inScope = 0m }), "/cases/0/inScope"),
            (Case("x", new { inScope = 99_999_999m }), "/cases/0/inScope"),
            (Case("x", new { inScope = 1m, age = 999 }), "/cases/0/age"),
            (Case("x", new { inScope = 1m, on = "0001-01-01" }), "/cases/0/on"),
            (Case("x", new { inScope = 1m, category = "adultResident" }), "/cases/0/category"),
            (Case("x", new { inScope = 1m, service = "chronicOutpatient" }), "/cases/0/diseaseCode"),
            (Case("x", new { lines = new[] { new { amount = 1m, @class = "b" } } }), "/cases/0/lines/0/firstSelfPaidPercent"),
            (Case("x", new { lines = Array.Empty<object>() }), "/cases/0/lines"),
            (Case("x", new { lines = new object?[] { null } }), "/cases/0/lines/0"),
            (Case("x", new { inScope = 1m, account = new { encounters = -1 } }), "/cases/0/account/encounters"),
        })
            Assert.Equal(pointer, (await CasesAsync("T", fault)).IsProblem(400, "invalid-request").Json["pointer"]!.GetValue<string>());
        (await CasesAsync("T")).IsProblem(400, "invalid-request");
        Assert.Equal(400, (await CasesAsync("T", [null!])).Status);
    }

    private JsonNode Draft(string version)
    {
        var draft = Nanchang.Document(version, "2099-01-01");
        foreach (var person in (string[])["active", "retired"])
        {
            draft["inpatient"]!["deductible"]!["seriesYuan"]!["tertiary"]![person] = new JsonArray(1_000, 200);
            draft["inpatient"]!["bands"]![0]!["fundPercent"]!["tertiary"]![person] = 80;
        }
        return draft;
    }

    private async Task SettleAsync(string no, decimal yuan, string from, string through, string trauma = "none")
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", no).ReadyAsync(yuan, startedOn: from, trauma: trauma);
        (await visit.SettleAsync($"{no}-T", through)).Ok();
    }

    private Task<Answer> AskAsync(string version, string trialNo, string from, string through) =>
        api.PutAsync($"{Nanchang.Path}/{version}/trials/{trialNo}", Nanchang.Token("writer"), new { from, through });

    private async Task<JsonNode> TryAsync(string version, string trialNo, string from, string through)
    {
        (await AskAsync(version, trialNo, from, through)).Ok();
        return await FinishedAsync(version, trialNo);
    }

    private async Task<JsonNode> FinishedAsync(string version, string trialNo)
    {
        JsonNode? trial = null;
        await Until.TrueAsync(async () => (trial = (await Nanchang.GetAsync($"{version}/trials/{trialNo}")).Ok().Json)["state"]!.GetValue<string>() is "finished" or "failed");
        Assert.True(trial!["result"] is not null, trial.ToJsonString());
        return trial["result"]!;
    }

    private Task<Answer> CasesAsync(string version, params object[] cases) =>
        api.PostAsync($"{Nanchang.Path}/{version}/trials/cases", Nanchang.Token("writer"), new { cases });

    private static JsonObject Case(string name, object more)
    {
        var one = JsonNode.Parse($$"""{ "name": "{{name}}", "category": "active", "age": 40, "service": "inpatient", "facilityLevel": "tertiary", "treatmentClass": "referral", "on": "2099-02-01" }""")!.AsObject();
        foreach (var (key, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject().ToList())
            one[key] = value?.DeepClone();
        return one;
    }

    private static string Json(IEnumerable<JsonNode?> nodes) => new JsonArray([.. nodes.Select(n => n!.DeepClone())]).ToJsonString();
}
