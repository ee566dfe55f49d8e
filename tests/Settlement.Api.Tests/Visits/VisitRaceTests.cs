using static Settlement.Api.Tests.Visits.ChronicPlaces;

namespace Settlement.Api.Tests.Visits;

/// <summary>Calls about one visit at one moment: all parts or none, each once.</summary>
public sealed class VisitRaceTests(ChronicPlaces api) : IClassFixture<ChronicPlaces>
{
    [Fact]
    public async Task Of_settlements_of_one_visit_under_different_numbers_one_is_kept_whole()
    {
        for (var round = 0; round < 5; round++)
        {
            var visit = await ReadyAsync($"P{10 + round}", $"A{round}");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => visit.SettleAsync($"-T{i}", usePersonalAccount: false, "M01600", "M03900", null)));

            Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "encounter-settled"));
            Assert.Equal(3L, await CountAsync(visit));
        }
    }

    [Fact]
    public async Task A_retry_that_runs_beside_the_first_call_answers_the_same()
    {
        var visit = await ReadyAsync("P20", "B");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => visit.SettleAsync("M01600", "M03900", null)));

        Assert.Single(answers.Select(a => a.Ok().Text).Distinct());
        Assert.Equal(3L, await CountAsync(visit));
    }

    [Fact]
    public async Task A_visit_and_a_settlement_of_one_part_never_keep_half_of_the_visit()
    {
        for (var round = 0; round < 8; round++)
        {
            var visit = await ReadyAsync($"P{21 + round}", $"C{round}");

            var whole = visit.SettleAsync("-T", usePersonalAccount: false, "M01600", "M03900", null);
            var part = visit.Part("M03900").SettleAsync($"C{round}-S", visit.On);
            var (ofVisit, ofPart) = (await whole, await part);

            Assert.True(ofVisit.Status == 200 ^ ofPart.Status == 200, $"{ofVisit.Text} {ofPart.Text}");
            (ofVisit.Status == 200 ? ofPart : ofVisit).IsProblem(409, "encounter-settled");
            Assert.Equal(ofVisit.Status == 200 ? 3L : 1L, await CountAsync(visit));
        }
    }

    [Fact, Rule("R-CHR-04")]
    public async Task A_declaration_and_an_ordinary_upload_at_one_moment_always_see_each_other()
    {
        for (var round = 0; round < 10; round++)
        {
            var visit = new PartedVisit(api, Shared, $"P{10 + round}", $"D{round}");
            (await visit.RegisterAsync("M01102")).Ok();
            var ordinary = visit.Alone($"D{round}-X");
            (await ordinary.RegisterAsync("outpatient", visit.On)).Ok();

            var declared = visit.LinesAsync(visit.Line("1", ItemA, 100, "M01102"));
            var uploaded = await ordinary.LinesAsync(visit.Line("1", ItemA, 100));
            (await declared).Ok();

            if (uploaded.Status == 200)
                (await ordinary.SettleAsync($"D{round}-T", visit.On)).IsProblem(422, "chronic-never-downgraded");
            else
                uploaded.IsProblem(422, "chronic-never-downgraded");
        }
    }

    private async Task<PartedVisit> ReadyAsync(string person, string no)
    {
        var visit = new PartedVisit(api, Separate, person, no);
        (await visit.RegisterAsync("M03900", "M01600", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 300, "M03900"), visit.Line("2", ItemB, 200, "M01600"), visit.Line("3", ItemC, 100))).Ok();
        return visit;
    }

    private Task<object?> CountAsync(PartedVisit visit) => Support.Sql.ScalarAsync(api.Database,
        $"SELECT count(*) FROM settlement s JOIN encounter e USING (person_id, encounter_id) WHERE e.encounter_no LIKE '{visit.No}-%'");
}
