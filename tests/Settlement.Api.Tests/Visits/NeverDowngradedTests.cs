using Settlement.Api.Tests.Support;
using static Settlement.Api.Tests.Visits.ChronicPlaces;

namespace Settlement.Api.Tests.Visits;

/// <summary>
/// Never downgraded, in every order of calls: the rows of the table in docs/his-guide.md. M01102 is not opened at
/// the hospital; hypertension, M03900, is.
/// </summary>
[Rule("R-CHR-04"), Rule("R1.11")]
public sealed class NeverDowngradedTests(ChronicPlaces api) : IClassFixture<ChronicPlaces>
{
    private const string Refused = "M01102";
    private const string Settled = "M03900";

    /// <summary>Facility, insured region, person, disease, and the code of its refusal.</summary>
    public static TheoryData<string, string, string, string, string> Reasons => new()
    {
        { Unopened, OfC10, "P30", Settled, "facility-not-open" }, // no chronic care at all
        { Hospital, OfC10, "P31", Refused, "facility-not-open" }, // not for this disease
        { Hospital, OfC10, "P32", "M00300", "disease-not-supported" }, // opened by the hospital, not by the nation
        { Hospital, OfC10, "P33", "M07803", "service-not-open-at-insured-place" },
        { Hospital, Shared, "P34", Settled, "qualification-missing" }, // ended on the day before
        { Hospital, Shared, "P35", "M01600", "qualification-missing" }, // never granted
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Each_reason_has_its_code_leads_to_manual_reimbursement_and_holds_the_ordinary_line(
        string facility, string region, string person, string disease, string code)
    {
        await api.Database.ExecuteAsync(
            """
            UPDATE chronic_qualification q SET valid_through = '2026-06-09' FROM person p
            WHERE p.person_id = q.person_id AND p.insured_region = '330300' AND p.person_no = 'P34' AND q.disease_code = 'M03900';
            DELETE FROM chronic_qualification q USING person p
            WHERE p.person_id = q.person_id AND p.insured_region = '330300' AND p.person_no = 'P35' AND q.disease_code = 'M01600'
            """);
        var visit = new PartedVisit(api, region, person, $"R{person}") { Facility = facility };
        (await visit.RegisterAsync(disease)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, disease))).Ok();

        var refused = (await visit.SettleAsync(disease)).IsProblem(422, code);
        Assert.Contains("手工报销", refused.Json["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("全额自费", refused.Json["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("不得按普通门诊结算", refused.Json["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);
        var held = await OrdinaryAsync(visit, $"R{person}-X");
        Assert.Equal(code, held.IsProblem(422, "chronic-never-downgraded").Json["lines"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Order_1_declared_then_deleted_and_cancelled_then_ordinary()
    {
        var visit = await DeclaredAsync("P36", "O1", Refused);
        (await visit.DeleteAsync("O1-M01102", "1")).Ok();
        (await api.PutAsync($"v1/facilities/{Hospital}/encounters/O1-M01102/cancellation", visit.Token, new { reason = "换登记" })).Ok();

        (await OrdinaryAsync(visit, "O1-X")).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact]
    public async Task Order_2_declared_and_paid_in_full_then_ordinary()
    {
        var visit = await DeclaredAsync("P37", "O2", Refused);
        (await visit.PayInFullAsync(Refused)).Ok();

        (await OrdinaryAsync(visit, "O2-X")).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact]
    public async Task Order_3_ordinary_then_declared_then_settled()
    {
        var visit = new PartedVisit(api, OfC10, "P38", "O3");
        (await OrdinaryAsync(visit, "O3-X", other: 50)).Ok();
        (await visit.RegisterAsync(Refused)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused))).Ok();
        var ordinary = visit.Alone("O3-X");

        (await ordinary.PreviewAsync(visit.On)).IsProblem(422, "chronic-never-downgraded");
        (await ordinary.SettleAsync("O3-T", visit.On)).IsProblem(422, "chronic-never-downgraded");
        (await visit.DeleteAsync("O3-X", "1")).Ok();
        Assert.Equal("30.00", (await ordinary.SettleAsync("O3-T", visit.On)).Ok().Amount("pooledFund")); // the other 50 × 60%
    }

    [Fact]
    public async Task Order_4_settled_as_ordinary_then_declared_then_reversed_and_settled_again()
    {
        var visit = new PartedVisit(api, OfC10, "P39", "O4");
        (await OrdinaryAsync(visit, "O4-X")).Ok();
        var ordinary = visit.Alone("O4-X");
        (await ordinary.SettleAsync("O4-T", visit.On)).Ok();
        (await visit.RegisterAsync(Refused)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused))).Ok();

        (await api.PutAsync($"v1/facilities/{Hospital}/refunds/O4-F", visit.Token, new
        {
            settlementTransactionNo = "O4-T",
            reversalTransactionNo = "O4-FR",
            reason = "退费",
            lines = new[] { new { lineNo = "F", itemCode = ItemA, serviceDate = visit.On, quantity = -0.5m, unitPrice = 100, amount = -50m, refundsLineNo = "1" } },
        })).IsProblem(422, "chronic-never-downgraded");
        (await ordinary.ReverseAsync("O4-R", "O4-T")).Ok();
        (await ordinary.SettleAsync("O4-T2", visit.On)).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact]
    public async Task Order_5_sent_to_ordinary_care_with_its_disease_then_without()
    {
        var visit = new PartedVisit(api, OfC10, "P40", "O5");
        var ordinary = visit.Alone("O5-X");
        (await ordinary.RegisterAsync("outpatient", visit.On)).Ok();

        var refused = (await ordinary.LinesAsync(visit.Line("1", ItemA, 100, Refused))).IsProblem(422, "chronic-never-downgraded");

        Assert.Equal("/lines/0/diseaseCode", refused.Json["pointer"]!.GetValue<string>());
        (await ordinary.LinesAsync(visit.Line("1", ItemA, 100))).IsProblem(422, "chronic-never-downgraded");
        (await ordinary.LinesAsync(visit.Line("1", ItemB, 100))).Ok(); // what nobody declared
    }

    [Fact]
    public async Task Order_6_sent_to_a_visit_without_a_part_for_the_disease_then_as_ordinary()
    {
        var visit = new PartedVisit(api, OfC10, "P41", "O6");
        (await visit.RegisterAsync([null])).Ok();

        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused))).IsProblem(422, "visit-part-missing");
        (await visit.LinesAsync(visit.Line("1", ItemA, 100))).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact]
    public async Task Order_7_moved_within_the_visit_to_ordinary_care()
    {
        var visit = new PartedVisit(api, OfC10, "P42", "O7");
        (await visit.RegisterAsync(Refused, null)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused))).Ok();

        Assert.Equal("/lines/1", (await visit.LinesAsync(visit.Line("2", ItemB, 10), visit.Line("1", ItemA, 100)))
            .IsProblem(422, "chronic-never-downgraded").Json["lines"]![0]!["pointer"]!.GetValue<string>());

        var lines = (await api.GetAsync($"v1/facilities/{Hospital}/encounters/O7-M01102/lines", visit.Token)).Ok();
        Assert.Single(lines.Json["lines"]!.AsArray()); // it stays where it was
    }

    [Fact, Rule("R-CHR-03")]
    public async Task Order_8_a_disease_that_can_be_settled_is_charged_in_one_place_first_there_then_as_ordinary()
    {
        var visit = await DeclaredAsync("P43", "O8", Settled);

        Assert.Equal("stands-with-disease", (await OrdinaryAsync(visit, "O8-X")).IsProblem(422, "chronic-never-downgraded")
            .Json["lines"]![0]!["code"]!.GetValue<string>());
        (await visit.SettleAsync(Settled)).Ok();
        (await OrdinaryAsync(visit, "O8-X")).Ok(); // a second charge of the day
        (await visit.Alone("O8-X").SettleAsync("O8-T", visit.On)).Ok();
    }

    [Fact, Rule("R-CHR-03")]
    public async Task Order_9_a_slip_is_corrected_where_nothing_stands_in_the_way_of_the_disease()
    {
        var visit = await DeclaredAsync("P44", "O9", Settled);
        (await visit.DeleteAsync("O9-M03900", "1")).Ok();

        (await OrdinaryAsync(visit, "O9-X")).Ok();
        Assert.Equal("60.00", (await visit.Alone("O9-X").SettleAsync("O9-T", visit.On)).Ok().Amount("pooledFund")); // 100 × 60%
    }

    [Fact]
    public async Task Order_10_the_way_is_blocked_between_upload_and_settlement()
    {
        var visit = await DeclaredAsync("P45", "O10", Settled);
        (await visit.DeleteAsync("O10-M03900", "1")).Ok();
        (await OrdinaryAsync(visit, "O10-X")).Ok();
        await api.Database.ExecuteAsync(
            "DELETE FROM chronic_qualification q USING person p WHERE p.person_id = q.person_id AND p.insured_region = '330200' AND p.person_no = 'P45'");

        (await visit.Alone("O10-X").SettleAsync("O10-T", visit.On)).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact]
    public async Task Order_11_to_its_disease_and_to_ordinary_care_in_one_upload()
    {
        var visit = new PartedVisit(api, OfC10, "P48", "O13");
        (await visit.RegisterAsync(Refused, null)).Ok();

        var both = (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused), visit.Line("2", ItemA, 100))).IsProblem(422, "chronic-never-downgraded");

        Assert.Equal("/lines/1", Assert.Single(both.Json["lines"]!.AsArray())!["pointer"]!.GetValue<string>());
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused), visit.Line("2", ItemB, 100))).Ok();
    }

    [Fact]
    public async Task Order_12_an_upload_sent_again_after_the_declaration_answers_as_before_and_is_held_at_the_settlement()
    {
        var visit = new PartedVisit(api, OfC10, "P49", "O14");
        (await visit.RegisterAsync(Refused, null)).Ok();
        var first = (await visit.LinesAsync(visit.Line("2", ItemA, 100))).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Refused))).Ok();

        Assert.Equal(first.Text, (await visit.LinesAsync(visit.Line("2", ItemA, 100))).Ok().Text);
        (await visit.Part(null).LinesAsync(visit.Line("2", ItemA, 100))).Ok();
        (await visit.LinesAsync(visit.Line("2", ItemA, 90))).IsProblem(422, "chronic-never-downgraded"); // another amount is no retry

        (await visit.PayInFullAsync(Refused)).Ok();
        (await visit.SettleAsync([null])).IsProblem(422, "chronic-never-downgraded");
    }

    [Fact, Rule("R-CHR-03")]
    public async Task Order_13_a_second_charge_of_the_day_is_previewed_as_it_is_settled_after_its_disease()
    {
        var visit = new PartedVisit(api, OfC10, "P29", "O15");
        (await visit.RegisterAsync(Settled, null)).Ok();
        (await visit.LinesAsync(visit.Line("2", ItemA, 100))).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, Settled))).Ok();

        (await visit.Part(null).PreviewAsync(visit.On)).IsProblem(422, "chronic-never-downgraded"); // alone, before its disease
        var preview = (await visit.PreviewAsync()).Ok();
        var settled = (await visit.SettleAsync(Settled, null)).Ok();

        Assert.Equal(
            preview.Json["parts"]!.AsArray().Select(p => p!["amounts"]!.ToJsonString()),
            settled.Json["settlements"]!.AsArray().Select(s => s!["amounts"]!.ToJsonString()));
    }

    [Fact, Rule("R-CHR-03")]
    public async Task A_line_of_a_disease_goes_to_the_encounter_of_that_disease_and_no_other()
    {
        var visit = new PartedVisit(api, OfC10, "P46", "O11");
        (await visit.RegisterAsync(Settled)).Ok();
        (await visit.Part(Settled).LinesAsync(visit.Line("1", ItemA, 100, "M01600"))).IsProblem(422, "disease-of-other-encounter");
        (await visit.Part(Settled).LinesAsync(visit.Line("1", ItemA, 100, Settled))).Ok();
    }

    [Fact]
    public async Task An_item_of_another_day_or_facility_is_another_item()
    {
        var visit = await DeclaredAsync("P47", "O12", Refused);

        (await OrdinaryAsync(visit with { On = "2026-06-11" }, "O12-X")).Ok();
        (await OrdinaryAsync(visit with { Facility = SecondHospital }, "O12-Y")).Ok();
    }

    private async Task<PartedVisit> DeclaredAsync(string person, string no, string disease)
    {
        var visit = new PartedVisit(api, OfC10, person, no);
        (await visit.RegisterAsync(disease)).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 100, disease))).Ok();
        return visit;
    }

    /// <summary>The item as an ordinary line of an encounter by itself.</summary>
    private static async Task<Answer> OrdinaryAsync(PartedVisit visit, string no, decimal other = 0)
    {
        (await visit.Alone(no).RegisterAsync("outpatient", visit.On)).Ok();
        return await visit.Alone(no).LinesAsync(other > 0
            ? [visit.Line("1", ItemA, 100), visit.Line("2", ItemB, other)]
            : [visit.Line("1", ItemA, 100)]);
    }
}
