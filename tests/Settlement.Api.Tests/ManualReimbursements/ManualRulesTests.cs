using System.Globalization;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>Rules of a place, payee accounts, the direct-settlement rate, and what no input may do.</summary>
public sealed class ManualRulesTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private readonly Claims claims = new(api);

    [Fact, Rule("R1.18.1"), Rule("R1.18.2")]
    public async Task The_national_rules_give_thirty_working_days_and_the_catalogue_of_the_insured_place()
    {
        var rules = (await api.GetAsync("v1/regions/410100/manual-reimbursement-rules?on=2026-09-17", claims.Clerk)).Ok().Json;

        Assert.Equal(30, rules["workingDays"]!.GetValue<int>());
        Assert.Equal("insuredPlace", rules["catalogSide"]!.GetValue<string>());
        Assert.Equal("30000.00", rules["verification"]!["threshold"]!.ToJsonString());
        Assert.Equal(15, rules["verification"]!["workingDays"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_place_may_take_no_claim_after_so_many_months()
    {
        var (zhengzhou, token) = (new Claims(api, "410100"), api.Token(Role.Administrator, "410100"));
        (await api.PutAsync("v1/regions/410100/manual-reimbursement-rules/R1", token, Claims.Rules("410100", "treatmentPlace", "R1", monthsToClaim: 1))).Ok();
        Assert.True((await api.PutAsync("v1/regions/410100/manual-reimbursement-rules/R1", token, Claims.Rules("410100", "treatmentPlace", "R1", monthsToClaim: 1))).Ok().IsReplay);
        (await api.PutAsync("v1/regions/410100/manual-reimbursement-rules/R1", token, Claims.Rules("410100", "treatmentPlace", "R1"))).IsProblem(409, "number-reused");
        await zhengzhou.PaidInFullAsync("L1", personNo: "DEMO08");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime);
        await api.Database.ExecuteAsync($"UPDATE encounter SET paid_in_full_on = '{today.AddDays(-40).ToString("O", CultureInfo.InvariantCulture)}' WHERE encounter_no = 'L1'");

        (await zhengzhou.OpenAsync("L1", "L1", personNo: "DEMO08")).IsProblem(422, "claim-too-late");
        Assert.Equal(0L, await api.Database.ScalarAsync($"SELECT count(*) FROM invoice_use WHERE invoice_no = '{Claims.Number("L1")}'"));
    }

    [Fact]
    public async Task A_change_of_the_payee_account_takes_two_people_and_stays_in_the_history()
    {
        const string Path = "v1/regions/360100/persons/DEMO04/payee-accounts";
        (await ProposeAsync(Path, "A1", "6222000000000001")).Ok();
        (await ProposeAsync(Path, "A2", "6222000000000002")).Ok(); // takes the place of the first
        (await DecideAsync(Path, "A1", claims.Reviewer)).IsProblem(409, "payee-decided");
        (await DecideAsync(Path, "A2", claims.Clerk)).IsProblem(403, "second-person");
        (await DecideAsync(Path, "A2", claims.Reviewer)).Ok();
        Assert.True((await DecideAsync(Path, "A2", claims.Reviewer)).Ok().IsReplay);
        (await ProposeAsync(Path, "A3", "6222000000000003")).Ok();
        (await DecideAsync(Path, "A3", claims.Reviewer)).Ok();

        var accounts = (await api.GetAsync(Path, claims.Clerk)).Ok();
        Assert.Equal(
            ["A3 confirmed", "A2 superseded", "A1 superseded"],
            accounts.Json["items"]!.AsArray().Select(a => $"{a!["changeNo"]} {a["state"]}"));
        Assert.DoesNotContain("62220000", accounts.Text, StringComparison.Ordinal);
        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync("UPDATE payee_account SET decided_by = proposed_by WHERE change_no = 'A3'"));
        Assert.Equal("payee_account_second_person", broken.ConstraintName);
        broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE payee_account SET state = 'Confirmed', decided_by = 'x', decided_at = now() WHERE change_no = 'A1'"));
        Assert.Equal("payee_account_one_confirmed", broken.ConstraintName);
    }

    [Fact, Rule("R-SET-06"), Rule("R1.1.2b")]
    public async Task The_rate_counts_what_was_settled_directly_and_why_the_rest_was_not()
    {
        var guangzhou = new Claims(api, "440100");
        var before = await RateAsync();
        foreach (var no in new[] { "S1", "S2", "S3" })
        {
            var visit = await new Visit(api, "H11010199001", "440100", "DEMO07", no).ReadyAsync(2000m, startedOn: "2026-10-11");
            (await visit.SettleAsync($"{no}-T", "2026-10-12")).Ok();
            if (no == "S3")
                (await visit.ReverseAsync("S3-R", "S3-T")).Ok(); // counts no more
        }
        foreach (var (no, reason) in new[] { ("S4", "fault"), ("S5", "refused") })
        {
            var visit = await new Visit(api, "H11010199001", "440100", "DEMO07", no).ReadyAsync(2000m, startedOn: "2026-10-11");
            (await api.PutAsync($"{visit.Path}/encounters/{no}/self-payment", visit.Token, new { endedOn = Day(), reason, note = "-" })).Ok();
        }
        (await api.PutAsync($"{guangzhou.Path}/S4", guangzhou.Clerk, new
        {
            personNo = "DEMO07",
            encounter = new { facilityCode = "H11010199001", encounterNo = "S4" },
            invoices = new[] { new { code = "11010126", number = "0000000044" } },
        })).Ok();
        (await guangzhou.ComputeAsync("S4")).Ok();
        (await guangzhou.ApproveAsync("S4")).Ok();

        var rate = await RateAsync();
        Assert.Equal(2, Number(rate, "direct") - Number(before, "direct"));
        Assert.Equal(2, Number(rate, "notDirect") - Number(before, "notDirect"));
        Assert.Equal(1, Number(rate, "reimbursed"));
        Assert.Equal(["refused 1", "fault 1"], rate["reasons"]!.AsArray().Select(r => $"{r!["reason"]} {r["count"]}"));
        if (Number(before, "direct") == 0)
            Assert.Equal("50", rate["percent"]!.ToJsonString()); // 2 of 4
        var treatment = (await api.GetAsync(
            $"v1/regions/110000/direct-settlement-rate?side=treatment&from={Day()}&through={Day()}&facility=H11010199001&service=inpatient", api.Token(Role.Finance, "110000"))).Ok().Json;
        Assert.True(treatment["all"]!["notDirect"]!.GetValue<int>() >= 2);
        Assert.Equal(["inpatient"], treatment["services"]!.AsArray().Select(s => s!["service"]!.GetValue<string>()));

        async Task<System.Text.Json.Nodes.JsonNode> RateAsync() => (await api.GetAsync(
            $"v1/regions/440100/direct-settlement-rate?side=insured&from={Day()}&through={Day()}&facility=H11010199001", guangzhou.Clerk)).Ok().Json["all"]!;
        static int Number(System.Text.Json.Nodes.JsonNode rate, string name) => rate[name]!.GetValue<int>();
    }

    [Theory]
    [InlineData("v1/regions/360100/manual-reimbursements/B1")]
    [InlineData("v1/regions/360100/manual-reimbursements/B1/supplement")]
    [InlineData("v1/regions/360100/manual-reimbursements/B1/computation")]
    [InlineData("v1/regions/360100/manual-reimbursements/B1/refusal")]
    [InlineData("v1/regions/360100/manual-reimbursements/B1/withdrawal")]
    [InlineData("v1/regions/360100/manual-reimbursements/B1/verifications/B1")]
    [InlineData("v1/regions/360100/persons/DEMO03/payee-accounts/B1")]
    [InlineData("v1/regions/360100/persons/DEMO03/payee-accounts/B1/decision")]
    [InlineData("v1/regions/360000/incoming-verifications/x/B1/answer")]
    public async Task No_body_gets_a_5xx(string path)
    {
        string[] bodies =
        [
            "", "null", "{}", "[]", """{"personNo":"\u0000"}""", """{"personNo":"DEMO03","encounter":{}}""",
            """{"personNo":"DEMO03","encounter":{"facilityCode":"H31010499001","encounterNo":"\u0000"}}""",
            """{"personNo":"DEMO03","bill":{"service":"inpatient","startedOn":"0001-01-01","endedOn":"9999-12-31","reason":"fault","lines":[null]}}""",
            """{"personNo":"DEMO03","bill":{"service":"inpatient","startedOn":"2026-09-01","endedOn":"2026-09-01","reason":"fault","lines":null}}""",
            """{"personNo":"DEMO03","bill":{"service":"inpatient","startedOn":"2026-09-01","endedOn":"2026-09-01","reason":"fault","diagnosisCode":"S72.000","facility":{"name":"a","region":"999999","level":"tertiary"},"lines":[{"lineNo":"1","serviceDate":"2026-09-01","quantity":999999999999,"unitPrice":9999999999,"amount":99999999.99,"outsideCatalog":true}]}}""",
            """{"personNo":"DEMO03","bill":{"service":"inpatient","startedOn":"2026-09-01","endedOn":"2026-09-01","reason":"fault","diagnosisCode":"S72.000","facilityCode":"H10000000000","lines":[{"lineNo":"1","serviceDate":"2026-09-01","quantity":1,"unitPrice":1,"amount":1,"outsideCatalog":true}]}}""",
            """{"personNo":"DEMO03","encounter":{"facilityCode":"H31010499001","encounterNo":"B1"},"invoices":[null]}""",
            """{"personNo":"DEMO03","encounter":{"facilityCode":"H31010499001","encounterNo":"B1"},"invoices":[{"number":"1"},{"number":null}]}""",
            """{"personNo":"DEMO03","encounter":{"facilityCode":"H31010499001","encounterNo":"B1"},"shown":["invoice","invoice"]}""",
            """{"version":2147483647}""", """{"version":-1,"reason":"\u0000"}""", """{"version":1,"shown":null,"invoices":[]}""",
            """{"question":"\u0000"}""", """{"finding":"confirmed","answer":"\u0000"}""", """{"holder":"\u0000","bank":"\u0000","accountNumber":"12345678"}""",
            """{"holder":"a","bank":"b","accountNumber":"１２３４５６７８"}""",
        ];
        foreach (var body in bodies)
        {
            var answer = await api.SendAsync(HttpMethod.Put, path, api.Token(Role.Clerk, "360000"), body);
            Assert.True(answer.Status is >= 400 and < 500, $"{answer.Status} to {body}: {answer.Text}");
            Assert.Equal("application/problem+json", answer.MediaType);
        }
    }

    [Theory]
    [InlineData("manual-reimbursements?limit=0")]
    [InlineData("manual-reimbursements?dueThrough=0001-01-01&overdue=true")]
    [InlineData("verifications?after=x")]
    [InlineData("incoming-verifications?limit=9999")]
    [InlineData("direct-settlement-rate?side=insured&from=2026-01-01&through=2028-01-01")]
    [InlineData("direct-settlement-rate?side=nobody&from=2026-01-01&through=2026-01-02")]
    public async Task A_query_that_cannot_be_answered_is_named(string query) =>
        Assert.Equal(400, (await api.GetAsync($"v1/regions/360100/{query}", claims.Clerk)).Status);

    private static string Day() => $"{TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}";

    private Task<Answer> ProposeAsync(string path, string no, string account) =>
        api.PutAsync($"{path}/{no}", claims.Clerk, new { holder = "李四", bank = "示例银行", accountNumber = account });

    private Task<Answer> DecideAsync(string path, string no, string token) => api.PutAsync($"{path}/{no}/decision", token, new { confirm = true });
}
