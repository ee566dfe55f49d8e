using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Persons;

public sealed class InsuredStatusTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact, Rule("R-FIL-11"), Rule("R1.4.6"), Rule("R1.19")]
    public async Task A_suspended_person_is_not_settled_until_the_insurance_goes_on()
    {
        var visit = await new Visit(api, Visit.Haikou, "110000", "DEMO01", "S1").ReadyAsync(5000m);
        (await visit.PreviewAsync()).Ok();

        (await ChangeAsync("110000", "DEMO01", "S1a", "suspended", "2026-10-01")).Ok();
        (await visit.PreviewAsync()).IsProblem(422, "insurance-not-active");
        Assert.Equal("suspended", (await visit.PersonAsync()).Ok().Json["status"]!.GetValue<string>());

        (await ChangeAsync("110000", "DEMO01", "S1b", "normal", "2026-10-15")).Ok();
        (await visit.SettleAsync("S1-T1")).Ok();
    }

    [Fact]
    public async Task A_change_may_be_sent_again_but_not_with_other_content()
    {
        var first = (await ChangeAsync("110000", "DEMO02", "S2", "suspended", "2026-10-01")).Ok();
        (await ChangeAsync("110000", "DEMO02", "S2b", "normal", "2026-10-02")).Ok();

        var again = (await ChangeAsync("110000", "DEMO02", "S2", "suspended", "2026-10-01")).Ok();

        Assert.Equal((first.Text, true), (again.Text, again.IsReplay));
        (await ChangeAsync("110000", "DEMO02", "S2", "suspended", "2026-10-03")).IsProblem(409, "number-reused");
        Assert.Equal("normal", (await ListAsync("110000", "DEMO02"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_that_is_older_than_the_latest_one_is_refused_and_the_same_status_again_is_recorded()
    {
        (await ChangeAsync("440100", "DEMO07", "S3a", "suspended", "2026-10-10")).Ok();
        (await ChangeAsync("440100", "DEMO07", "S3b", "normal", "2026-10-09")).IsProblem(409, "status-older");
        (await ChangeAsync("440100", "DEMO07", "S3c", "suspended", "2026-10-10")).Ok();

        var history = await ListAsync("440100", "DEMO07");

        Assert.Equal("suspended", history["status"]!.GetValue<string>());
        Assert.Equal(["S3c", "S3a"], history["items"]!.AsArray().Select(c => c!["changeNo"]!.GetValue<string>()));
    }

    [Fact, Rule("R-FIL-09"), Rule("R1.4.7")]
    public async Task The_end_of_the_insurance_ends_what_is_in_force_and_leaves_what_is_over()
    {
        (await FileAsync("430100", "DEMO10", "S4-expired", "2025-01-01", "2025-12-31")).Ok();
        (await FileAsync("430100", "DEMO10", "S4-later", "2027-01-01", "2027-12-31")).Ok();
        (await FileAsync("430100", "DEMO10", "S4-cancelled", "2026-01-01", "2027-06-30")).Ok();
        (await FileAsync("430100", "DEMO10", "S4-waiting", "2026-01-01", "2027-06-30", decide: false)).Ok();
        (await api.PutAsync("v1/regions/430100/filings/S4-cancelled/cancellation", Clerk("430100"), new { by = "agency", reason = "x", lastDay = "2027-03-31" })).Ok();
        var before = await api.Database.ScalarAsync("SELECT md5(string_agg(s::text, '' ORDER BY settlement_id)) FROM settlement s");

        var answer = (await ChangeAsync("430100", "DEMO10", "S4", "terminated", "2026-11-01", "310000")).Ok();

        var demonstration = (string)(await api.Database.ScalarAsync(
            "SELECT filing_no FROM filing JOIN person USING (person_id) WHERE person_no = 'DEMO10' AND filing_no NOT LIKE 'S4%'"))!;
        Assert.Equal(
            new[] { demonstration, "S4-cancelled", "S4-later" }.Order(StringComparer.Ordinal),
            answer.Json["endedFilings"]!.AsArray().Select(f => f!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(("ended", "2026-10-31"), await StandsAsync("430100", demonstration));
        Assert.Equal(("ended", "2026-10-31"), await StandsAsync("430100", "S4-later")); // before its first day: it never held
        Assert.Equal(("ended", "2026-10-31"), await StandsAsync("430100", "S4-cancelled"));
        Assert.Equal(("accepted", "2025-12-31"), await StandsAsync("430100", "S4-expired"));
        Assert.Equal(("submitted", "2027-06-30"), await StandsAsync("430100", "S4-waiting"));
        (await api.PutAsync("v1/regions/430100/filings/S4-waiting/decision", Clerk("430100"), new { decision = "accept" })).IsProblem(422, "not-insured-here");
        Assert.Equal(before, await api.Database.ScalarAsync("SELECT md5(string_agg(s::text, '' ORDER BY settlement_id)) FROM settlement s"));

        var last = (await api.GetAsync($"v1/regions/430100/filings/{demonstration}/history", Clerk("430100"))).Ok().Json["items"]!.AsArray()[^1]!;
        Assert.Equal(("end", "reported"), (last["step"]!.GetValue<string>(), last["note"]!.GetValue<string>()));
        var change = (await ListAsync("430100", "DEMO10"))["items"]![0]!;
        Assert.Equal(answer.Json.ToJsonString(), change.ToJsonString());
    }

    [Fact]
    public async Task Insurance_that_goes_on_does_not_bring_ended_filings_back()
    {
        (await FileAsync("510100", "DEMO11", "S5", "2026-01-01", "2027-06-30")).Ok();
        (await ChangeAsync("510100", "DEMO11", "S5a", "terminated", "2026-11-01")).Ok();
        (await ChangeAsync("510100", "DEMO11", "S5b", "normal", "2026-11-02")).Ok();

        Assert.Equal(("ended", "2026-10-31"), await StandsAsync("510100", "S5"));
        (await FileAsync("510100", "DEMO11", "S5-new", "2026-11-02", "2027-06-30")).Ok();
        Assert.Equal(("accepted", "2027-06-30"), await StandsAsync("510100", "S5-new"));
    }

    [Theory]
    [InlineData("""{"status":"gone","effectiveOn":"2026-10-01","reason":"x"}""", 400, "malformed-request", "/status")]
    [InlineData("""{"status":"suspended","effectiveOn":"2026-02-30","reason":"x"}""", 400, "malformed-request", "/effectiveOn")]
    [InlineData("""{"status":"suspended","effectiveOn":"2026-10-01"}""", 400, "malformed-request", "/reason")]
    [InlineData("""{"status":"suspended","effectiveOn":"2026-10-01","reason":""}""", 400, "invalid-request", "/reason")]
    [InlineData("""{"status":"suspended","effectiveOn":"1999-12-31","reason":"x"}""", 400, "invalid-request", "/effectiveOn")]
    [InlineData("""{"status":"suspended","effectiveOn":"2099-12-31","reason":"x"}""", 422, "date-not-possible", "/effectiveOn")]
    [InlineData("""{"status":"suspended","effectiveOn":"2026-10-01","reason":"x","movedTo":"310000"}""", 400, "invalid-request", "/movedTo")]
    [InlineData("""{"status":"terminated","effectiveOn":"2026-10-01","reason":"x","movedTo":"31000"}""", 400, "invalid-request", "/movedTo")]
    [InlineData("""{"status":"terminated","effectiveOn":"2026-10-01","reason":"x","movedTo":"999999"}""", 422, "moved-to-not-possible", "/movedTo")]
    [InlineData("""{"status":"terminated","effectiveOn":"2026-10-01","reason":"x","movedTo":"330103"}""", 422, "moved-to-not-possible", "/movedTo")] // abolished
    [InlineData("""{"status":"terminated","effectiveOn":"2026-10-01","reason":"x","movedTo":"460100"}""", 422, "moved-to-not-possible", "/movedTo")] // itself
    public async Task What_cannot_be_is_refused_with_its_place(string body, int status, string code, string pointer)
    {
        var problem = (await api.PutAsync("v1/regions/460100/persons/DEMO12/insured-status/S6", Clerk("460100"), body)).IsProblem(status, code);

        Assert.Equal(pointer, problem.Json["pointer"]!.GetValue<string>());
        Assert.Equal("suspended", (await ListAsync("460100", "DEMO12"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nobody_is_there_and_nobody_of_another_region()
    {
        (await ChangeAsync("110000", "NOBODY", "S7", "suspended", "2026-10-01")).IsProblem(404, "person-not-found");
        (await api.PutAsync("v1/regions/110000/persons/DEMO01/insured-status/S7", Clerk("440100"), Body("suspended", "2026-10-01", null))).IsProblem(404, "not-found");
        (await api.PutAsync("v1/regions/110000/persons/DEMO01/insured-status/S7", api.Token(Role.Reviewer, "110000"), Body("suspended", "2026-10-01", null)))
            .IsProblem(403, "not-permitted");
        (await api.PutAsync("v1/regions/110000/persons/DEMO01/insured-status/S%207", Clerk("110000"), Body("suspended", "2026-10-01", null))).IsProblem(400, "invalid-request");
    }

    private string Clerk(string region) => api.Token(Role.Clerk, region);

    private static object Body(string status, string effectiveOn, string? movedTo) => new { status, effectiveOn, reason = "reported", movedTo };

    private Task<Answer> ChangeAsync(string region, string personNo, string changeNo, string status, string effectiveOn, string? movedTo = null) =>
        api.PutAsync($"v1/regions/{region}/persons/{personNo}/insured-status/{changeNo}", Clerk(region), Body(status, effectiveOn, movedTo));

    private async Task<JsonNode> ListAsync(string region, string personNo) =>
        (await api.GetAsync($"v1/regions/{region}/persons/{personNo}/insured-status", Clerk(region))).Ok().Json;

    /// <summary>A temporary filing for Shanghai, accepted unless said otherwise.</summary>
    private async Task<Answer> FileAsync(string region, string personNo, string no, string validFrom, string validThrough, bool decide = true)
    {
        var filed = await api.PutAsync($"v1/regions/{region}/filings/{no}", Clerk(region),
            new { personNo, type = "otherTemporary", destination = "310000", validFrom, validThrough, shown = new[] { "credential", "filingForm" } });
        return decide ? await api.PutAsync($"v1/regions/{region}/filings/{no}/decision", Clerk(region), new { decision = "accept" }) : filed;
    }

    private async Task<(string State, string? LastDay)> StandsAsync(string region, string no)
    {
        var filing = (await api.GetAsync($"v1/regions/{region}/filings/{no}", Clerk(region))).Ok().Json;
        return (filing["state"]!.GetValue<string>(), filing["lastDay"]?.GetValue<string>());
    }
}
