using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

public sealed class BulkDecisionTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Filings = "v1/regions/110000/filings";

    private string Clerk => api.Token(Role.Clerk, "110000");

    [Fact]
    public async Task Each_filing_is_decided_by_itself_and_the_whole_may_be_sent_again()
    {
        foreach (var no in new[] { "D1", "D2", "D3", "D5" })
            await FileAsync(no);
        await FileAsync("D4", "filingForm"); // without credential
        (await api.PutAsync($"{Filings}/D5/decision", Clerk, new { decision = "accept" })).Ok();
        object[] decisions =
        [
            new { filingNo = "D1", decision = "accept", version = 1 },
            new { filingNo = "D4", decision = "accept" },
            new { filingNo = "D2", decision = "return", note = "again" },
            new { filingNo = "NONE", decision = "accept" },
            new { filingNo = "D3", decision = "reject", note = "no", version = 7 },
            new { filingNo = "D5", decision = "accept" },
        ];

        var first = (await api.PostAsync($"{Filings}/decisions", Clerk, new { decisions })).Ok();
        var again = (await api.PostAsync($"{Filings}/decisions", Clerk, new { decisions })).Ok();

        Assert.Equal(
            ["D1 decided accepted 2 ", "D4 refused   422 documents-missing", "D2 decided returned 2 ", "NONE refused   404 not-found",
                "D3 refused   409 filing-version", "D5 replayed accepted 2 "],
            Words(first));
        Assert.Equal(["replayed", "refused", "replayed", "refused", "refused", "replayed"], again.Json["items"]!.AsArray().Select(i => i!["outcome"]!.GetValue<string>()));
        Assert.False(first.IsReplay || again.IsReplay); // the last of them was done before, not the call
        Assert.All(first.Json["items"]!.AsArray().Where(i => i!["problem"] is not null), i => Assert.NotEmpty(i!["problem"]!["detail"]!.GetValue<string>()));
        Assert.Equal("filing-version", first.Json["items"]![4]!["problem"]!["code"]!.GetValue<string>());
        Assert.NotEmpty(first.Json["items"]![4]!["problem"]!["nextStep"]!.GetValue<string>());
        Assert.Equal("submitted", (await api.GetAsync($"{Filings}/D3", Clerk)).Ok().Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_two_that_cannot_both_be_accepted_the_first_is_and_the_ones_after_go_on()
    {
        foreach (var no in new[] { "D6a", "D6b" })
            (await api.PutAsync($"{Filings}/{no}", Clerk,
                new { personNo = "DEMO06", type = "longTermResident", destination = "310000", validFrom = "2026-09-01", shown = Shown(), promised = true })).Ok();
        await FileAsync("D6c");

        var answer = (await api.PostAsync($"{Filings}/decisions", api.Token(Role.Reviewer, "110000"),
            new { decisions = new[] { "D6a", "D6b", "D6c" }.Select(filingNo => new { filingNo, decision = "accept" }) })).Ok();

        Assert.Equal(["D6a decided accepted 2 ", "D6b refused   409 filing-overlaps", "D6c decided accepted 2 "], Words(answer));
        Assert.Equal(2L, await api.Database.ScalarAsync( // what was refused shows nothing
            "SELECT count(*) FROM person_access WHERE read_by = 'test-reviewer' AND operation = 'DecideFilings'"));
    }

    [Fact]
    public async Task A_note_that_cannot_be_stored_refuses_its_own_filing_only()
    {
        await FileAsync("D7a");
        await FileAsync("D7b");

        var answer = (await api.PostAsync($"{Filings}/decisions", Clerk,
            """{"decisions":[{"filingNo":"D7a","decision":"return","note":"a\u0000b"},{"filingNo":"D7b","decision":"return","note":"ok"}]}""")).Ok();

        Assert.Equal(["D7a refused   400 malformed-request", "D7b decided returned 2 "], Words(answer));
    }

    [Fact]
    public async Task Five_hundred_are_decided_in_one_call()
    {
        foreach (var no in Enumerable.Range(0, 500))
            await FileAsync($"D8-{no}");

        var answer = (await api.PostAsync($"{Filings}/decisions", Clerk,
            new { decisions = Enumerable.Range(0, 500).Select(no => new { filingNo = $"D8-{no}", decision = "accept" }) })).Ok();

        Assert.All(answer.Json["items"]!.AsArray(), i => Assert.Equal("decided", i!["outcome"]!.GetValue<string>()));
        Assert.Equal(500L, await api.Database.ScalarAsync("SELECT count(*) FROM filing WHERE filing_no LIKE 'D8-%' AND state = 'Accepted'"));
    }

    [Theory]
    [InlineData("""{"decisions":[]}""", "invalid-request", "/decisions")]
    [InlineData("""{"decisions":[null]}""", null, "/decisions/0")]
    [InlineData("""{"decisions":[{"filingNo":"D1","decision":"perhaps"}]}""", "malformed-request", "/decisions/0/decision")]
    [InlineData("""{"decisions":[{"filingNo":"D1","decision":"reject"}]}""", "invalid-request", "/decisions/0/note")]
    [InlineData("""{"decisions":[{"filingNo":"D 1","decision":"accept"}]}""", "invalid-request", "/decisions/0/filingNo")]
    [InlineData("""{"decisions":[{"filingNo":"D1","decision":"accept"},{"filingNo":"D1","decision":"accept"}]}""", "invalid-request", "/decisions")]
    public async Task A_malformed_call_decides_nothing(string body, string? code, string pointer)
    {
        var problem = await api.PostAsync($"{Filings}/decisions", Clerk, body);

        Assert.Equal((400, code ?? problem.Code, pointer), (problem.Status, problem.Code, problem.Json["pointer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task More_than_five_hundred_are_too_many() => (await api.PostAsync($"{Filings}/decisions", Clerk,
        new { decisions = Enumerable.Range(0, 501).Select(no => new { filingNo = $"D9-{no}", decision = "accept" }) })).IsProblem(400, "invalid-request");

    private static string[] Shown(params string[] others) => ["credential", "filingForm", .. others];

    private async Task FileAsync(string no, string? only = null) =>
        (await api.PutAsync($"{Filings}/{no}", Clerk,
            new { personNo = "DEMO06", type = "otherTemporary", destination = "440100", validFrom = "2026-09-01", shown = only is null ? Shown() : [only] })).Ok();

    private static IEnumerable<string> Words(Answer answer) => answer.Json["items"]!.AsArray().Select(i =>
        $"{i!["filingNo"]} {i["outcome"]} {i["state"]} {i["version"]} {(i["problem"] is { } problem ? $"{problem["status"]} {problem["code"]}" : "")}");
}
