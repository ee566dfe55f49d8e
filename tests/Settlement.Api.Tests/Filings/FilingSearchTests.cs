using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>Filings of one place that differ in what can be looked for.</summary>
public sealed class FiledInHaikou : DemonstrationApi, IAsyncLifetime
{
    internal string Clerk => Token(Role.Clerk, "460100");

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await FileAsync("Q01", "DEMO17", "referral", "340000", "2026-09-01", "2027-02-28", "window", "accept");
        await FileAsync("Q02", "DEMO17", "otherTemporary", "340100", "2026-09-01", "2027-02-28", "app", "accept");
        await FileAsync("Q03", "DEMO17", "otherTemporary", "440100", "2030-01-01", "2030-12-31", "web", "accept");
        await FileAsync("Q04", "DEMO17", "otherTemporary", "440000", "2025-01-01", "2025-12-31", "phone", "accept");
        await FileAsync("Q05", "DEMO17", "emergency", "330100", "2026-09-01", "2027-02-28", "miniProgram", "reject");
        await FileAsync("Q06", "DEMO17", "otherTemporary", "330100", "2026-09-01", "2027-02-28", "app", "return");
        await FileAsync("Q07", "DEMO17", "otherTemporary", "330200", "2026-09-01", "2027-02-28", "app", null);
        await FileAsync("Q08", "DEMO12", "otherTemporary", "330200", "2026-09-01", "2027-02-28", "web", null);
        await FileAsync("Q09", "DEMO17", "otherTemporary", "350100", "2026-09-01", "2027-02-28", "window", "accept");
        (await PutAsync("v1/regions/460100/filings/Q09/cancellation", Clerk, new { by = "agency", reason = "x", lastDay = TimeProvider.System.Today().AddDays(-1) })).Ok();
        await FileAsync("Q10", "DEMO17", "otherTemporary", "350200", "2026-09-01", "2027-02-28", "window", null);
        (await PutAsync("v1/regions/460100/filings/Q10/withdrawal", Clerk, new { reason = "x" })).Ok();
        await Database.ExecuteAsync(
            """
            UPDATE filing SET due_on = '2026-06-03', submitted_at = '2026-05-31 16:00Z' WHERE filing_no IN ('Q06', 'Q07'); -- 1 June 00:00 in China
            UPDATE filing SET due_on = '2099-01-02', submitted_at = '2026-05-31 15:59:59.999999Z' WHERE filing_no = 'Q08';
            UPDATE filing SET due_on = '2026-06-03', decided_at = '2026-06-03 15:59:59Z' WHERE filing_no = 'Q02';
            UPDATE filing SET due_on = '2026-06-03', decided_at = '2026-06-03 16:00Z' WHERE filing_no = 'Q05';
            UPDATE filing SET due_on = '2026-06-03', decided_at = '2026-06-02 16:00Z' WHERE filing_no = 'Q03';
            UPDATE filing SET submitted_at = '2026-06-01 04:00Z' WHERE filing_no IN ('Q01', 'Q02', 'Q03', 'Q04', 'Q05', 'Q09', 'Q10')
            """);
    }

    private async Task FileAsync(
        string no, string personNo, string type, string destination, string validFrom, string validThrough, string channel, string? decision)
    {
        string[] shown = ["credential", "filingForm", "referralCertificate"];
        (await PutAsync($"v1/regions/460100/filings/{no}", Clerk, new { personNo, type, destination, validFrom, validThrough, channel, shown })).Ok();
        if (decision is not null)
            (await PutAsync($"v1/regions/460100/filings/{no}/decision", Clerk, new { decision, note = "seen" })).Ok();
    }
}

public sealed class FilingSearchTests(FiledInHaikou api) : IClassFixture<FiledInHaikou>
{
    [Theory, Rule("R-FIL-06")]
    [InlineData("state=accepted", "Q01 Q02 Q03 Q04")]
    [InlineData("state=returned", "Q06")]
    [InlineData("standing=waiting", "Q06 Q07 Q08")]
    [InlineData("standing=notBegun", "Q03")]
    [InlineData("standing=inForce", "Q01 Q02")]
    [InlineData("standing=expired", "Q04")]
    [InlineData("standing=over", "Q05 Q09 Q10")]
    [InlineData("type=referral", "Q01")]
    [InlineData("type=emergency", "Q05")]
    [InlineData("destination=340000", "Q01 Q02")]
    [InlineData("destination=340100", "Q02")]
    [InlineData("destination=440000", "Q03 Q04")]
    [InlineData("destination=330000&standing=waiting", "Q06 Q07 Q08")]
    [InlineData("destination=990000", "")]
    [InlineData("channel=app", "Q02 Q06 Q07")]
    [InlineData("personNo=DEMO12", "Q08")]
    [InlineData("personNo=NOBODY", "")]
    [InlineData("submittedThrough=2026-05-31", "Q08")]
    [InlineData("submittedFrom=2026-06-01&submittedThrough=2026-06-01&standing=waiting", "Q06 Q07")]
    [InlineData("dueThrough=2026-06-03", "Q02 Q03 Q05 Q06 Q07")]
    [InlineData("dueThrough=2026-06-02", "")]
    [InlineData("overdue=true", "Q07")] // a returned one waits for the applicant
    [InlineData("overdue=false&channel=miniProgram", "Q05")]
    [InlineData("after=Q08", "Q09 Q10")]
    public async Task What_is_looked_for_is_found_and_nothing_else(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await FoundAsync(query)).Select(f => f.No)));

    [Fact]
    public async Task A_search_by_standing_finds_what_the_answers_say()
    {
        var all = await FoundAsync("limit=200");
        var byStanding = new List<(string No, string Standing)>();
        foreach (var standing in new[] { "waiting", "notBegun", "inForce", "expired", "over" })
        {
            var found = await FoundAsync($"standing={standing}");
            Assert.All(found, f => Assert.Equal(standing, f.Standing));
            byStanding.AddRange(found);
        }

        Assert.Equal(all, byStanding.Order());
        Assert.Equal(5, all.Select(f => f.Standing).Distinct().Count());
    }

    [Theory]
    [InlineData("state=gone", "malformed-request", "/state")]
    [InlineData("standing=inforce", "malformed-request", "/standing")]
    [InlineData("destination=3100", "invalid-request", "/destination")]
    [InlineData("submittedFrom=2026-02-30", "malformed-request", "/submittedFrom")]
    [InlineData("submittedFrom=0001-01-01", "invalid-request", "/submittedFrom")]
    [InlineData("submittedThrough=9999-12-31", "invalid-request", "/submittedThrough")]
    [InlineData("dueThrough=9999-12-31", "invalid-request", "/dueThrough")]
    [InlineData("overdue=maybe", "malformed-request", "/overdue")]
    [InlineData("limit=201", "invalid-request", "/limit")]
    public async Task A_search_that_cannot_be_is_refused_with_its_place(string query, string code, string pointer) => Assert.Equal(
        pointer, (await api.GetAsync($"v1/regions/460100/filings?{query}", api.Clerk)).IsProblem(400, code).Json["pointer"]!.GetValue<string>());

    [Fact, Rule("R-FIL-06")]
    public async Task The_statistics_add_up_and_count_the_days_of_China()
    {
        var statistics = (await api.GetAsync("v1/regions/460100/filing-statistics?from=2026-06-01&through=2026-06-01", api.Token(Role.Finance, "460100"))).Ok().Json;

        Assert.Equal(Figures(filed: 9, accepted: 5, rejected: 1, returned: 1, withdrawn: 1, waiting: 1, overdue: 1, decided: 3, inTime: 2, "0.6666"), statistics["total"]!.ToJsonString());
        Assert.Equal(
            [
                "window " + Figures(filed: 3, accepted: 2, withdrawn: 1),
                "phone " + Figures(filed: 1, accepted: 1),
                "web " + Figures(filed: 1, accepted: 1, decided: 1, inTime: 1, share: "1"),
                "app " + Figures(filed: 3, accepted: 1, returned: 1, waiting: 1, overdue: 1, decided: 1, inTime: 1, share: "1"),
                "miniProgram " + Figures(filed: 1, rejected: 1, decided: 1, share: "0"),
            ],
            statistics["byChannel"]!.AsArray().Select(g => $"{g!["channel"]} {g["figures"]!.ToJsonString()}"));
        Assert.Equal(["referral 1", "emergency 1", "otherTemporary 7"], statistics["byType"]!.AsArray().Select(g => $"{g!["type"]} {g["figures"]!["filed"]}"));

        var before = (await api.GetAsync("v1/regions/460100/filing-statistics?from=2026-05-31&through=2026-05-31", api.Clerk)).Ok().Json;
        Assert.Equal(Figures(filed: 1, waiting: 1), before["total"]!.ToJsonString());
        (await api.GetAsync("v1/regions/460100/filing-statistics?from=2025-06-01&through=2026-06-01", api.Clerk)).Ok(); // 366 days
        var never = (await api.GetAsync("v1/regions/460100/filing-statistics?from=2001-01-01&through=2001-01-01", api.Clerk)).Ok().Json;
        Assert.Equal((Figures(), 0), (never["total"]!.ToJsonString(), never["byType"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("", "malformed-request")]
    [InlineData("?from=2026-06-02&through=2026-06-01", "invalid-request")]
    [InlineData("?from=2025-06-01&through=2026-06-02", "invalid-request")] // 367 days
    [InlineData("?from=1999-06-01&through=2000-01-02", "invalid-request")]
    [InlineData("?from=2026-06-31&through=2026-07-01", "malformed-request")]
    public async Task A_period_that_cannot_be_is_refused(string query, string code) =>
        (await api.GetAsync($"v1/regions/460100/filing-statistics{query}", api.Clerk)).IsProblem(400, code);

    private static string Figures(
        int filed = 0, int accepted = 0, int rejected = 0, int returned = 0, int withdrawn = 0, int waiting = 0, int overdue = 0, int decided = 0,
        int inTime = 0, string share = "null") =>
        $$"""{"filed":{{filed}},"accepted":{{accepted}},"rejected":{{rejected}},"returned":{{returned}},"withdrawn":{{withdrawn}},"waiting":{{waiting}},"overdue":{{overdue}},"onlineDecided":{{decided}},"onlineDecidedInTime":{{inTime}},"inTimeShare":{{share}}}""";

    private async Task<List<(string No, string Standing)>> FoundAsync(string query)
    {
        var answer = (await api.GetAsync($"v1/regions/460100/filings?{query}", api.Clerk)).Ok();
        return [.. answer.Json["items"]!.AsArray()
            .Select(f => (f!["filingNo"]!.GetValue<string>(), f["standing"]!.GetValue<string>()))
            .Where(f => f.Item1.StartsWith('Q'))];
    }
}
