using Settlement.Api.Tests.Support;
using static Settlement.Api.Tests.Visits.ChronicPlaces;

namespace Settlement.Api.Tests.Visits;

/// <summary>One visit, several settlements.</summary>
[Rule("R-CHR-03"), Rule("R1.11")]
public sealed class VisitTests(ChronicPlaces api) : IClassFixture<ChronicPlaces>
{
    [Fact]
    public async Task C10_a_disease_and_the_rest_of_the_visit_are_two_settlements()
    {
        var visit = new PartedVisit(api, OfC10, "P10", "C10") { Facility = SecondHospital };
        (await visit.RegisterAsync(null, "M03900")).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 500, "M03900"), visit.Line("2", ItemB, 120))).Ok();

        var preview = (await visit.PreviewAsync()).Ok();
        var settled = (await visit.SettleAsync(null, "M03900")).Ok();

        Assert.Equal(["C10-M03900", "C10-O"], settled.Json["settlements"]!.AsArray().Select(s => s!["encounterNo"]!.GetValue<string>()));
        Assert.Equal(["M03900", null], settled.Json["settlements"]!.AsArray().Select(s => s!["diseaseCode"]?.GetValue<string>()));
        Assert.Equal(["200.00", "72.00"], Each(settled, "settlements", "pooledFund")); // 500 × 70% = 350, of which 200 are left; 120 × 60%
        Assert.Equal(["300.00", "48.00"], Each(settled, "settlements", "personal"));
        Assert.Equal("""{"total":620.00,"fundTotal":272.00,"personalAccount":0.00,"cash":348.00}""", settled.Json["totals"]!.ToJsonString());
        Assert.Equal(
            preview.Json["parts"]!.AsArray().Select(p => p!["amounts"]!.ToJsonString()),
            settled.Json["settlements"]!.AsArray().Select(s => s!["amounts"]!.ToJsonString()));
        Assert.Equal("chronicOutpatient", (await visit.Part(null).ReadAsync("C10-M03900-T")).Ok().Json["service"]!.GetValue<string>());
        foreach (var number in new[] { "C10-M03900-T", "C10-O-T" }) // one statement for each part
            Assert.Equal(200, (await api.GetAsync($"v1/facilities/{visit.Facility}/settlements/{number}/statement", visit.Token)).Status);
    }

    [Fact, Rule("R-CHR-04")]
    public async Task C11_a_disease_that_is_not_opened_is_paid_in_full_and_never_settled_as_ordinary_care()
    {
        var visit = new PartedVisit(api, OfC10, "P11", "C11");
        (await visit.RegisterAsync("M01102", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 860, "M01102"), visit.Line("2", ItemB, 120))).Ok();

        foreach (var refused in new[] { await visit.PreviewAsync(), await visit.SettleAsync("M01102", null) })
        {
            refused.IsProblem(422, "facility-not-open");
            Assert.Equal("C11-M01102", refused.Json["encounterNo"]!.GetValue<string>());
            Assert.Equal("/parts/0", refused.Json["pointer"]!.GetValue<string>());
            Assert.Contains("手工报销", refused.Json["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        (await visit.Part(null).ReadAsync("C11-O-T")).IsProblem(404, "not-found"); // none of it
        var ordinary = visit.Alone("C11-X");
        (await ordinary.RegisterAsync("outpatient", visit.On)).Ok();
        (await ordinary.LinesAsync(visit.Line("1", ItemA, 860))).IsProblem(422, "chronic-never-downgraded");

        Assert.Equal("860.00", (await visit.PayInFullAsync("M01102")).Ok().Json["selfPayment"]!["total"]!.ToJsonString());
        var rest = (await visit.SettleAsync([null])).Ok();
        Assert.Equal(["72.00"], Each(rest, "settlements", "pooledFund")); // 120 × 60%
    }

    [Fact]
    public async Task Settling_a_visit_again_answers_as_the_first_time_and_other_content_is_a_conflict()
    {
        var visit = await ReadyAsync("P12", "V1");
        var first = (await visit.SettleAsync("M03900", null)).Ok();

        var again = (await visit.SettleAsync(null, "M03900")).Ok();

        Assert.True(again.IsReplay && !first.IsReplay);
        Assert.Equal(first.Text, again.Text);
        (await visit.SettleAsync("-T", usePersonalAccount: true, "M03900", null)).IsProblem(409, "number-reused");
        (await visit.SettleAsync("-U", usePersonalAccount: false, "M03900", null)).IsProblem(409, "encounter-settled");
        Assert.True((await visit.Part("M03900").SettleAsync("V1-M03900-T", visit.On)).Ok().IsReplay); // either form is a retry of the other
    }

    [Fact]
    public async Task Settling_a_visit_again_says_which_parts_were_reversed_since()
    {
        var visit = await ReadyAsync("P11", "V10");
        var first = (await visit.SettleAsync("M03900", null)).Ok();
        (await visit.Part(null).ReverseAsync("V10-R1", "V10-O-T")).Ok();

        var once = (await visit.SettleAsync("M03900", null)).Ok();

        Assert.True(once.IsReplay);
        Assert.Equal((null, "V10-R1"), (first.UndoneBy, once.UndoneBy));
        Assert.Equal([false, true], once.Json["settlements"]!.AsArray().Select(s => s!["reversedBy"] is not null));
        Assert.Equal(first.Json["totals"]!.ToJsonString(), once.Json["totals"]!.ToJsonString());
        (await visit.Part("M03900").ReverseAsync("V10-R2", "V10-M03900-T")).Ok();
        Assert.Equal("V10-R2, V10-R1", (await visit.SettleAsync("M03900", null)).Ok().UndoneBy); // in the order of the parts
    }

    [Fact]
    public async Task Numbers_of_which_only_some_were_used_are_a_conflict_and_nothing_is_settled()
    {
        var visit = await ReadyAsync("P13", "V2");
        (await visit.Part(null).SettleAsync("V2-O-T", visit.On)).Ok();

        (await visit.SettleAsync("M03900", null)).IsProblem(409, "number-reused");

        (await visit.Part(null).ReadAsync("V2-M03900-T")).IsProblem(404, "not-found");
        (await visit.SettleAsync("M03900")).Ok(); // the part that is left
    }

    [Fact]
    public async Task All_open_parts_are_named_or_nothing_is_settled()
    {
        var visit = await ReadyAsync("P14", "V3");

        (await visit.SettleAsync("M03900")).IsProblem(422, "visit-parts-differ");
        (await visit.SettleAsync("M03900", "M99999")).IsProblem(422, "visit-parts-differ");

        Assert.All((await api.GetAsync(visit.Path, visit.Token)).Ok().Json["parts"]!.AsArray(), p => Assert.Equal("open", p!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task When_the_last_part_is_refused_the_parts_before_leave_no_trace()
    {
        var visit = new PartedVisit(api, OfC10, "P15", "V4");
        (await visit.RegisterAsync("M03900", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, "M03900"))).Ok();

        var refused = (await visit.SettleAsync("M03900", null)).IsProblem(422, "no-fee-lines");

        Assert.Equal("V4-O", refused.Json["encounterNo"]!.GetValue<string>());
        Assert.Equal(0L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement WHERE transaction_no LIKE 'V4-%'"));
        Assert.Equal("70.00", (await visit.Part("M03900").PreviewAsync(visit.On)).Ok().Amount("pooledFund")); // 100 × 70%: nothing of the ceiling is used
    }

    [Fact]
    public async Task Each_part_sees_the_accounts_as_the_part_before_left_them_also_the_personal_account()
    {
        var visit = new PartedVisit(api, Separate, "P10", "V5");
        (await visit.RegisterAsync("M03900", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 140, "M03900"), visit.Line("2", ItemB, 100))).Ok();

        var preview = (await visit.PreviewAsync(usePersonalAccount: true)).Ok();
        var settled = (await visit.SettleAsync("-T", usePersonalAccount: true, "M03900", null)).Ok();

        Assert.Equal(["50.00", "0.00"], Each(settled, "settlements", "personalAccount")); // 140 - 40 × 80% = 108, the balance of 50 is gone
        Assert.Equal(["58.00", "40.00"], Each(settled, "settlements", "cash")); // 100 - 100 × 60%
        Assert.Equal(Each(preview, "parts", "cash"), Each(settled, "settlements", "cash"));
    }

    [Fact]
    public async Task A_visit_is_reversed_whole_by_one_call_the_latest_part_first()
    {
        var visit = await ReadyAsync("P16", "V6");
        (await visit.SettleAsync("M03900", null)).Ok();

        (await api.PostAsync($"v1/facilities/{visit.Facility}/reversals", visit.Token, new
        {
            reversals = new[]
            {
                new { transactionNo = "V6-R1", settlementTransactionNo = "V6-O-T" },
                new { transactionNo = "V6-R2", settlementTransactionNo = "V6-M03900-T" },
            },
            reason = "录入错误",
        })).Ok();

        Assert.Equal(["70.00", "60.00"], Each((await visit.PreviewAsync()).Ok(), "parts", "pooledFund"));
    }

    [Fact]
    public async Task A_visit_is_registered_once_and_its_parts_are_encounters()
    {
        var visit = new PartedVisit(api, OfC10, "P17", "V7");
        var first = (await visit.RegisterAsync(null, "M03900", "M01600")).Ok();

        Assert.True((await visit.RegisterAsync(null, "M03900", "M01600")).Ok().IsReplay);
        (await visit.RegisterAsync(null, "M03900")).IsProblem(409, "number-reused");
        Assert.Equal(["M01600", "M03900", null], first.Json["parts"]!.AsArray().Select(p => p!["diseaseCode"]?.GetValue<string>()));
        Assert.Equal("/parts/0/encounterNo", (await api.PutAsync($"{visit.Path}x", visit.Token, new
        {
            insuredRegion = OfC10,
            personNo = "P17",
            startedOn = visit.On,
            parts = new[] { new { encounterNo = "V7-O", diagnosisCode = "I10.x00" } },
        })).IsProblem(409, "number-reused").Json["pointer"]!.GetValue<string>());
        (await api.GetAsync($"{visit.Path}x", visit.Token)).IsProblem(404, "visit-not-found");
        (await api.PutAsync($"v1/facilities/{visit.Facility}/encounters/V7-O/details", visit.Token, new { startedOn = "2026-06-09", diagnosisCode = "I10.x00" }))
            .IsProblem(422, "date-not-possible"); // all parts are of one day
    }

    [Fact]
    public async Task A_line_that_is_sent_for_another_disease_moves_to_its_part()
    {
        var visit = new PartedVisit(api, OfC10, "P18", "V8");
        (await visit.RegisterAsync("M01600", "M03900", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100), visit.Line("2", ItemB, 50))).Ok();

        (await visit.LinesAsync(visit.Line("1", ItemA, 100, "M03900"))).Ok();

        Assert.Equal(["1"], await LineNosAsync(visit, "M03900"));
        Assert.Equal(["2"], await LineNosAsync(visit, null));
    }

    [Fact]
    public async Task Lines_look_doubtful_where_the_relevance_list_says_otherwise_and_are_taken()
    {
        var visit = new PartedVisit(api, OfC10, "P19", "V9");
        var registered = (await visit.RegisterAsync("M01600", null)).Ok();

        var uploaded = (await visit.LinesAsync(visit.Line("1", Allisartan, 30, "M01600"), visit.Line("2", Allisartan, 40), visit.Line("3", ItemA, 10))).Ok();

        Assert.Equal(
            ["item-not-of-disease 1 M01600", "item-of-disease 2 M03900"],
            uploaded.Json["warnings"]!.AsArray().Select(w => $"{w!["code"]} {w["lineNo"]} {w["diseaseCode"]}"));
        Assert.Equal("diagnosis-of-disease", registered.Json["parts"]![1]!["warnings"]![0]!["code"]!.GetValue<string>()); // I10, and no part for M03900
        var preview = (await visit.Part("M01600").PreviewAsync(visit.On)).Ok();
        Assert.Equal("item-not-of-disease", preview.Json["warnings"]![0]!["code"]!.GetValue<string>());
        var alone = visit.Alone("V9-X");
        Assert.Equal("M03900", (await alone.RegisterAsync("outpatient", visit.On, diagnosisCode: "I10.x00")).Ok().Json["warnings"]![0]!["diseaseCode"]!.GetValue<string>());
    }

    private async Task<PartedVisit> ReadyAsync(string person, string no)
    {
        var visit = new PartedVisit(api, OfC10, person, no);
        (await visit.RegisterAsync("M03900", null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, "M03900"), visit.Line("2", ItemB, 100))).Ok();
        return visit;
    }

    private async Task<IEnumerable<string>> LineNosAsync(PartedVisit visit, string? disease) =>
        (await api.GetAsync($"v1/facilities/{visit.Facility}/encounters/{visit.NoOf(disease)}/lines", visit.Token)).Ok()
            .Json["lines"]!.AsArray().Select(l => l!["lineNo"]!.GetValue<string>());

    internal static IEnumerable<string> Each(Answer answer, string list, string amount) =>
        answer.Json[list]!.AsArray().Select(part => part!["amounts"]![amount]!.ToJsonString());
}
