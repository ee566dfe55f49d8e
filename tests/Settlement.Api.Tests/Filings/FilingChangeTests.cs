using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Filings;

namespace Settlement.Api.Tests.Filings;

/// <summary>变更、取消.</summary>
[Rule("R-FIL-11")]
public sealed class FilingChangeTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly string[] Shown = ["credential", "filingForm"];

    [Fact, Rule("R1.4.2"), Rule("R1.4.6"), Rule("R1.4.1")]
    public async Task A_long_term_filing_is_changed_after_six_months_and_ends_the_day_before_the_new_one()
    {
        (await FileAsync("440100", "C1", "DEMO07", "longTermResident", "310000", "2026-05-01")).Ok();
        (await AcceptAsync("440100", "C1")).Ok();

        (await FileAsync("440100", "C1-early", "DEMO07", "longTermResident", "330100", "2026-10-31", replaces: "C1")).IsProblem(422, "change-too-early");
        (await FileAsync("440100", "C1-new", "DEMO07", "longTermResident", "330100", "2099-11-01", replaces: "C1")).Ok();
        Assert.Equal(("accepted", null), await StandsAsync("440100", "C1")); // until the change is accepted
        (await AcceptAsync("440100", "C1-new")).Ok();

        Assert.Equal(("changed", "2099-10-31"), await StandsAsync("440100", "C1"));
        Assert.Equal(("accepted", null), await StandsAsync("440100", "C1-new"));
        (await FileAsync("440100", "C1-again", "DEMO07", "longTermResident", "330200", "2027-05-01", replaces: "C1")).IsProblem(422, "replaced-not-possible");
    }

    [Fact, Rule("R1.4.6")]
    public async Task Only_an_accepted_filing_of_the_same_person_is_changed()
    {
        (await FileAsync("360100", "C2-other", "DEMO04", "otherTemporary", "310000", "2026-09-01")).Ok();
        (await AcceptAsync("360100", "C2-other")).Ok();
        (await FileAsync("360100", "C2-waiting", "DEMO03", "otherTemporary", "310000", "2026-09-01")).Ok();

        foreach (var replaces in new[] { "C2-other", "C2-waiting", "NONE", "C2" })
        {
            var problem = (await FileAsync("360100", "C2", "DEMO03", "otherTemporary", "330100", "2026-09-01", replaces)).IsProblem(422, "replaced-not-possible");
            Assert.Equal("/replaces", problem.Json["pointer"]!.GetValue<string>());
        }
        Assert.Equal("accepted", (await StandsAsync("360100", "C2-other")).State);
    }

    [Fact, Rule("R1.4.7"), Rule("R1.4.2")]
    public async Task The_person_cancels_after_six_months_and_the_agency_at_any_time()
    {
        (await FileAsync("430100", "C3", "DEMO10", "otherTemporary", "310000", "2026-09-01")).Ok();
        (await AcceptAsync("430100", "C3")).Ok();
        (await CancelAsync("C3", "person", "2026-11-01")).IsProblem(422, "date-not-possible"); // what began since stays filed

        (await api.PutAsync("v1/regions/110000/filings/C3-long", Clerk("110000"),
            new { personNo = "DEMO06", type = "longTermResident", destination = "310000", validFrom = "2099-01-01", shown = Shown, promised = true })).Ok();
        (await AcceptAsync("110000", "C3-long")).Ok();
        (await CancelAsync("C3-long", "person", "2099-06-29", "110000")).IsProblem(422, "change-too-early");
        (await CancelAsync("C3-long", "person", null, "110000")).IsProblem(422, "change-too-early");
        (await CancelAsync("C3-long", "person", "1999-06-30", "110000")).IsProblem(400, "invalid-request");
        Assert.Equal(("accepted", null), await StandsAsync("110000", "C3-long"));

        var yesterday = TimeProvider.System.Today().AddDays(-1).ToString("O");
        (await CancelAsync("C3-long", "agency", "2026-11-01", "110000")).IsProblem(422, "date-not-possible");
        (await CancelAsync("C3-long", "agency", yesterday, "110000")).Ok();
        Assert.Equal(("cancelled", yesterday), await StandsAsync("110000", "C3-long"));
        (await CancelAsync("C3", "agency", null)).Ok();
        (await CancelAsync("C3", "agency", "2026-10-01")).IsProblem(409, "filing-step-not-possible");

        Task<Answer> CancelAsync(string no, string by, string? lastDay, string region = "430100") =>
            api.PutAsync($"v1/regions/{region}/filings/{no}/cancellation", Clerk(region), new { by, reason = "asked for", lastDay });
    }

    [Fact]
    public async Task A_change_that_cannot_be_accepted_at_once_leaves_the_other_filing_as_it_is()
    {
        var national = FilingRules.Document.National;
        var document = FilingRules.Document.Write(national with
        {
            TemporaryAtOnce = 1,
            Types = [.. national.Types.Select(t => t.Type == FilingType.OtherTemporary ? t with { AcceptedAtOnce = true } : t)],
        });
        await using (var insert = api.Database.CreateCommand(
            "INSERT INTO filing_rules VALUES ('410100', 'test', '2023-01-01', NULL, $1::jsonb, 'test', now())"))
        {
            insert.Parameters.Add(new() { Value = document });
            await insert.ExecuteNonQueryAsync();
        }
        await AtOnceAsync("C4-first", "2027-01-01", "2027-06-30", "accepted");
        await AtOnceAsync("C4-second", "2027-07-01", "2027-12-31", "accepted");

        await AtOnceAsync("C4-change", "2027-03-01", "2027-08-31", "submitted", replaces: "C4-first"); // overlaps the second

        Assert.Equal(("accepted", "2027-06-30"), await StandsAsync("410100", "C4-first"));
        (await AcceptAsync("410100", "C4-change")).IsProblem(409, "filing-overlaps");
        Assert.Equal(("accepted", "2027-06-30"), await StandsAsync("410100", "C4-first"));

        async Task AtOnceAsync(string no, string validFrom, string validThrough, string state, string? replaces = null) => Assert.Equal(
            state,
            (await api.PutAsync($"v1/regions/410100/filings/{no}", Clerk("410100"),
                new { personNo = "DEMO16", type = "otherTemporary", destination = "310000", validFrom, validThrough, channel = "app", shown = Shown, replaces }))
                .Ok().Json["state"]!.GetValue<string>());
    }

    private string Clerk(string region) => api.Token(Role.Clerk, region);

    private Task<Answer> FileAsync(string region, string no, string personNo, string type, string destination, string validFrom, string? replaces = null) =>
        api.PutAsync($"v1/regions/{region}/filings/{no}", Clerk(region),
            new { personNo, type, destination, validFrom, shown = Shown, promised = type == "longTermResident", replaces });

    private Task<Answer> AcceptAsync(string region, string no) =>
        api.PutAsync($"v1/regions/{region}/filings/{no}/decision", Clerk(region), new { decision = "accept" });

    private async Task<(string State, string? LastDay)> StandsAsync(string region, string no)
    {
        var filing = (await api.GetAsync($"v1/regions/{region}/filings/{no}", Clerk(region))).Ok().Json;
        return (filing["state"]!.GetValue<string>(), filing["lastDay"]?.GetValue<string>());
    }
}
