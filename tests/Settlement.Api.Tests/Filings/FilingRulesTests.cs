using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>An insured place with rules of its own: Nanchang binds referrals to facilities, allows two long-term filings, and accepts some at once.</summary>
public sealed class FilingRulesTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private const string Region = "360100";
    private const string Elsewhere = "350100";
    private const string Filings = $"v1/regions/{Region}/filings";
    private static readonly string[] ForReferral = ["credential", "filingForm", "referralCertificate"];
    private static readonly string[] ForResidence = ["credential", "filingForm"];

    private string Clerk => api.Token(Role.Clerk, Region);

    private string Administrator => api.Token(Role.Administrator, Region);

    private static string Today => TimeProvider.System.Today().ToString("O");

    public async Task InitializeAsync() => (await RecordAsync("own", await OwnAsync("own"))).Ok();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_place_without_rules_of_its_own_follows_the_national_ones()
    {
        var national = (await api.GetAsync("v1/regions/430100/filing-rules", Clerk)).Ok().Json;
        var own = (await api.GetAsync($"v1/regions/{Region}/filing-rules", Clerk)).Ok().Json;
        var before = (await api.GetAsync($"v1/regions/{Region}/filing-rules?on=2024-01-01", Clerk)).Ok().Json;

        Assert.Equal(("national-2023", null), (national["version"]!.GetValue<string>(), national["insuredRegion"]));
        Assert.Equal(("own", Region), (own["version"]!.GetValue<string>(), own["insuredRegion"]!.GetValue<string>()));
        Assert.Equal("national-2023", before["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rules_may_be_sent_again_and_a_version_is_never_changed()
    {
        Assert.True((await RecordAsync("own", await OwnAsync("own"))).Ok().IsReplay);
        (await RecordAsync("own", With(await OwnAsync("own"), "source", "another"))).IsProblem(409, "number-reused");
        (await RecordAsync("other", await OwnAsync("own"))).IsProblem(400, "invalid-request");
        (await RecordAsync("earlier", With(await OwnAsync("earlier"), "inForceFrom", "2026-01-01"))).IsProblem(422, "date-not-possible");
        (await RecordAsync("faulty", With(await OwnAsync("faulty"), "longTermAtOnce", 0))).IsProblem(400, "invalid-request");
        (await RecordAsync("farBack", WithType(await OwnAsync("farBack"), "daysBack", 740_000))).IsProblem(400, "invalid-request");
        (await RecordAsync("nothing", With(await OwnAsync("nothing"), "types", new JsonArray(null, null)))).IsProblem(400, "invalid-request");
        (await RecordAsync("nul", With(await OwnAsync("nul"), "source", "\0"))).IsProblem(400, "invalid-request");
        (await RecordAsync("unknown", With(await OwnAsync("unknown"), "colour", "red"))).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_version_sent_again_is_answered_as_it_is_now_also_where_a_later_one_has_ended_it()
    {
        var (first, later) = (TimeProvider.System.Today().AddDays(30), TimeProvider.System.Today().AddDays(60));
        var body = With(With(await OwnAsync("before"), "inForceFrom", $"{first:O}"), "insuredRegion", Elsewhere);
        Assert.Null((await RecordElsewhereAsync("before", body)).Ok().Json["inForceThrough"]);
        (await RecordElsewhereAsync("after", With(With(await OwnAsync("after"), "inForceFrom", $"{later:O}"), "insuredRegion", Elsewhere))).Ok();

        var again = (await RecordElsewhereAsync("before", body)).Ok();

        Assert.Equal((true, $"{later.AddDays(-1):O}"), (again.IsReplay, again.Json["inForceThrough"]!.GetValue<string>()));

        Task<Answer> RecordElsewhereAsync(string version, JsonNode rules) =>
            api.PutAsync($"v1/regions/{Elsewhere}/filing-rules/{version}", api.Token(Role.Administrator, Elsewhere), rules);
    }

    [Fact, Rule("R-FIL-08"), Rule("R1.5.3")]
    public async Task A_referral_that_is_bound_to_facilities_names_them_and_holds_nowhere_else()
    {
        (await SubmitAsync("FR1", Referral([]))).IsProblem(422, "filing-facilities");
        (await SubmitAsync("FR1", Referral([Visit.Haikou]))).IsProblem(422, "filing-facilities"); // not in Shanghai
        (await SubmitAsync("FR1", Referral([Visit.Shanghai]))).Ok();
        (await DecideAsync("FR1", "accept")).Ok();

        var named = (await EntitlementAsync("DEMO05", Visit.Shanghai)).Json;
        var other = (await EntitlementAsync("DEMO05", "H31010199002")).Json;
        Assert.Equal("referral", named["treatmentClass"]!.GetValue<string>());
        Assert.Equal("unfiled", other["treatmentClass"]!.GetValue<string>());

        object Referral(string[] facilities) => new
        {
            personNo = "DEMO05",
            type = "referral",
            destination = "310000",
            validFrom = Today,
            shown = ForReferral,
            facilities,
        };
    }

    [Fact, Rule("R1.4.8")]
    public async Task Two_long_term_filings_are_in_force_at_once_where_the_place_allows_two_and_never_three()
    {
        string[] destinations = ["310000", "440100", "460000", "510100"];
        foreach (var destination in destinations)
            (await SubmitAsync($"FR2-{destination}", LongTerm("DEMO05", destination))).Ok();

        var answers = await Task.WhenAll(destinations.Select(destination => DecideAsync($"FR2-{destination}", "accept")));

        Assert.Equal(2, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "filing-overlaps"));
    }

    [Fact, Rule("R1.3.2")] // 自助备案
    public async Task An_online_filing_that_owes_nothing_is_accepted_at_once_where_the_place_says_so()
    {
        var accepted = (await SubmitAsync("FR3a", Temporary("app"))).Ok().Json;
        var again = (await SubmitAsync("FR3a", Temporary("app"))).Ok();
        var window = (await SubmitAsync("FR3b", Temporary("window"))).Ok().Json;
        var incomplete = (await SubmitAsync("FR3c", new { personNo = "DEMO03", type = "otherTemporary", destination = "440100", validFrom = Today, channel = "app" })).Ok().Json;

        Assert.Equal(("accepted", "automatic", "inForce"), (accepted["state"]!.GetValue<string>(), accepted["decidedBy"]!.GetValue<string>(), accepted["standing"]!.GetValue<string>()));
        Assert.True(again.IsReplay);
        Assert.Equal("submitted", window["state"]!.GetValue<string>());
        Assert.Equal("submitted", incomplete["state"]!.GetValue<string>());

        static object Temporary(string channel) => new { personNo = "DEMO03", type = "otherTemporary", destination = "440100", validFrom = Today, channel, shown = ForResidence };
    }

    [Fact, Rule("R-FIL-11"), Rule("R1.4.2"), Rule("R1.4.7")]
    public async Task A_change_ends_the_filing_before_it_but_nothing_that_began_before_the_decision_and_not_within_the_first_months()
    {
        (await SubmitAsync("FR4", new { personNo = "DEMO04", type = "longTermResident", destination = "440100", validFrom = "2025-01-01", shown = ForResidence, promised = true })).Ok();
        (await DecideAsync("FR4", "accept")).Ok();
        (await SubmitAsync("FR4-early", Change("2025-05-31"))).IsProblem(422, "change-too-early");
        (await SubmitAsync("FR4-class", new { personNo = "DEMO04", type = "otherTemporary", destination = "460000", validFrom = Today, shown = ForResidence, replaces = "FR4" }))
            .IsProblem(422, "replaced-not-possible");
        (await SubmitAsync("FR4-change", Change("2025-07-01"))).Ok();
        Assert.Equal("accepted", await StateAsync("FR4")); // an application alone changes nothing
        (await DecideAsync("FR4-change", "accept")).Ok();

        var yesterday = TimeProvider.System.Today().AddDays(-1).ToString("O");
        var replaced = (await api.GetAsync($"{Filings}/FR4", Clerk)).Ok().Json;
        Assert.Equal(("changed", yesterday, "over"), (replaced["state"]!.GetValue<string>(), replaced["lastDay"]!.GetValue<string>(), replaced["standing"]!.GetValue<string>()));
        (await SubmitAsync("FR4-again", Change(Today))).IsProblem(422, "replaced-not-possible");
        Assert.Equal("440100", await FiledForAsync(yesterday, "H44010499001"));
        Assert.Null(await FiledForAsync(Today, "H44010499001"));
        Assert.Equal("460000", await FiledForAsync(Today, Visit.Haikou));

        static object Change(string validFrom) => new
        {
            personNo = "DEMO04",
            type = "longTermResident",
            destination = "460000",
            validFrom,
            shown = ForResidence,
            promised = true,
            replaces = "FR4",
        };
        async Task<string?> FiledForAsync(string on, string facility) =>
            (await EntitlementAsync("DEMO04", facility, on)).Json["filing"]?["destination"]?.GetValue<string>();
    }

    [Fact]
    public async Task A_temporary_filing_may_be_cancelled_by_the_person_also_before_it_begins()
    {
        var nextWeek = TimeProvider.System.Today().AddDays(7).ToString("O");
        (await SubmitAsync("FR9", new { personNo = "DEMO13", type = "otherTemporary", destination = "440100", validFrom = nextWeek, shown = ForResidence })).Ok();
        (await DecideAsync("FR9", "accept")).Ok();

        (await CancelAsync("2026-01-01")).IsProblem(422, "date-not-possible"); // what began since would stay filed
        var cancelled = (await CancelAsync(null)).Ok().Json;

        Assert.Equal(("cancelled", "over"), (cancelled["state"]!.GetValue<string>(), cancelled["standing"]!.GetValue<string>()));

        Task<Answer> CancelAsync(string? lastDay) => api.PutAsync($"{Filings}/FR9/cancellation", Clerk, new { by = "person", reason = "不去了", lastDay });
    }

    [Fact]
    public async Task A_version_that_no_filing_can_have_is_refused() =>
        (await api.PutAsync($"{Filings}/NONE/decision", Clerk, new { decision = "accept", version = int.MaxValue })).IsProblem(400, "invalid-request");

    [Fact, Rule("R1.4.7"), Rule("R-FIL-11"), Rule("R1.4.2")]
    public async Task A_cancelled_filing_covers_what_began_by_its_last_day_and_a_person_waits_for_the_first_months()
    {
        (await SubmitAsync("FR5", LongTerm("DEMO13", "440100"))).Ok();
        (await DecideAsync("FR5", "accept")).Ok();
        (await CancelAsync(new { by = "person", reason = "回参保地" })).IsProblem(422, "change-too-early");
        (await CancelAsync(new { by = "agency", reason = "登记错误", version = 1 })).IsProblem(409, "filing-version");
        var cancelled = (await CancelAsync(new { by = "agency", reason = "登记错误" })).Ok();
        Assert.Equal(("cancelled", Today), (cancelled.Json["state"]!.GetValue<string>(), cancelled.Json["lastDay"]!.GetValue<string>()));
        Assert.True((await CancelAsync(new { by = "agency", reason = "登记错误" })).Ok().IsReplay);
        (await CancelAsync(new { by = "agency", reason = "again" })).IsProblem(409, "filing-step-not-possible");

        var history = (await api.GetAsync($"{Filings}/FR5/history", Clerk)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["submit", "accept", "cancel"], history.Select(h => h!["step"]!.GetValue<string>()));

        Task<Answer> CancelAsync(object body) => api.PutAsync($"{Filings}/FR5/cancellation", Clerk, body);
    }

    [Fact, Rule("R-FIL-05")]
    public async Task A_returned_filing_is_completed_submitted_again_and_decided()
    {
        var body = new { personNo = "DEMO13", type = "referral", destination = "310000", validFrom = Today, shown = ForResidence, facilities = new[] { Visit.Shanghai } };
        (await SubmitAsync("FR6", body)).Ok();
        (await DecideAsync("FR6", "accept")).IsProblem(422, "documents-missing");
        (await api.PutAsync($"{Filings}/FR6/decision", Clerk, new { decision = "return", note = "缺转诊证明" })).Ok();
        (await DecideAsync("FR6", "accept")).IsProblem(409, "filing-step-not-possible");
        (await api.PutAsync($"{Filings}/FR6/resubmission", Clerk, new { personNo = "DEMO03", body.type, body.destination, body.validFrom, body.facilities })).IsProblem(404, "person-not-found");

        var resubmitted = (await api.PutAsync($"{Filings}/FR6/resubmission", Clerk,
            new { body.personNo, body.type, body.destination, body.validFrom, body.facilities, shown = new[] { "referralCertificate" } })).Ok().Json;
        Assert.Empty(resubmitted["owed"]!.AsArray()); // what was shown before counts
        (await DecideAsync("FR6", "accept")).Ok();
        (await api.PutAsync($"{Filings}/FR6/withdrawal", Clerk, new { reason = "late" })).IsProblem(409, "filing-step-not-possible");
    }

    [Fact, Rule("R1.3.1"), Rule("R-FIL-03")]
    public async Task A_promise_stands_in_until_the_document_comes_but_the_two_way_benefit_waits()
    {
        (await SubmitAsync("FR7", LongTerm("DEMO18", "440100"))).Ok();

        var accepted = (await DecideAsync("FR7", "accept")).Ok().Json;

        Assert.Equal("residenceProof", accepted["owed"]![0]![0]!.GetValue<string>());
        Assert.Null(accepted["completeFrom"]);
    }

    [Fact, Rule("R1.4.3"), Rule("R-FIL-10")]
    public async Task A_temporary_filing_gets_the_shortest_period_and_may_not_be_shorter()
    {
        var today = DateOnly.Parse(Today);
        var given = (await SubmitAsync("FR8", Temporary(null))).Ok().Json;
        Assert.Equal(today.AddMonths(6).AddDays(-1).ToString("O"), given["validThrough"]!.GetValue<string>());
        var problem = (await SubmitAsync("FR8b", Temporary(today.AddMonths(6).AddDays(-2).ToString("O")))).IsProblem(422, "filing-period");
        Assert.Equal("/validThrough", problem.Json["pointer"]!.GetValue<string>());

        static object Temporary(string? validThrough) =>
            new { personNo = "DEMO03", type = "otherTemporary", destination = "510100", validFrom = Today, validThrough, shown = ForResidence };
    }

    private static object LongTerm(string personNo, string destination) =>
        new { personNo, type = "longTermResident", destination, validFrom = Today, shown = ForResidence, promised = true };

    private Task<Answer> SubmitAsync(string no, object body) => api.PutAsync($"{Filings}/{no}", Clerk, body);

    private Task<Answer> DecideAsync(string no, string decision) => api.PutAsync($"{Filings}/{no}/decision", Clerk, new { decision });

    private async Task<string> StateAsync(string no) => (await api.GetAsync($"{Filings}/{no}", Clerk)).Ok().Json["state"]!.GetValue<string>();

    private Task<Answer> EntitlementAsync(string personNo, string facility, string? on = null) => api.GetAsync(
        $"v1/persons/{personNo}/entitlement?insuredRegion={Region}&facility={facility}&service=inpatient&on={on ?? Today}", api.Token(Role.Hospital, facility));

    private Task<Answer> RecordAsync(string version, JsonNode rules) =>
        api.PutAsync($"v1/regions/{Region}/filing-rules/{version}", Administrator, rules);

    private async Task<JsonObject> OwnAsync(string version)
    {
        var rules = (await api.GetAsync("v1/regions/430100/filing-rules", Clerk)).Ok().Json.AsObject();
        (rules["version"], rules["insuredRegion"], rules["inForceFrom"], rules["longTermAtOnce"]) = (version, Region, Today, 2);
        foreach (var type in rules["types"]!.AsArray())
            switch (type!["type"]!.GetValue<string>())
            {
                case "referral":
                    type["boundToFacilities"] = true;
                    break;
                case "otherTemporary":
                    type["acceptedAtOnce"] = true;
                    break;
            }
        return rules;
    }

    private static JsonObject WithType(JsonObject rules, string field, JsonNode value)
    {
        rules["types"]![0]![field] = value;
        return rules;
    }

    private static JsonObject With(JsonObject rules, string field, JsonNode value)
    {
        rules[field] = value;
        return rules;
    }
}
