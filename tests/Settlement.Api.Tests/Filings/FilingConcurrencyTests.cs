using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>What happens to filings of one person at the same moment has one outcome, and nobody stands in a deadlock.</summary>
public sealed class FilingConcurrencyTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const int Rounds = 20;
    private static readonly string[] Shown = ["credential", "filingForm"];

    private string Clerk => api.Token(Role.Clerk, "110000");

    [Fact]
    public async Task Of_two_clerks_who_looked_at_the_same_version_one_decides()
    {
        for (var round = 0; round < Rounds; round++)
        {
            (await FileAsync($"P1-{round}", "DEMO01")).Ok();
            var path = $"v1/regions/110000/filings/P1-{round}/decision";

            var answers = await Task.WhenAll(
                api.PutAsync(path, Clerk, new { decision = "accept", version = 1 }),
                api.PutAsync(path, api.Token(Role.Reviewer, "110000"), new { decision = "reject", note = "no", version = 1 }));

            Assert.Single(answers, a => a.Status == 200);
            var lost = Assert.Single(answers, a => a.Status == 409);
            Assert.Contains(lost.Code, new[] { "filing-version", "filing-step-not-possible" });
            Assert.Equal(2L, await api.Database.ScalarAsync(
                $"SELECT count(*) FROM filing_event JOIN filing USING (person_id, filing_id) WHERE filing_no = 'P1-{round}'"));
        }
    }

    [Fact]
    public async Task A_client_that_repeats_its_submission_files_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FileAsync($"P2-{round}", "DEMO02")));

            Assert.Single(answers.Select(a => a.Ok().Text).Distinct());
            Assert.Equal(7, answers.Count(a => a.IsReplay));
            Assert.Equal(1L, await api.Database.ScalarAsync($"SELECT count(*) FROM filing WHERE filing_no = 'P2-{round}'"));
        }
    }

    [Fact, Rule("R-FIL-09")]
    public async Task No_filing_that_is_accepted_while_the_insurance_ends_survives()
    {
        const int Filings = 4;
        var (accepted, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < Filings; i++)
                (await FileAsync($"P3-{round}-{i}", "DEMO09")).Ok();

            var decisions = Enumerable.Range(0, Filings).Select(i =>
                api.PutAsync($"v1/regions/110000/filings/P3-{round}-{i}/decision", Clerk, new { decision = "accept" })).ToList();
            (await StatusAsync("DEMO09", $"P3-{round}", "terminated")).Ok();
            var answers = await Task.WhenAll(decisions);

            Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(422, "not-insured-here"));
            accepted += answers.Count(a => a.Status == 200);
            refused += answers.Count(a => a.Status != 200);
            Assert.Equal(0L, await api.Database.ScalarAsync(
                "SELECT count(*) FROM filing JOIN person USING (person_id) WHERE person_no = 'DEMO09' AND state = 'Accepted'"));
            (await StatusAsync("DEMO09", $"P3-{round}-on", "normal")).Ok();
        }
        Assert.Equal(Rounds * Filings, accepted + refused);
    }

    [Fact]
    public async Task A_settlement_during_a_change_of_the_filing_is_filed_wholly_or_not_at_all()
    {
        for (var round = 0; round < Rounds; round++)
        {
            (await FileAsync($"P4-{round}", "DEMO06", destination: "460000")).Ok();
            (await AcceptAsync($"P4-{round}")).Ok();
            (await FileAsync($"P4-{round}-moved", "DEMO06", replaces: $"P4-{round}")).Ok();
            var visit = await new Visit(api, Visit.Haikou, "110000", "DEMO06", $"P4-{round}").ReadyAsync(5000m);

            var first = round % 2 == 0 ? visit.SettleAsync($"P4-T{round}") : AcceptAsync($"P4-{round}-moved");
            var second = round % 2 == 0 ? AcceptAsync($"P4-{round}-moved") : visit.SettleAsync($"P4-T{round}");
            var answers = await Task.WhenAll(first, second);
            var (settled, changed) = round % 2 == 0 ? (answers[0], answers[1]) : (answers[1], answers[0]);
            changed.Ok();

            if (settled.Status != 200)
                settled.IsProblem(422, "filing-required");
            else
                Assert.Equal("otherTemporary", settled.Json["treatmentClass"]!.GetValue<string>());
            (await visit.PreviewAsync()).IsProblem(settled.Status == 200 ? 409 : 422, settled.Status == 200 ? "encounter-settled" : "filing-required");
        }
    }

    [Fact]
    public async Task Settlements_changes_and_the_status_of_one_person_do_not_stand_in_each_others_way()
    {
        for (var round = 0; round < Rounds; round++)
        {
            (await FileAsync($"P5-{round}", "DEMO15", destination: "460000")).Ok();
            var visit = await new Visit(api, Visit.Haikou, "110000", "DEMO15", $"P5-{round}").ReadyAsync(800m);

            var answers = await Task.WhenAll(
                visit.SettleAsync($"P5-T{round}"), AcceptAsync($"P5-{round}"), StatusAsync("DEMO15", $"P5-{round}", "suspended"),
                StatusAsync("DEMO15", $"P5-{round}-on", "normal"), api.GetAsync("v1/regions/110000/filings?personNo=DEMO15", Clerk));

            Assert.All(answers, a => Assert.True(a.Status < 500, a.Text));
            Assert.All(answers.Skip(1), a => a.Ok());
        }
    }

    private Task<Answer> FileAsync(string no, string personNo, string destination = "310000", string? replaces = null) =>
        api.PutAsync($"v1/regions/110000/filings/{no}", Clerk,
            new { personNo, type = "otherTemporary", destination, validFrom = "2026-09-01", validThrough = "2027-02-28", shown = Shown, replaces });

    private Task<Answer> AcceptAsync(string no) => api.PutAsync($"v1/regions/110000/filings/{no}/decision", Clerk, new { decision = "accept" });

    private Task<Answer> StatusAsync(string personNo, string changeNo, string status) =>
        api.PutAsync($"v1/regions/110000/persons/{personNo}/insured-status/{changeNo}", Clerk, new { status, effectiveOn = "2026-10-01", reason = "reported" });
}
