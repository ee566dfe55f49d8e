using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Reconciliations;

[Rule("R1.14.11")]
public sealed class ReconciliationTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Path = $"v1/facilities/{Visit.Shanghai}";

    private string Hospital => api.Token(Role.Hospital, Visit.Shanghai);

    [Fact, Rule("R1.14.12")]
    public async Task The_list_of_a_day_sent_back_agrees()
    {
        await SettledAsync("A1", "DEMO03", 5_000m, "2026-10-01T09:00+08");
        await SettledAsync("A2", "DEMO04", 6_000m, "2026-10-01T10:00+08");
        (await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "A2").ReverseAsync("A2-R", "A2-T")).Ok();
        await MoveAsync("A2-R", "2026-10-01T11:00+08");
        var day = (await api.GetAsync($"{Path}/settlement-days/2026-10-01", Hospital)).Ok().Json;

        Assert.Equal(["A1-T", "A2-T", "A2-R"], Texts(day["transactions"]!, "transactionNo"));
        Assert.Equal(["settlement", "reversal"], Texts(day["totals"]!, "kind"));
        // fund: (5,000 - 500 up front - 800) × 85 % = 3,145 and (6,000 - 600 - 800) × 85 % = 3,910; cash of the second 6,000 - 3,910
        Assert.Equal(["2", "11000.00", "7055.00"], [Text(day, "totals/0/count"), Text(day, "totals/0/total"), Text(day, "totals/0/fundTotal")]);
        Assert.Equal(["1", "-6000.00", "-2090.00"], [Text(day, "totals/1/count"), Text(day, "totals/1/total"), Text(day, "totals/1/cash")]);

        var report = (await ReconcileAsync("A-D", BooksOf(day))).Ok().Json;

        Assert.True(report["agrees"]!.GetValue<bool>());
        Assert.Equal(["equal", "equal", "equal"], Texts(report["details"]!, "result"));
        Assert.All(report["details"]!.AsArray(), d => Assert.Null(d!["mend"]));
        Assert.Equal(["0.00", "0.00"], report["totals"]!.AsArray().Select(t => Text(t!, "difference/total")));
    }

    [Fact, Rule("R1.14.12")]
    public async Task Each_difference_is_named_with_the_call_that_mends_it()
    {
        await SettledAsync("B1", "DEMO03", 1_000m, "2026-10-02T09:00+08");
        await SettledAsync("B2", "DEMO04", 2_000m, "2026-10-02T10:00+08");
        await SettledAsync("B3", "DEMO05", 3_000m, "2026-10-03T00:00+08");
        object[] details =
        [
            new { transactionNo = "B1-T", total = 1_000.01m, fundTotal = 0m, personalAccount = 0m, cash = 1_000.01m },
            new { transactionNo = "B3-T", total = 3_000m, fundTotal = 0m, personalAccount = 0m, cash = 3_000m },
            new { transactionNo = "B4-T", total = 10m, fundTotal = 0m, personalAccount = 0m, cash = 10m },
            new { transactionNo = "B4-R", total = -10m, fundTotal = 0m, personalAccount = 0m, cash = -10m },
        ];

        var report = (await ReconcileAsync("B-D", new { day = "2026-10-02", details })).Ok().Json;

        Assert.False(report["agrees"]!.GetValue<bool>());
        Assert.Null(report["totals"]);
        Assert.Equal(
            [
                $"B1-T amountsDiffer GET /{Path}/settlements/B1-T",
                $"B2-T missingThere GET /{Path}/settlements/B2-T",
                $"B3-T otherDay GET /{Path}/settlements/B3-T",
                $"B4-R missingHere PUT /{Path}/reversals/B4-R",
                $"B4-T missingHere PUT /{Path}/settlements/B4-T",
            ],
            report["details"]!.AsArray().Select(d =>
                $"{d!["transactionNo"]} {d["result"]} {d["mend"]!["method"]} {d["mend"]!["path"]}"));
        Assert.Equal(["1000.00", "1000.01"], [Text(report, "details/0/here/total"), Text(report, "details/0/there/total")]);
        Assert.Equal("2026-10-03", report["details"]![2]!["settledOn"]!.GetValue<string>());
        Assert.Null(report["details"]![1]!["there"]);
        Assert.Null(report["details"]![3]!["here"]);
        Assert.Equal("reversal", report["details"]![3]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_day_begins_and_ends_at_midnight_in_China()
    {
        await SettledAsync("C1", "DEMO03", 100m, "2026-10-04T15:59:59.999999Z");
        await SettledAsync("C2", "DEMO04", 100m, "2026-10-04T16:00:00Z");
        await SettledAsync("C3", "DEMO05", 100m, "2026-10-05T15:59:59.999999Z");
        await SettledAsync("C4", "DEMO06", 100m, "2026-10-05T16:00:00Z", region: "110000");

        var day = (await api.GetAsync($"{Path}/settlement-days/2026-10-05", Hospital)).Ok().Json;
        var report = (await ReconcileAsync("C-D", new { day = "2026-10-05", details = Array.Empty<object>() })).Ok().Json;

        Assert.Equal(["C2-T", "C3-T"], Texts(day["transactions"]!, "transactionNo"));
        Assert.Equal(2, day["totals"]!.AsArray().Sum(t => t!["count"]!.GetValue<int>()));
        Assert.Equal(["C2-T", "C3-T"], Texts(report["details"]!, "transactionNo"));
        Assert.Equal(["missingThere", "missingThere"], Texts(report["details"]!, "result"));
    }

    [Fact]
    public async Task The_numbers_of_a_day_come_in_pages_without_gap_or_repetition()
    {
        foreach (var (no, person) in new[] { ("D3", "DEMO03"), ("D1", "DEMO04"), ("D2", "DEMO05") })
            await SettledAsync(no, person, 100m, "2026-10-06T08:00+08"); // all at one moment, as a batch would be
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.GetAsync($"{Path}/settlement-days/2026-10-06?limit=1{(after is null ? "" : $"&after={after}")}", Hospital)).Ok().Json;
            Assert.Equal("300.00", Text(page, "totals/0/total")); // 3 × 100, on every page
            seen.AddRange(Texts(page["transactions"]!, "transactionNo"));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null && seen.Count < 10);

        Assert.Equal(["D1-T", "D2-T", "D3-T"], seen);
        (await api.GetAsync($"{Path}/settlement-days/2026-10-06?after=D9-T", Hospital)).IsProblem(400, "invalid-request");
    }

    [Fact]
    public async Task A_reconciliation_can_be_sent_again_and_stays_what_it_was()
    {
        object[] details = [new { transactionNo = "E1-T", total = 100m, fundTotal = 0m, personalAccount = 0m, cash = 100m }];
        var first = (await ReconcileAsync("E-D", new { day = "2026-10-07", details })).Ok();
        await SettledAsync("E1", "DEMO03", 100m, "2026-10-07T08:00+08"); // mended meanwhile

        var again = (await ReconcileAsync("E-D", new { details, day = "2026-10-07" })).Ok();
        var read = (await api.GetAsync($"{Path}/reconciliations/E-D", Hospital)).Ok();

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Text, read.Text);
        (await ReconcileAsync("E-D", new { day = "2026-10-08", details })).IsProblem(409, "number-reused");
        (await ReconcileAsync("E-D", new { day = "2026-10-07", details, totals = Array.Empty<object>() })).IsProblem(409, "number-reused");
        Assert.True((await ReconcileAsync("E-D2", new { day = "2026-10-07", details })).Ok().Json["agrees"]!.GetValue<bool>());
    }

    [Fact]
    public async Task One_number_sent_many_times_at_once_is_stored_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReconcileAsync("F-D", new { day = "2026-10-09", totals = Array.Empty<object>() })));

        Assert.Single(answers, a => !a.Ok().IsReplay);
        Assert.Single(answers.Select(a => a.Text).Distinct());
    }

    [Fact]
    public async Task What_to_do_is_said_in_the_language_of_whoever_reads()
    {
        object[] details = [new { transactionNo = "G1-T", total = 100m, fundTotal = 0m, personalAccount = 0m, cash = 100m }];
        (await ReconcileAsync("G-D", new { day = "2026-10-10", details })).Ok();

        async Task<string> ExplainedAsync(string language) =>
            (await api.SendAsync(HttpMethod.Get, $"{Path}/reconciliations/G-D", Hospital, null, language)).Ok()
                .Json["details"]![0]!["mend"]!["explanation"]!.GetValue<string>();

        Assert.StartsWith("平台没有此结算", await ExplainedAsync("zh-CN"), StringComparison.Ordinal);
        Assert.StartsWith("The settlement is not here", await ExplainedAsync("en"), StringComparison.Ordinal);
        Assert.Equal(0L, await api.Database.ScalarAsync("SELECT count(*) FROM reconciliation WHERE report::text LIKE '%平台%'"));
    }

    [Fact]
    public async Task Reconciliations_are_listed_by_day_and_result_page_by_page()
    {
        foreach (var (no, day, count) in new[] { ("H1", "2026-08-01", 0), ("H2", "2026-08-02", 1), ("H3", "2026-08-03", 0), ("H4", "2026-08-04", 0) })
        {
            object[] totals = [new { scheme = "employee", service = "inpatient", kind = "settlement", count, total = 0m, fundTotal = 0m, personalAccount = 0m, cash = 0m }];
            Assert.Equal(count == 0, (await ReconcileAsync(no, new { day, totals })).Ok().Json["agrees"]!.GetValue<bool>());
        }
        async Task<JsonNode> ListAsync(string query) => (await api.GetAsync($"{Path}/reconciliations?{query}", Hospital)).Ok().Json;

        var first = await ListAsync("from=2026-08-01&to=2026-08-03&limit=2");
        var second = await ListAsync($"from=2026-08-01&to=2026-08-03&limit=2&after={first["next"]}");

        Assert.Equal(["H1", "H2"], Texts(first["items"]!, "reconciliationNo"));
        Assert.Equal(["H3"], Texts(second["items"]!, "reconciliationNo"));
        Assert.Null(second["next"]);
        Assert.Equal(["H2"], Texts((await ListAsync("from=2026-08-01&to=2026-08-04&agrees=false"))["items"]!, "reconciliationNo"));
        Assert.Equal(["H4"], Texts((await ListAsync("from=2026-08-04&to=2026-08-04&agrees=true"))["items"]!, "reconciliationNo"));
    }

    [Fact]
    public async Task A_day_that_has_not_come_is_refused()
    {
        var tomorrow = $"{TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(1):yyyy-MM-dd}";

        (await ReconcileAsync("I-D", new { day = tomorrow, totals = Array.Empty<object>() })).IsProblem(422, "date-not-possible");
        (await api.GetAsync($"{Path}/settlement-days/{tomorrow}", Hospital)).IsProblem(422, "date-not-possible");
        (await api.GetAsync($"{Path}/reconciliations/I-D", Hospital)).IsProblem(404, "not-found");
    }

    /// <summary>Body, expected code, expected pointer.</summary>
    public static TheoryData<string, string, string> Malformed => new()
    {
        { """{"day":"2026-10-01"}""", "invalid-request", "/totals" },
        { """{"totals":[]}""", "malformed-request", "/day" },
        { """{"day":"0001-01-01","totals":[]}""", "invalid-request", "/day" },
        { """{"day":"2026-10-01","details":[null]}""", "invalid-request", "/details/0" },
        { """{"day":"2026-10-01","details":[{"transactionNo":"a/b","total":1,"fundTotal":0,"personalAccount":0,"cash":1}]}""", "invalid-request", "/details/0/transactionNo" },
        { """{"day":"2026-10-01","details":[{"transactionNo":"A","total":1.001,"fundTotal":0,"personalAccount":0,"cash":1}]}""", "invalid-request", "/details/0/total" },
        { """{"day":"2026-10-01","details":[{"transactionNo":"A","total":100000000000000,"fundTotal":0,"personalAccount":0,"cash":1}]}""", "invalid-request", "/details/0/total" },
        { """{"day":"2026-10-01","details":[{"transactionNo":"A","total":1,"fundTotal":0,"personalAccount":0}]}""", "malformed-request", "/details/0/cash" },
        { """{"day":"2026-10-01","totals":[{"scheme":"employee","service":"inpatient","kind":"settlement","count":-1,"total":0,"fundTotal":0,"personalAccount":0,"cash":0}]}""", "invalid-request", "/totals/0/count" },
        { """{"day":"2026-10-01","totals":[{"scheme":"employee","service":"inpatient","kind":"both","count":1,"total":0,"fundTotal":0,"personalAccount":0,"cash":0}]}""", "malformed-request", "/totals/0/kind" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_reconciliation_is_named_with_its_place(string body, string code, string pointer) =>
        Assert.Equal(pointer, (await ReconcileAsync("J-D", body)).IsProblem(400, code).Json["pointer"]!.GetValue<string>());

    [Fact]
    public async Task Ten_thousand_numbers_are_compared_and_one_more_or_one_twice_is_refused()
    {
        static object Detail(int no) => new { transactionNo = $"K{no}", total = 99_999_999_999_999.99m, fundTotal = 0m, personalAccount = 0m, cash = -99_999_999_999_999.99m };
        var body = Enumerable.Range(0, 10_000).Select(Detail).ToList();

        var report = (await ReconcileAsync("K-D", new { day = "2026-10-11", details = body })).Ok().Json;

        Assert.Equal(10_000, report["details"]!.AsArray().Count(d => d!["result"]!.GetValue<string>() == "missingHere"));
        (await ReconcileAsync("K-D2", new { day = "2026-10-11", details = body.Append(Detail(10_000)) })).IsProblem(400, "invalid-request");
        (await ReconcileAsync("K-D2", new { day = "2026-10-11", details = body.Take(2).Append(Detail(0)) })).IsProblem(400, "invalid-request");
        (await ReconcileAsync("K%20D", new { day = "2026-10-11", totals = Array.Empty<object>() })).IsProblem(400, "invalid-request");
    }

    [Theory]
    [InlineData("settlement-days/2026-10-01?limit=0", "invalid-request")]
    [InlineData("settlement-days/2026-10-01?limit=1001", "invalid-request")]
    [InlineData("settlement-days/0001-01-01", "invalid-request")]
    [InlineData("settlement-days/2026-13-01", "malformed-request")]
    [InlineData("reconciliations?limit=201", "invalid-request")]
    [InlineData("reconciliations?agrees=perhaps", "malformed-request")]
    public async Task A_bad_address_is_a_problem(string path, string code) =>
        (await api.GetAsync($"{Path}/{path}", Hospital)).IsProblem(400, code);

    [Fact]
    public async Task Another_facility_sees_nothing_of_it()
    {
        await SettledAsync("L1", "DEMO03", 100m, "2026-10-12T08:00+08");
        (await ReconcileAsync("L-D", new { day = "2026-10-12", totals = Array.Empty<object>() })).Ok();
        var (path, token) = ($"v1/facilities/{Visit.Haikou}", api.Token(Role.Hospital, Visit.Haikou));

        (await api.GetAsync($"{path}/reconciliations/L-D", token)).IsProblem(404, "not-found");
        Assert.Empty((await api.GetAsync($"{path}/settlement-days/2026-10-12", token)).Ok().Json["transactions"]!.AsArray());
        object[] details = [new { transactionNo = "L1-T", total = 100m, fundTotal = 0m, personalAccount = 0m, cash = 100m }];
        var report = (await api.PutAsync($"{path}/reconciliations/L-D", token, new { day = "2026-10-12", details })).Ok().Json;
        Assert.Equal(["missingHere"], Texts(report["details"]!, "result"));
        (await api.PutAsync("v1/facilities/H99999999999/reconciliations/L-D", api.Token(Role.Hospital, "H99999999999"), new { day = "2026-10-12", details }))
            .IsProblem(404, "not-found");
    }

    /// <summary>Settles a stay of its own and puts the settlement at that moment.</summary>
    private async Task SettledAsync(string no, string person, decimal yuan, string at, string region = "360100")
    {
        var visit = await new Visit(api, Visit.Shanghai, region, person, no).ReadyAsync(yuan, isEmergency: true);
        (await visit.SettleAsync($"{no}-T")).Ok();
        await MoveAsync($"{no}-T", at);
    }

    private Task MoveAsync(string transactionNo, string at) =>
        api.Database.ExecuteAsync($"UPDATE settlement SET settled_at = '{at}' WHERE transaction_no = '{transactionNo}'");

    private Task<Answer> ReconcileAsync(string no, object body) => api.PutAsync($"{Path}/reconciliations/{no}", Hospital, body);

    /// <summary>What a facility sends that books exactly what the day's list says.</summary>
    private static string BooksOf(JsonNode day)
    {
        var details = day["transactions"]!.DeepClone().AsArray();
        foreach (var detail in details)
            foreach (var field in new[] { "settledAt", "scheme", "service", "kind" })
                detail!.AsObject().Remove(field);
        return new JsonObject { ["day"] = day["day"]!.DeepClone(), ["totals"] = day["totals"]!.DeepClone(), ["details"] = details }.ToJsonString();
    }

    private static IEnumerable<string> Texts(JsonNode list, string field) => list.AsArray().Select(item => item![field]!.GetValue<string>());

    /// <summary>A value as it stands in the text of the answer.</summary>
    private static string Text(JsonNode node, string path) =>
        path.Split('/').Aggregate(node, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!).ToJsonString();
}
