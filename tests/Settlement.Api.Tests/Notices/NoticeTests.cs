using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Notices;

[Rule("R-FIL-11")]
public sealed class NoticeTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly string[] Shown = ["credential", "filingForm"];

    [Fact]
    public async Task A_change_of_the_status_is_told_to_the_facilities_of_open_encounters_once()
    {
        (await new Visit(api, Visit.Haikou, "110000", "DEMO01", "N1-open").RegisterAsync()).Ok();
        (await new Visit(api, Visit.Shanghai, "110000", "DEMO01", "N1-elsewhere").RegisterAsync("outpatient")).Ok();
        var settled = await new Visit(api, Visit.Haikou, "110000", "DEMO01", "N1-settled").ReadyAsync(1000m);
        (await settled.SettleAsync("N1-T1")).Ok();

        (await StatusAsync("110000", "DEMO01", "N1a", "suspended", "2026-10-01")).Ok();
        (await StatusAsync("110000", "DEMO01", "N1b", "suspended", "2026-10-02")).Ok(); // nothing new
        Assert.True((await StatusAsync("110000", "DEMO01", "N1a", "suspended", "2026-10-01")).Ok().IsReplay);
        (await StatusAsync("110000", "DEMO01", "N1c", "normal", "2026-10-03")).Ok();

        string[] expected = ["insuredStatusChanged suspended 2026-10-01 ", "insuredStatusChanged normal 2026-10-03 "];
        Assert.Equal(expected, (await NoticesAsync(Visit.Haikou)).Where(n => No(n) == "N1-open").Select(Words));
        Assert.Equal(expected, (await NoticesAsync(Visit.Shanghai)).Where(n => No(n) == "N1-elsewhere").Select(Words));
        Assert.DoesNotContain(await NoticesAsync(Visit.Haikou), n => No(n) == "N1-settled");
    }

    [Fact]
    public async Task What_becomes_of_a_filing_is_told_within_its_destination_only()
    {
        (await new Visit(api, Visit.Haikou, "440100", "DEMO07", "N2-h").RegisterAsync()).Ok();
        (await new Visit(api, Visit.Shanghai, "440100", "DEMO07", "N2-s").RegisterAsync()).Ok();
        (await FileAsync("N2-cancelled", "460000")).Ok();
        (await FileAsync("N2-changed", "310000")).Ok();
        (await FileAsync("N2-by", "310000", validFrom: "2027-02-01", replaces: "N2-changed")).Ok();
        (await FileAsync("N2-ended", "460100")).Ok();
        Assert.DoesNotContain(await NoticesAsync(Visit.Haikou), n => No(n) == "N2-h");

        var today = TimeProvider.System.Today();
        (await api.PutAsync("v1/regions/440100/filings/N2-cancelled/cancellation", Clerk("440100"), new { by = "agency", reason = "x", lastDay = today.AddDays(-1) })).Ok();
        (await StatusAsync("440100", "DEMO07", "N2", "terminated", $"{today:O}")).Ok();

        Assert.Equal(
            [$"filingCancelled  {today:O} N2-cancelled", $"insuredStatusChanged terminated {today:O} ", $"filingEnded  {today:O} N2-ended"],
            (await NoticesAsync(Visit.Haikou)).Where(n => No(n) == "N2-h").Select(Words));
        Assert.Equal(
            [
                "filingChanged  2027-02-01 N2-changed", $"insuredStatusChanged terminated {today:O} ", $"filingEnded  {today:O} N2-by",
                $"filingEnded  {today:O} N2-changed",
            ],
            (await NoticesAsync(Visit.Shanghai)).Where(n => No(n) == "N2-s").Select(Words));

        Task<Answer> FileAsync(string no, string destination, string validFrom = "2026-09-01", string? replaces = null) =>
            FileAndAcceptAsync(no, new { personNo = "DEMO07", type = "otherTemporary", destination, validFrom, validThrough = "2027-08-31", shown = Shown, replaces });
    }

    [Fact]
    public async Task A_refused_or_repeated_cancellation_tells_nothing()
    {
        (await new Visit(api, Visit.Haikou, "440100", "DEMO14", "N3").RegisterAsync()).Ok();
        (await FileAndAcceptAsync("N3", new { personNo = "DEMO14", type = "otherTemporary", destination = "460000", validFrom = "2026-09-01", shown = Shown })).Ok();

        (await CancelAsync(7)).IsProblem(409, "filing-version");
        (await CancelAsync(2)).Ok();
        Assert.True((await CancelAsync(2)).Ok().IsReplay);

        Assert.Single(await NoticesAsync(Visit.Haikou), n => No(n) == "N3");

        Task<Answer> CancelAsync(int version) =>
            api.PutAsync("v1/regions/440100/filings/N3/cancellation", Clerk("440100"), new { by = "agency", reason = "x", version });
    }

    [Fact]
    public async Task A_reader_that_goes_on_from_the_last_notice_misses_none_while_they_are_written()
    {
        (string Region, string PersonNo)[] persons =
            [("360100", "DEMO03"), ("360100", "DEMO04"), ("360100", "DEMO05"), ("110000", "DEMO09"), ("360100", "DEMO13"), ("110000", "DEMO15")];
        foreach (var (region, personNo) in persons)
            foreach (var (facility, i) in new[] { Visit.Shanghai, Visit.Haikou, Visit.Shanghai }.Select((f, i) => (f, i)))
                (await new Visit(api, facility, region, personNo, $"N4-{personNo}-{i}").RegisterAsync()).Ok();
        const int Rounds = 20;
        var done = false;
        var reading = ReadOnAsync();

        await Task.WhenAll(persons.Select(async p =>
        {
            for (var round = 0; round < Rounds; round++)
                (await StatusAsync(p.Region, p.PersonNo, $"N4-{round}", round % 2 == 0 ? "suspended" : "normal", "2026-10-01")).Ok();
        }));
        Volatile.Write(ref done, true);

        var seen = await reading;
        Assert.Equal(persons.Length * Rounds * 2, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());

        async Task<List<string>> ReadOnAsync()
        {
            var (read, after) = (new List<string>(), (string?)null);
            while (true)
            {
                var last = Volatile.Read(ref done);
                var page = await PageAsync(Visit.Shanghai, after, 7);
                read.AddRange(page["items"]!.AsArray().Where(n => No(n!).StartsWith("N4-", StringComparison.Ordinal)).Select(n => n!["noticeId"]!.GetValue<string>()));
                after = page["next"]?.GetValue<string>();
                if (last && page["items"]!.AsArray().Count == 0)
                    return read;
            }
        }
    }

    [Theory]
    [InlineData("limit=0", "invalid-request", "/limit")]
    [InlineData("limit=201", "invalid-request", "/limit")]
    [InlineData("after=7", "malformed-request", "/after")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code, string pointer) => Assert.Equal(
        pointer, (await api.GetAsync($"v1/facilities/{Visit.Haikou}/notices?{query}", api.Token(Role.Hospital, Visit.Haikou))).IsProblem(400, code).Json["pointer"]!.GetValue<string>());

    private static string No(JsonNode notice) => notice["encounterNo"]!.GetValue<string>();

    private static string Words(JsonNode notice) => $"{notice["kind"]} {notice["status"]} {notice["effectiveOn"]} {notice["filingNo"]}";

    private string Clerk(string region) => api.Token(Role.Clerk, region);

    private Task<Answer> StatusAsync(string region, string personNo, string changeNo, string status, string effectiveOn) =>
        api.PutAsync($"v1/regions/{region}/persons/{personNo}/insured-status/{changeNo}", Clerk(region), new { status, effectiveOn, reason = "reported" });

    private async Task<Answer> FileAndAcceptAsync(string no, object body)
    {
        (await api.PutAsync($"v1/regions/440100/filings/{no}", Clerk("440100"), body)).Ok();
        return await api.PutAsync($"v1/regions/440100/filings/{no}/decision", Clerk("440100"), new { decision = "accept" });
    }

    private async Task<JsonNode> PageAsync(string facility, string? after, int limit) => (await api.GetAsync(
        $"v1/facilities/{facility}/notices?limit={limit}{(after is null ? "" : $"&after={after}")}", api.Token(Role.Hospital, facility))).Ok().Json;

    private async Task<List<JsonNode>> NoticesAsync(string facility)
    {
        var (all, after) = (new List<JsonNode>(), (string?)null);
        while (true)
        {
            var page = await PageAsync(facility, after, 200);
            if (page["items"]!.AsArray().Count == 0)
                return all;
            all.AddRange(page["items"]!.AsArray().Select(n => n!));
            after = page["next"]!.GetValue<string>();
        }
    }
}
