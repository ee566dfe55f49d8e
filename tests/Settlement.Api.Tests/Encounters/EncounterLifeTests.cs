using System.Text.Json.Nodes;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>An encounter from registration to its end: changes, cancellation, discharge, payment in full, and what is refused in each state.</summary>
public sealed class EncounterLifeTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task An_open_encounter_can_be_changed_and_is_settled_as_it_then_is()
    {
        var visit = await NewVisit("L1").ReadyAsync(5_000m, startedOn: "2026-09-20");

        var changed = (await DetailsAsync(visit, new { startedOn = "2026-09-18", diagnosisCode = "I25.100", otherDiagnoses = new[] { "I10.x00" }, isEmergency = true })).Ok();

        Assert.Equal(("2026-09-18", "I25.100", true), (
            changed.Json["startedOn"]!.GetValue<string>(), changed.Json["diagnosisCode"]!.GetValue<string>(), changed.Json["isEmergency"]!.GetValue<bool>()));
        Assert.Equal("2026-09-18", (await visit.SettleAsync("L1-T")).Ok().Json["startedOn"]!.GetValue<string>());
        (await DetailsAsync(visit, new { startedOn = "2026-09-19", diagnosisCode = "I25.100" })).IsProblem(409, "encounter-settled");
    }

    [Fact]
    public async Task A_change_that_cannot_be_is_refused_and_changes_nothing()
    {
        var visit = await NewVisit("L2").ReadyAsync(5_000m);
        var before = (await ReadAsync(visit)).Text;

        (await DetailsAsync(visit, new { startedOn = "2099-01-01", diagnosisCode = "S72.000" })).IsProblem(422, "date-not-possible");
        (await DetailsAsync(visit, new { startedOn = "2026-09-20", diagnosisCode = "NOPE" })).IsProblem(422, "diagnosis-unknown");
        (await DetailsAsync(visit, new { startedOn = "2026-09-20", diagnosisCode = "S72.000", otherDiagnoses = new[] { "NOPE" } })).IsProblem(422, "diagnosis-unknown");
        (await DetailsAsync(visit, new { startedOn = "2026-09-20" })).IsProblem(400, "invalid-request");
        (await DetailsAsync(visit, new { startedOn = "2026-09-20", diagnosisCode = "S72.000", personNo = "DEMO02" })).IsProblem(400, "malformed-request");
        (await DetailsAsync(visit, new { startedOn = "2026-09-20", diagnosisCode = "S72.000", traumaStatement = new { signedOn = "2026-09-20", course = "x" } }))
            .IsProblem(400, "invalid-request");
        (await DetailsAsync(visit with { No = "NO-SUCH" }, new { startedOn = "2026-09-20", diagnosisCode = "S72.000" })).IsProblem(404, "encounter-not-found");

        Assert.Equal(before, (await ReadAsync(visit)).Text);
    }

    [Fact]
    public async Task An_encounter_without_lines_can_be_cancelled_for_good()
    {
        var visit = NewVisit("L3");
        (await visit.RegisterAsync()).Ok();
        (await visit.ChargeAsync(100m)).Ok();
        (await CancelAsync(visit)).IsProblem(409, "encounter-has-lines");
        (await DeleteAsync(visit, "1")).Ok();

        Assert.Equal("cancelled", (await CancelAsync(visit)).Ok().Json["state"]!.GetValue<string>());

        Assert.True((await CancelAsync(visit)).Ok().IsReplay);
        (await CancelAsync(visit, "另一原因")).IsProblem(409, "encounter-cancelled");
        (await visit.ChargeAsync(100m)).IsProblem(409, "encounter-cancelled");
        (await visit.PreviewAsync()).IsProblem(409, "encounter-cancelled");
        (await visit.SettleAsync("L3-T")).IsProblem(409, "encounter-cancelled");
        (await DischargeAsync(visit, "2026-09-25")).IsProblem(409, "encounter-cancelled");
        Assert.Equal("cancelled", (await visit.RegisterAsync()).Ok().Json["state"]!.GetValue<string>()); // its number stays taken
    }

    [Fact, Rule("R1.12.3")]
    public async Task A_discharged_stay_is_settled_with_that_day_and_no_other()
    {
        var visit = await NewVisit("L4").ReadyAsync(5_000m);

        var discharged = (await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok();

        Assert.Equal("I25.100", discharged.Json["diagnosisCode"]!.GetValue<string>());
        Assert.Equal("""{"dischargedOn":"2026-09-25","manner":"ordered"}""", discharged.Json["discharge"]!.ToJsonString());
        Assert.True((await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok().IsReplay);
        (await DischargeAsync(visit, "2026-09-26")).IsProblem(409, "encounter-discharged");
        (await visit.SettleAsync("L4-T", "2026-09-26")).IsProblem(422, "date-not-possible");
        var late = (await visit.ChargeAsync(10m, "2026-09-26", "2")).IsProblem(422, "fee-lines-refused");
        Assert.Equal("service-date-outside-encounter", late.Json["lines"]![0]!["code"]!.GetValue<string>());
        (await visit.SettleAsync("L4-T")).Ok();
        (await DeleteDischargeAsync(visit)).IsProblem(409, "encounter-settled");
    }

    [Fact]
    public async Task A_cancelled_discharge_lets_the_stay_go_on()
    {
        var visit = await NewVisit("L5").ReadyAsync(5_000m);
        (await DischargeAsync(visit, "2026-09-25")).Ok();

        Assert.Null((await DeleteDischargeAsync(visit)).Ok().Json["discharge"]);

        Assert.Null((await DeleteDischargeAsync(visit)).Ok().Json["discharge"]);
        (await visit.ChargeAsync(10m, "2026-09-28", "2")).Ok();
        (await DischargeAsync(visit, "2026-09-30")).Ok();
        (await visit.SettleAsync("L5-T", "2026-09-30")).Ok();
        Assert.Equal(
            ["registered", "discharged", "dischargeCancelled", "discharged", "settled L5-T"],
            await HistoryAsync(visit));
    }

    [Fact]
    public async Task A_discharge_may_be_sent_again_whatever_was_done_since()
    {
        var visit = await NewVisit("L13").ReadyAsync(5_000m);
        (await visit.ChargeAsync(10m, lineNo: "2")).Ok();
        (await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok();
        (await DeleteAsync(visit, "2")).Ok();
        Assert.True((await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok().IsReplay);
        (await DetailsAsync(visit, new { startedOn = "2026-09-19", diagnosisCode = "S72.000" })).Ok();

        var again = (await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok();

        Assert.True(again.IsReplay);
        Assert.Equal("S72.000", again.Json["diagnosisCode"]!.GetValue<string>()); // the change stays
        (await DischargeAsync(visit, "2026-09-25", "I10.x00")).IsProblem(409, "encounter-discharged"); // was never asked for
        (await DischargeAsync(visit, "2026-09-26", "I25.100")).IsProblem(409, "encounter-discharged");
        (await visit.SettleAsync("L13-T")).Ok();
        Assert.True((await DischargeAsync(visit, "2026-09-25", "I25.100")).Ok().IsReplay);
        (await DischargeAsync(visit, "2026-09-25")).IsProblem(409, "encounter-settled");
        Assert.Equal(["registered", "discharged", "linesDeleted", "changed", "settled L13-T"], await HistoryAsync(visit));
    }

    [Fact]
    public async Task What_was_done_last_does_not_depend_on_the_clock_of_the_instance_that_did_it()
    {
        var visit = await NewVisit("L14").ReadyAsync(5_000m);
        (await DischargeAsync(visit, "2026-09-25")).Ok();
        await api.Database.ExecuteAsync( // by an instance whose clock is far ahead
            """
            UPDATE encounter_event SET done_at = '2099-01-01'
            WHERE encounter_id = (SELECT encounter_id FROM encounter WHERE encounter_no = 'L14')
            """);
        (await DeleteDischargeAsync(visit)).Ok();

        var again = (await DischargeAsync(visit, "2026-09-25")).Ok();

        Assert.False(again.IsReplay);
        Assert.Equal("2026-09-25", again.Json["discharge"]!["dischargedOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_a_stay_has_a_discharge_and_none_before_it_began()
    {
        var visit = NewVisit("L6");
        (await visit.RegisterAsync("outpatient")).Ok();
        (await DischargeAsync(visit, "2026-09-20")).IsProblem(422, "service-not-of-facility");
        var stay = NewVisit("L6b");
        (await stay.RegisterAsync()).Ok();
        (await DischargeAsync(stay, "2026-09-19")).IsProblem(422, "date-not-possible");
        (await DischargeAsync(stay, "2099-01-01")).IsProblem(422, "date-not-possible");
    }

    [Fact, Rule("R-MAN-02"), Rule("R1.14.14")]
    public async Task What_cannot_be_settled_is_paid_in_full_with_its_lines_kept()
    {
        var visit = await NewVisit("L7").ReadyAsync(5_000m);
        (await visit.ChargeAsync(1_234.56m, lineNo: "2")).Ok();

        var paid = (await PayAsync(visit)).Ok();

        Assert.Equal("""{"endedOn":"2026-09-25","total":6234.56,"reason":"refused"}""", paid.Json["selfPayment"]!.ToJsonString()); // 5,000.00 + 1,234.56
        Assert.True((await PayAsync(visit)).Ok().IsReplay);
        (await visit.SettleAsync("L7-T")).IsProblem(409, "encounter-paid-in-full");
        (await visit.PreviewAsync()).IsProblem(409, "encounter-paid-in-full");
        (await visit.ChargeAsync(1m, lineNo: "3")).IsProblem(409, "encounter-paid-in-full");
        (await DeleteAsync(visit, "2")).IsProblem(409, "encounter-paid-in-full");
        Assert.Equal(2, (await api.GetAsync($"{visit.Path}/encounters/{visit.No}/lines", visit.Token)).Ok().Json["lines"]!.AsArray().Count);

        Assert.Equal("open", (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{visit.No}/self-payment", visit.Token, null)).Ok().Json["state"]!.GetValue<string>());
        (await visit.SettleAsync("L7-T")).Ok();
        (await PayAsync(visit)).IsProblem(409, "encounter-settled");
        Assert.Equal(["registered", "paidInFull", "selfPaymentCancelled", "settled L7-T"], await HistoryAsync(visit));
    }

    [Fact]
    public async Task An_encounter_without_lines_or_with_another_end_is_not_paid_in_full()
    {
        var visit = NewVisit("L8");
        (await visit.RegisterAsync()).Ok();
        (await PayAsync(visit)).IsProblem(422, "no-fee-lines");
        (await visit.ChargeAsync(5m)).Ok();
        (await DischargeAsync(visit, "2026-09-24")).Ok();
        (await PayAsync(visit)).IsProblem(422, "date-not-possible");
    }

    [Fact]
    public async Task Lines_are_deleted_before_the_settlement_and_a_refunded_one_only_with_its_refund()
    {
        var visit = NewVisit("L9");
        (await visit.RegisterAsync()).Ok();
        (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 3, unitPrice = 100m, amount = 300m },
            new { lineNo = "2", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 1, unitPrice = 50m, amount = 50m },
            new { lineNo = "1R", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = -1, unitPrice = 100m, amount = -100m, refundsLineNo = "1" })).Ok();

        (await DeleteAsync(visit, "1")).IsProblem(422, "line-refunded");
        Assert.Equal(2, (await DeleteAsync(visit, "2", "9")).Ok().Json["remaining"]!.GetValue<int>());
        Assert.Equal(2, (await DeleteAsync(visit, "2", "9")).Ok().Json["remaining"]!.GetValue<int>());
        Assert.Equal("200.00", (await visit.SettleAsync("L9-T")).Ok().Amount("total")); // 300 - 100
        (await DeleteAsync(visit, "1", "1R")).IsProblem(409, "encounter-settled");
        (await visit.ReverseAsync("L9-R", "L9-T")).Ok();
        Assert.Equal(0, (await DeleteAsync(visit, "1", "1R")).Ok().Json["remaining"]!.GetValue<int>());
        (await DeleteAsync(visit)).IsProblem(400, "invalid-request");
    }

    [Fact, Rule("R1.12.1"), Rule("R-SET-05")]
    public async Task A_line_without_a_national_code_is_answered_as_unmapped_and_what_a_stay_bought_elsewhere_is_settled_with_it()
    {
        var stay = NewVisit("L10");
        (await stay.RegisterAsync()).Ok();
        var refused = (await stay.LinesAsync(
            new { lineNo = "1", itemCode = (string?)null, hospitalItemCode = "YY-007", serviceDate = "2026-09-20", quantity = 1, unitPrice = 10m, amount = 10m })).IsProblem(422, "fee-lines-refused");
        Assert.Equal("unmapped-item", refused.Json["lines"]![0]!["code"]!.GetValue<string>());
        Assert.Contains("YY-007", refused.Json["lines"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await stay.LinesAsync(new { lineNo = "1", itemCode = (string?)null, serviceDate = "2026-09-20", quantity = 1, unitPrice = 10m, amount = 10m })).IsProblem(400, "invalid-request");

        (await stay.LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, hospitalItemCode = "YY-008", outsideFacility = "海口市第三人民医院", serviceDate = "2026-09-21", quantity = 1, unitPrice = 900m, amount = 900m })).Ok();

        Assert.Equal("900.00", (await stay.SettleAsync("L10-T")).Ok().Amount("inScope"));
        var line = (await api.GetAsync($"{stay.Path}/settlements/L10-T/lines", stay.Token)).Ok().Json["lines"]![0]!;
        Assert.Equal(("YY-008", "海口市第三人民医院"), (line["hospitalItemCode"]!.GetValue<string>(), line["outsideFacility"]!.GetValue<string>()));
        var visit = NewVisit("L10b");
        (await visit.RegisterAsync("outpatient")).Ok();
        var elsewhere = (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, outsideFacility = "药店", serviceDate = "2026-09-20", quantity = 1, unitPrice = 9m, amount = 9m })).IsProblem(422, "fee-lines-refused");
        Assert.Equal("outside-without-stay", elsewhere.Json["lines"]![0]!["code"]!.GetValue<string>());
    }

    /// <summary>The signed statement is needed for the settlement, and may come after the admission.</summary>
    [Fact, Rule("R1.12.2"), Rule("R-SET-05")]
    public async Task An_injury_without_third_party_is_settled_once_the_statement_is_there()
    {
        var visit = NewVisit("L11");
        (await api.PutAsync($"{visit.Path}/encounters/{visit.No}", visit.Token,
            new { insuredRegion = visit.Region, personNo = visit.PersonNo, service = "inpatient", startedOn = "2026-09-20", diagnosisCode = "S72.000", trauma = "withoutThirdParty" })).Ok();
        (await visit.ChargeAsync(5_000m)).Ok();
        (await visit.PreviewAsync()).IsProblem(422, "trauma-statement-missing");
        (await visit.SettleAsync("L11-T")).IsProblem(422, "trauma-statement-missing");

        var statement = new { signedOn = "2026-09-22", course = "骑车时自行摔倒" };
        (await DetailsAsync(visit, new { startedOn = "2026-09-20", diagnosisCode = "S72.000", trauma = "withoutThirdParty", traumaStatement = statement })).Ok();

        (await visit.SettleAsync("L11-T")).Ok();
        Assert.Equal("骑车时自行摔倒", (await ReadAsync(visit)).Json["traumaStatement"]!["course"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_encounters_of_a_facility_are_listed_page_by_page()
    {
        foreach (var i in Enumerable.Range(0, 5))
            (await NewVisit($"LIST-{i}").RegisterAsync("outpatient", $"2025-03-0{i + 1}")).Ok();
        var path = $"v1/facilities/{Visit.Haikou}/encounters?startedFrom=2025-03-02&startedThrough=2025-03-05&state=open&limit=3";
        var token = NewVisit("").Token;

        var first = (await api.GetAsync(path, token)).Ok().Json;
        var second = (await api.GetAsync($"{path}&after={first["next"]!.GetValue<string>()}", token)).Ok().Json;

        Assert.Equal(["LIST-1", "LIST-2", "LIST-3"], Numbers(first));
        Assert.Equal(["LIST-4"], Numbers(second));
        Assert.Null(second["next"]);
        (await api.GetAsync($"v1/facilities/{Visit.Haikou}/encounters?limit=0", token)).IsProblem(400, "invalid-request");
        (await api.GetAsync($"v1/facilities/{Visit.Haikou}/encounters?state=asleep", token)).IsProblem(400, "malformed-request");

        static IEnumerable<string> Numbers(JsonNode page) => page["items"]!.AsArray().Select(e => e!["encounterNo"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_and_a_settlement_at_once_take_turns()
    {
        var visit = await NewVisit("L12").ReadyAsync(5_000m);

        var changes = Enumerable.Range(1, 6).Select(i => DetailsAsync(visit, new { startedOn = $"2026-09-1{i}", diagnosisCode = "S72.000" }));
        var answers = await Task.WhenAll([visit.SettleAsync("L12-T"), .. changes]);

        var settled = answers[0].Ok();
        Assert.All(answers[1..], a => Assert.True(a.Status is 200 || a.Code == "encounter-settled", a.Text));
        Assert.Equal((await ReadAsync(visit)).Json["startedOn"]!.GetValue<string>(), settled.Json["startedOn"]!.GetValue<string>()); // none came after
    }

    private Visit NewVisit(string no) => new(api, Visit.Haikou, "110000", "DEMO02", no);

    private Task<Answer> ReadAsync(Visit visit) => api.GetAsync($"{visit.Path}/encounters/{visit.No}", visit.Token);

    private Task<Answer> DetailsAsync(Visit visit, object details) => api.PutAsync($"{visit.Path}/encounters/{visit.No}/details", visit.Token, details);

    private Task<Answer> CancelAsync(Visit visit, string reason = "重复登记") =>
        api.PutAsync($"{visit.Path}/encounters/{visit.No}/cancellation", visit.Token, new { reason });

    private Task<Answer> DischargeAsync(Visit visit, string dischargedOn, string? diagnosisCode = null) =>
        api.PutAsync($"{visit.Path}/encounters/{visit.No}/discharge", visit.Token, new { dischargedOn, manner = "ordered", diagnosisCode });

    private Task<Answer> DeleteDischargeAsync(Visit visit) => api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{visit.No}/discharge", visit.Token, null);

    private Task<Answer> PayAsync(Visit visit) =>
        api.PutAsync($"{visit.Path}/encounters/{visit.No}/self-payment", visit.Token, new { endedOn = "2026-09-25", reason = "refused", note = "filing-required" });

    private Task<Answer> DeleteAsync(Visit visit, params string[] lineNos) =>
        api.PostAsync($"{visit.Path}/encounters/{visit.No}/lines/deletions", visit.Token, new { lineNos });

    private async Task<IEnumerable<string>> HistoryAsync(Visit visit) =>
        (await api.GetAsync($"{visit.Path}/encounters/{visit.No}/history", visit.Token)).Ok().Json["events"]!.AsArray()
            .Select(e => $"{e!["kind"]!.GetValue<string>()} {e["transactionNo"]?.GetValue<string>()}".TrimEnd());
}
