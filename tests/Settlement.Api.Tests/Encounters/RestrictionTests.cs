using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>限定支付范围 from the catalogue to the settled line.</summary>
public sealed class RestrictionTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Albumin = "XB05AAR021B001010100348"; // 限抢救、重症或因肝硬化、癌症引起胸腹水的患者，且白蛋白低于30g/L。 15%
    private const string HerbalInjection = "ZA12HAZ0411010103783"; // 限二级及以上医疗机构。
    private const string RabiesVaccine = "XJ07BGR030B001010101119"; // 限工伤保险。
    private const string CalmingPill = "ZA07AAA0061010100166"; // 限急诊或住院患者。
    private const string ProstateResection = "003312010010000"; // 前列腺癌根治术, for men
    private const string Caesarean = "003314000120000"; // 剖宫产术, for women
    private const string NewbornCare = "001201000070000"; // 新生儿护理

    /// <summary>On a stay of DEMO01, a man of a great age, in a tertiary hospital.</summary>
    [Theory]
    [InlineData(Albumin, "none", "unchecked")]
    [InlineData(Albumin, "approved", "confirmedByHospital")]
    [InlineData(Albumin, "declined", "notMet")]
    [InlineData(HerbalInjection, "none", "met")]
    [InlineData(HerbalInjection, "declined", "notMet")]
    [InlineData(RabiesVaccine, "approved", "notMet")]
    [InlineData(CalmingPill, "none", "met")]
    [InlineData(ProstateResection, "none", "met")]
    [InlineData(Caesarean, "approved", "notMet")]
    [InlineData(NewbornCare, "none", "notMet")]
    [InlineData(Items.ClassA, "none", "none")]
    [InlineData(Items.ClassA, "declined", "notMet")]
    public async Task A_line_says_what_became_of_its_restriction(string itemCode, string approval, string outcome)
    {
        var visit = await RegisteredAsync();

        var line = (await visit.LinesAsync(Line(itemCode, approval))).Ok().Json["lines"]![0]!;

        Assert.Equal((outcome, approval), (line["restriction"]!.GetValue<string>(), line["approval"]!.GetValue<string>()));
        Assert.Equal(outcome == "notMet" ? "100.00" : "0.00", line["fullSelfPay"]!.ToJsonString());
        Assert.Equal(itemCode != Items.ClassA, line["paymentRestriction"] is not null);
    }

    [Fact]
    public async Task The_level_of_the_facility_and_the_sex_of_the_person_decide()
    {
        var community = new Visit(api, "H46010899004", "110000", "DEMO02", No());
        (await community.RegisterAsync("outpatient")).Ok();

        Assert.Equal(["notMet", "notMet", "met"],
            (await community.LinesAsync(Line(HerbalInjection), Line(CalmingPill, lineNo: "2"), Line(Caesarean, lineNo: "3")))
                .Ok().Json["lines"]!.AsArray().Select(line => line!["restriction"]!.GetValue<string>()));
    }

    [Fact, Rule("R-SET-04")]
    public async Task The_settlement_counts_and_keeps_the_outcome()
    {
        var visit = await RegisteredAsync();
        (await visit.ChargeAsync(10_000)).Ok();
        (await visit.LinesAsync(
            Line(Albumin, "declined", lineNo: "2"), Line(Albumin, "approved", lineNo: "3"), Line(HerbalInjection, lineNo: "4"))).Ok();

        var settled = (await visit.SettleAsync($"{visit.No}-T")).Ok();
        var lines = (await api.GetAsync($"{visit.Path}/settlements/{visit.No}-T/lines", visit.Token)).Ok().Json["lines"]!.AsArray();

        // 10 300 in all: the declined 100 are self-paid, 15 of the approved 100 are paid first.
        Assert.Equal(("10300.00", "100.00", "15.00", "10185.00"),
            (settled.Amount("total"), settled.Amount("fullSelfPay"), settled.Amount("firstSelfPaid"), settled.Amount("inScope")));
        Assert.Equal(["none", "notMet", "confirmedByHospital", "met"], lines.Select(line => line!["restriction"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_code_is_what_the_facility_takes_it_for_or_refused()
    {
        var visit = await RegisteredAsync();

        var refused = (await visit.LinesAsync(Line(Albumin, kind: "medicalService"))).IsProblem(422, "fee-lines-refused");

        Assert.Equal("item-of-other-kind", refused.Json["lines"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("westernMedicine",
            (await visit.LinesAsync(Line(Albumin, kind: "westernMedicine"))).Ok().Json["lines"]![0]!["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(HerbalInjection, "secondary", null, null, false, false, true)]
    [InlineData(CalmingPill, null, "inpatientOrEmergency", null, false, false, true)]
    [InlineData(RabiesVaccine, null, null, null, false, true, true)]
    [InlineData(Caesarean, null, null, "female", false, false, true)]
    [InlineData("XS01EDB212G010010178672", null, null, null, true, false, true)] // 限二线用药。
    [InlineData(Albumin, null, null, null, false, false, false)]
    public async Task The_catalogue_shows_the_conditions(
        string itemCode, string? fromLevel, string? onlyCare, string? onlySex, bool secondLine, bool otherInsurance, bool saysAll)
    {
        var entry = (await CatalogAsync(itemCode)).Json;

        Assert.False(string.IsNullOrEmpty(entry["paymentRestriction"]!.GetValue<string>()));
        var conditions = entry["paymentConditions"]!;
        Assert.Equal(
            (fromLevel, onlyCare, onlySex, null, secondLine, otherInsurance, saysAll),
            (conditions["fromLevel"]?.GetValue<string>(), conditions["onlyCare"]?.GetValue<string>(), conditions["onlySex"]?.GetValue<string>(),
                conditions["onlyAge"]?.GetValue<string>(), conditions["secondLine"]!.GetValue<bool>(),
                conditions["otherInsurance"]!.GetValue<bool>(), conditions["saysAll"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task An_item_without_restriction_has_no_conditions() => Assert.Null((await CatalogAsync(Items.Bed)).Json["paymentConditions"]);

    private async Task<Answer> CatalogAsync(string itemCode) =>
        (await api.GetAsync($"v1/regions/460000/catalog/{itemCode}?on=2026-09-20", api.Token(Role.Hospital, Visit.Haikou))).Ok();

    private async Task<Visit> RegisteredAsync()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", No());
        (await visit.RegisterAsync()).Ok();
        return visit;
    }

    private static string No() => $"PR-{Guid.CreateVersion7():N}";

    private static object Line(string itemCode, string approval = "none", string? kind = null, string lineNo = "1") => new
    {
        lineNo,
        itemCode,
        serviceDate = "2026-09-20",
        quantity = 1,
        unitPrice = 100,
        amount = 100,
        approval,
        kind,
    };
}
