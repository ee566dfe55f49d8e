using Settlement.Api.Settlements;
using Settlement.Api.Settlements.Explain;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Tests.Settlements;

public sealed class RefusalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    /// <summary>Facility, insured region, person, service, expected code.</summary>
    public static TheoryData<string, string, string, string, string> Refused => new()
    {
        { "H11010199001", "110000", "DEMO02", "inpatient", "not-cross-province" }, // insured and treated in Beijing
        { "H44010499001", "460100", "DEMO12", "inpatient", "insurance-not-active" }, // suspended
        { Visit.Shanghai, "110000", "DEMO06", "inpatient", "filing-required" }, // Beijing pays nothing unfiled
        { Visit.Haikou, "110000", "DEMO06", "inpatient", "filing-required" }, // nor in Haikou
        { "H46010899004", "440100", "DEMO14", "inpatient", "facility-not-open" }, // no inpatient care opened
        { "H44010499001", "410100", "DEMO16", "outpatient", "service-not-open-at-insured-place" }, // Zhengzhou: inpatient only
    };

    [Theory, Rule("R-SET-03")]
    [MemberData(nameof(Refused))]
    public async Task A_refusal_has_its_code_and_a_next_step(string facility, string region, string person, string service, string code)
    {
        var visit = await new Visit(api, facility, region, person, $"{person}-{facility[..6]}").ReadyAsync(1_000m, service);

        var endedOn = service == "inpatient" ? "2026-09-25" : "2026-09-20";
        var preview = (await visit.PreviewAsync(endedOn)).IsProblem(422, code);
        var settle = (await visit.SettleAsync($"{visit.No}-T", endedOn)).IsProblem(422, code);

        Assert.NotNull(settle.Json["nextStep"]);
        Assert.Equal(preview.Json["detail"]!.ToString(), settle.Json["detail"]!.ToString());
        (await visit.ReadAsync($"{visit.No}-T")).IsProblem(404, "not-found"); // nothing was stored
    }

    [Fact]
    public async Task An_encounter_without_lines_or_with_impossible_dates_is_refused()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", "F1");
        (await visit.PreviewAsync()).IsProblem(404, "encounter-not-found");
        (await visit.SettleAsync("F1-T")).IsProblem(404, "encounter-not-found");
        (await visit.RegisterAsync(startedOn: "2099-01-01")).IsProblem(422, "date-not-possible");
        (await visit.RegisterAsync()).Ok();
        (await visit.SettleAsync("F1-T")).IsProblem(422, "no-fee-lines");
        Assert.Equal("/endedOn", (await visit.SettleAsync("F1-T", "2026-09-19")).IsProblem(422, "date-not-possible").Json["pointer"]!.ToString());
        (await visit.SettleAsync("F1-T", "2099-01-01")).IsProblem(422, "date-not-possible");
    }

    [Fact, Rule("R1.12.4")]
    public async Task An_outpatient_visit_ends_on_its_day_so_that_nobody_chooses_year_or_policy()
    {
        var visit = await new Visit(api, "H31010199002", "110000", "DEMO15", "F4").ReadyAsync(100m, "outpatient", "2025-12-20");

        (await visit.SettleAsync("F4-T", "2026-01-02")).IsProblem(422, "date-not-possible");
        Assert.Equal(2025, (await visit.SettleAsync("F4-T", "2025-12-20")).Ok().Json["accountYear"]!.GetValue<int>());
    }

    [Fact, Rule("R-SET-04")]
    public async Task A_charge_after_the_discharge_refuses_the_bill_with_the_line()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", "F2");
        (await visit.RegisterAsync()).Ok();
        (await visit.ChargeAsync(100m, "2026-09-25")).Ok();

        var refused = (await visit.SettleAsync("F2-T", "2026-09-24")).IsProblem(422, "fee-lines-refused");

        Assert.Equal("service-date-outside-encounter", refused.Json["lines"]![0]!["code"]!.ToString());
    }

    [Fact]
    public async Task An_unknown_person_or_diagnosis_is_refused_with_the_field()
    {
        var unknown = new Visit(api, Visit.Haikou, "110000", "NOBODY", "F3");
        Assert.Equal("/personNo", (await unknown.RegisterAsync()).IsProblem(404, "person-not-found").Json["pointer"]!.ToString());
        var visit = unknown with { PersonNo = "DEMO01" };
        Assert.Equal("/diagnosisCode",
            (await visit.RegisterAsync(diagnosisCode: "Q99.999x")).IsProblem(422, "diagnosis-unknown").Json["pointer"]!.ToString());
    }

    [Fact, Rule("R-SET-03")]
    public void Every_refusal_line_fault_and_rule_has_its_row()
    {
        Assert.Equal(Enum.GetValues<RefusalCode>().Order(), SettlementProblems.OfRefusal.Keys.Order());
        Assert.Distinct(SettlementProblems.OfRefusal.Values.Select(kind => kind.Code));
        Assert.All(SettlementProblems.OfRefusal.Values, kind => Assert.NotNull(kind.NextStep));
        Assert.Equal(Enum.GetValues<LineFault>().Order(), SettlementProblems.OfLine.Keys.Order());
        Assert.Equal(Enum.GetValues<WorkingRule>().Order(), WorkingTitles.Of.Keys.Order());
        Assert.Equal(Enum.GetValues<WhatIfReason>().Order(), WhatIfTitles.Of.Keys.Order());
    }
}
