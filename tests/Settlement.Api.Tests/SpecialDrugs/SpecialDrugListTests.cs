using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.SpecialDrugs;

/// <summary>特药目录 and 特药使用备案: what holds when, and what is refused.</summary>
[Rule("R-DRG-01")]
public sealed class SpecialDrugListTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private readonly DrugSteps drugs = new(api);

    [Fact]
    public async Task Lists_and_approvals_can_be_sent_again_and_never_overlap()
    {
        (await drugs.ListAsync("E-L", "E")).Ok();
        Assert.True((await drugs.ListAsync("E-L", "E")).Ok().IsReplay);
        (await drugs.ListAsync("E-L", "E2")).IsProblem(409, "number-reused");
        (await drugs.ListAsync("E-L2", "E", $"{DrugSteps.Today:O}")).IsProblem(409, "special-drug-overlaps");
        (await api.PutAsync($"v1/regions/330100/special-drugs/E-L3", api.Token(Role.Administrator, "330100"), new { drugCode = "E", validFrom = "2026-01-01" })).IsProblem(422, "special-drug-province");
        var end = new { lastDay = $"{DrugSteps.Today.AddDays(30):O}" };
        (await api.PutAsync("v1/regions/330000/special-drugs/E-L/ending", drugs.Administrator, end)).Ok();
        Assert.True((await api.PutAsync("v1/regions/330000/special-drugs/E-L/ending", drugs.Administrator, end)).Ok().IsReplay);
        (await drugs.ListAsync("E-L4", "E", $"{DrugSteps.Today.AddDays(31):O}")).Ok();
        var on = (await api.GetAsync($"v1/regions/330100/special-drugs?on={DrugSteps.Today.AddDays(30):O}&limit=200", drugs.Token)).Ok().Json["items"]!.AsArray();
        Assert.Equal(["E-L"], on.Where(d => d!["drugCode"]!.ToString() == "E").Select(d => d!["listingNo"]!.ToString()));

        (await drugs.ApproveAsync("E-A", "E", DrugSteps.Hospital)).Ok();
        Assert.True((await drugs.ApproveAsync("E-A", "E", DrugSteps.Hospital)).Ok().IsReplay);
        (await drugs.ApproveAsync("E-A", "E", Visit.Shanghai)).IsProblem(409, "number-reused");
        (await drugs.ApproveAsync("E-A2", "E", Visit.Shanghai)).IsProblem(409, "approval-overlaps");
        (await drugs.ApproveAsync("E-A3", "E3", "H99999999999")).IsProblem(422, "approval-facilities");
        var revoked = new { from = "2026-03-01", reason = "停药" };
        (await api.PutAsync($"{DrugSteps.Person}/E-A/revocation", drugs.Clerk, revoked)).Ok();
        Assert.True((await api.PutAsync($"{DrugSteps.Person}/E-A/revocation", drugs.Clerk, revoked)).Ok().IsReplay);
        (await api.PutAsync($"{DrugSteps.Person}/E-A/revocation", drugs.Clerk, new { from = "2026-04-01", reason = "停药" })).IsProblem(409, "approval-revoked");
        (await drugs.ApproveAsync("E-A4", "E", Visit.Shanghai, "2026-03-01")).Ok();
    }

    [Fact]
    public async Task Days_that_have_passed_stay_as_they_were()
    {
        (await drugs.ListAsync("P1", "P", "2026-01-01")).Ok(); // no entry held it
        Assert.Equal("/lastDay", (await EndAsync("P1", -2)).IsProblem(422, "date-not-possible").Json["pointer"]!.ToString());
        (await EndAsync("P1", -1)).Ok();
        foreach (var from in new[] { "2025-01-01", "2026-02-01", $"{DrugSteps.Today.AddDays(-1):O}" }) // until yesterday it was on the list, also for what begins before
            Assert.Equal("/validFrom", (await drugs.ListAsync("P2", "P", from)).IsProblem(422, "date-not-possible").Json["pointer"]!.ToString());
        (await drugs.ListAsync("P2", "P", $"{DrugSteps.Today:O}")).Ok();
    }

    [Fact]
    public async Task An_entry_that_has_not_begun_can_be_taken_back_and_its_days_given_to_another()
    {
        var tomorrow = $"{DrugSteps.Today.AddDays(1):O}";
        (await drugs.ListAsync("W1", "WD", tomorrow)).Ok();
        (await drugs.ListAsync("W2", "WD", tomorrow)).IsProblem(409, "special-drug-overlaps");
        (await WithdrawAsync("W1", "")).IsProblem(400, "invalid-request");
        (await WithdrawAsync("W9")).IsProblem(404, "not-found");

        var withdrawn = (await WithdrawAsync("W1")).Ok();

        Assert.Equal("录入错误", withdrawn.Json["withdrawal"]!["reason"]!.ToString());
        Assert.True((await WithdrawAsync("W1")).Ok().IsReplay);
        (await WithdrawAsync("W1", "另一原因")).IsProblem(409, "special-drug-withdrawn");
        (await EndAsync("W1", 5)).IsProblem(409, "special-drug-withdrawn");
        Assert.NotNull((await drugs.ListAsync("W1", "WD", tomorrow)).Ok().Json["withdrawal"]); // its number stays taken
        (await drugs.ListAsync("W2", "WD", tomorrow)).Ok();
        Assert.Equal(["W2"], await NumbersOfAsync("WD", $"on={tomorrow}&"));
        Assert.Equal(["W1", "W2"], await NumbersOfAsync("WD"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync("UPDATE special_drug SET withdrawn_at = NULL WHERE listing_no = 'W1'"));
    }

    [Fact]
    public async Task An_entry_that_has_begun_cannot_be_taken_back()
    {
        (await drugs.ListAsync("V1", "VD", $"{DrugSteps.Today:O}")).Ok();

        (await WithdrawAsync("V1")).IsProblem(422, "special-drug-begun");

        (await EndAsync("V1", 0)).Ok();
    }

    [Fact]
    public async Task An_ending_is_known_again_while_it_is_the_last_step_and_no_more_once_the_entry_was_taken_back()
    {
        (await drugs.ListAsync("T1", "TD", $"{DrugSteps.Today.AddDays(1):O}")).Ok();
        (await EndAsync("T1", 5)).Ok();
        Assert.True((await EndAsync("T1", 5)).Ok().IsReplay);
        (await EndAsync("T1", 6)).IsProblem(409, "number-reused");
        (await WithdrawAsync("T1")).Ok();

        (await EndAsync("T1", 5)).IsProblem(409, "special-drug-withdrawn");
        Assert.True((await WithdrawAsync("T1")).Ok().IsReplay);
        Assert.Equal("End 2, Withdraw 3", await api.Database.ScalarAsync(
            "SELECT string_agg(step || ' ' || version, ', ' ORDER BY version) FROM special_drug_event WHERE listing_no = 'T1'"));
    }

    [Fact]
    public async Task An_entry_that_was_taken_back_holds_on_no_day()
    {
        (await drugs.ListAsync("X1", "X", $"{DrugSteps.Today.AddDays(1):O}")).Ok();
        (await WithdrawAsync("X1")).Ok();
        await api.Database.ExecuteAsync("UPDATE special_drug SET valid_from = '2026-01-01' WHERE listing_no = 'X1'"); // as if it were long ago
        (await drugs.ApproveAsync("X-A", "X", DrugSteps.Hospital)).Ok();
        (await drugs.PrescribeAsync("X-P", quantity: 1, drug: "X")).Ok();
        (await drugs.BuyAsync("X1", "X-P", quantity: 1)).Ok();

        (await drugs.SettleAsync("X1")).IsProblem(422, "drug-not-listed");
        (await drugs.ListAsync("X2", "X", "2026-02-01")).Ok(); // nothing held the drug since
        (await drugs.SettleAsync("X1")).IsProblem(422, "prescription-exceeded"); // another item: nothing else stands in the way
    }

    [Theory]
    [InlineData("ratioPercent", "100.0001", "invalid-request")]
    [InlineData("ratioPercent", "-0.1", "invalid-request")]
    [InlineData("ratioPercent", "50.00001", "invalid-request")]
    [InlineData("ratioPercent", "1e27", "invalid-request")]
    [InlineData("ratioPercent", "\"50\"", "malformed-request")]
    [InlineData("yearlyCeiling", "0", "invalid-request")]
    [InlineData("yearlyCeiling", "-1", "invalid-request")]
    [InlineData("yearlyCeiling", "100000000.01", "invalid-request")]
    [InlineData("yearlyCeiling", "0.001", "malformed-request")]
    [InlineData("yearlyCeiling", "1e27", "malformed-request")]
    [InlineData("basis", "\" \"", "invalid-request")]
    [InlineData("basis", "\"\\u0000\"", "invalid-request")]
    public async Task Figures_that_cannot_be_are_refused(string field, string value, string code)
    {
        var body = JsonNode.Parse("""{ "drugCode": "V", "validFrom": "2026-01-01", "basis": "示例文件" }""")!;
        body[field] = JsonNode.Parse(value);

        var refused = (await api.PutAsync($"{DrugSteps.Province}/V", drugs.Administrator, body)).IsProblem(400, code);

        Assert.Equal($"/{field}", refused.Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task A_figure_needs_the_document_that_sets_it()
    {
        foreach (var body in new object[]
        {
            new { drugCode = "V", validFrom = "2026-01-01", ratioPercent = 80 },
            new { drugCode = "V", validFrom = "2026-01-01", yearlyCeiling = 1_000 },
            new { drugCode = "V", validFrom = "2026-01-01", yearlyCeiling = 1_000, basis = new string('文', 501) },
        })
            Assert.Equal("/basis", (await api.PutAsync($"{DrugSteps.Province}/V", drugs.Administrator, body)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task Figures_are_shown_as_they_were_sent_and_are_part_of_what_a_number_says()
    {
        var body = new { drugCode = "W", validFrom = "2026-01-01", ratioPercent = 72.5m, yearlyCeiling = 60_000.50m, basis = "示例文件" };
        var listed = (await api.PutAsync($"{DrugSteps.Province}/W", drugs.Administrator, body)).Ok();

        Assert.True((await api.PutAsync($"{DrugSteps.Province}/W", drugs.Administrator, body)).Ok().IsReplay);
        (await api.PutAsync($"{DrugSteps.Province}/W", drugs.Administrator, body with { ratioPercent = 72.6m })).IsProblem(409, "number-reused");
        (await api.PutAsync($"{DrugSteps.Province}/W", drugs.Administrator, body with { yearlyCeiling = 60_000m })).IsProblem(409, "number-reused");
        (await api.PutAsync($"{DrugSteps.Province}/W", drugs.Administrator, body with { basis = "另一文件" })).IsProblem(409, "number-reused");
        (await api.PutAsync($"{DrugSteps.Province}/W0", drugs.Administrator, new { drugCode = "W0", validFrom = "2026-01-01", ratioPercent = 0m, basis = "-" })).Ok();
        (await api.PutAsync($"{DrugSteps.Province}/W0", drugs.Administrator, new { drugCode = "W0", validFrom = "2026-01-01" })).IsProblem(409, "number-reused"); // nothing is not zero
        var items = (await api.GetAsync($"{DrugSteps.Province}?limit=200", drugs.Token)).Ok().Json["items"]!.AsArray();
        var row = items.Single(d => d!["listingNo"]!.ToString() == "W")!;
        Assert.Equal(("72.5", "60000.50", "示例文件"), (row["ratioPercent"]!.ToJsonString(), row["yearlyCeiling"]!.ToJsonString(), row["basis"]!.ToString()));
        Assert.Equal(listed.Json.ToJsonString(), row.ToJsonString());
    }

    private Task<Answer> EndAsync(string no, int days) =>
        api.PutAsync($"{DrugSteps.Province}/{no}/ending", drugs.Administrator, new { lastDay = $"{DrugSteps.Today.AddDays(days):O}" });

    private Task<Answer> WithdrawAsync(string no, string reason = "录入错误") =>
        api.PutAsync($"{DrugSteps.Province}/{no}/withdrawal", drugs.Administrator, new { reason });

    private async Task<IEnumerable<string>> NumbersOfAsync(string drug, string query = "") =>
        (await api.GetAsync($"{DrugSteps.Province}?{query}limit=200", drugs.Token)).Ok().Json["items"]!.AsArray()
            .Where(d => d!["drugCode"]!.ToString() == drug).Select(d => d!["listingNo"]!.ToString());
}
