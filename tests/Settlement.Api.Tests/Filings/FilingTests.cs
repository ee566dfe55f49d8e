using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

public sealed class FilingTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Filings = "v1/regions/110000/filings";

    private string Clerk => api.Token(Role.Clerk, "110000");

    [Fact, Rule("R-FIL-05")]
    public async Task A_filing_is_submitted_decided_and_read_and_each_step_may_be_sent_again()
    {
        var body = Body();
        var first = (await api.PutAsync($"{Filings}/F1", Clerk, body)).Ok();
        var again = (await api.PutAsync($"{Filings}/F1", Clerk, body)).Ok();
        Assert.Equal((first.Text, true), (again.Text, again.IsReplay));
        (await api.PutAsync($"{Filings}/F1", Clerk, Body(destination: "440100"))).IsProblem(409, "number-reused");

        var decided = (await api.PutAsync($"{Filings}/F1/decision", Clerk, new { decision = "accept" })).Ok();
        Assert.Equal("accepted", decided.Json["state"]!.GetValue<string>());
        Assert.True((await api.PutAsync($"{Filings}/F1/decision", Clerk, new { decision = "accept" })).Ok().IsReplay);
        (await api.PutAsync($"{Filings}/F1/decision", Clerk, new { decision = "reject", note = "doubt" })).IsProblem(409, "filing-step-not-possible");
        Assert.Equal(decided.Text, (await api.GetAsync($"{Filings}/F1", Clerk)).Ok().Text);
    }

    [Fact, Rule("R1.4.8")]
    public async Task Only_one_long_term_filing_is_in_force_at_a_time()
    {
        (await api.PutAsync($"{Filings}/F2a", Clerk, LongTerm("310000"))).Ok();
        (await api.PutAsync($"{Filings}/F2b", Clerk, LongTerm("440100"))).Ok();
        (await api.PutAsync($"{Filings}/F2a/decision", Clerk, new { decision = "accept" })).Ok();

        (await api.PutAsync($"{Filings}/F2b/decision", Clerk, new { decision = "accept" })).IsProblem(409, "filing-overlaps");

        object LongTerm(string destination) => new { personNo = "DEMO06", type = "longTermResident", destination, validFrom = "2026-09-01", shown = Shown, promised = true };
    }

    [Fact]
    public async Task Two_decisions_at_once_have_one_outcome()
    {
        (await api.PutAsync($"{Filings}/F3", Clerk, Body())).Ok();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            api.PutAsync($"{Filings}/F3/decision", Clerk, i % 2 == 0 ? new { decision = "accept", note = "ok" } : new { decision = "reject", note = "no" })));

        var state = (await api.GetAsync($"{Filings}/F3", Clerk)).Ok().Json["state"]!.GetValue<string>();
        Assert.All(answers, a => Assert.True(a.Status == 409 || a.Json["state"]!.GetValue<string>() == state, a.Text));
        Assert.Equal(5, answers.Count(a => a.Status == 200));
    }

    [Fact, Rule("R1.4.8")]
    public async Task Overlapping_filings_accepted_at_once_leave_one_in_force_and_no_deadlock()
    {
        var nos = Enumerable.Range(0, 8).Select(i => $"F6-{i}").ToList();
        foreach (var no in nos)
            (await api.PutAsync($"{Filings}/{no}", Clerk,
                new { personNo = "DEMO09", type = "longTermResident", destination = "310000", validFrom = "2027-09-01", shown = Shown, promised = true })).Ok();
        (await api.PutAsync($"{Filings}/F6-0/decision", Clerk, new { decision = "reject", note = "one fewer" })).Ok();

        var answers = await Task.WhenAll(nos.Skip(1).Select(no => api.PutAsync($"{Filings}/{no}/decision", Clerk, new { decision = "accept" })));

        Assert.All(answers, a => a.IsProblem(409, "filing-overlaps")); // DEMO09's shipped long-term filing is open
    }

    [Theory, Rule("R1.5.1"), Rule("R-FIL-08")]
    [InlineData("110100")] // placeholder 市辖区
    [InlineData("110000")] // the insured province itself
    [InlineData("330103")] // abolished 下城区
    [InlineData("130171")] // development zone, not GB/T 2260
    [InlineData("310101")] // a district: a filing names a city or province
    [InlineData("710000")] // not part of the settlement between provinces
    [InlineData("999999")]
    public async Task A_destination_that_cannot_be_filed_for_is_refused(string destination)
    {
        var problem = (await api.PutAsync($"{Filings}/F4-{destination}", Clerk, Body(destination: destination))).IsProblem(422, "destination-not-possible");
        Assert.Equal("/destination", problem.Json["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Dates_persons_and_reasons_are_checked()
    {
        (await api.PutAsync($"{Filings}/F5", Clerk, Body(validThrough: "2026-08-31"))).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{Filings}/F5", Clerk, Body(type: "postedWorker"))).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{Filings}/F5", Clerk, Body(personNo: "NOBODY"))).IsProblem(404, "person-not-found");
        (await api.PutAsync($"{Filings}/F5", Clerk, Body())).Ok();
        (await api.PutAsync($"{Filings}/F5/decision", Clerk, new { decision = "reject" })).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{Filings}/NONE/decision", Clerk, new { decision = "accept" })).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_and_shows_each_filing_once()
    {
        foreach (var no in Enumerable.Range(10, 5))
            (await api.PutAsync($"{Filings}/L{no}", Clerk, Body())).Ok();

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.GetAsync($"{Filings}?state=submitted&personNo=DEMO02&limit=2{(after is null ? "" : $"&after={after}")}", Clerk)).Ok();
            seen.AddRange(page.Json["items"]!.AsArray().Select(f => f!["filingNo"]!.GetValue<string>()));
            after = page.Json["next"]?.GetValue<string>();
        }
        while (after is not null);

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Superset(Enumerable.Range(10, 5).Select(no => $"L{no}").ToHashSet(), seen.ToHashSet());
    }

    private static object Body(
        string personNo = "DEMO02", string type = "referral", string destination = "310000", string? validThrough = "2027-02-28") =>
        new { personNo, type, destination, validFrom = "2026-09-01", validThrough, shown = Shown };

    private static readonly string[] Shown = ["credential", "filingForm", "referralCertificate"];
}
