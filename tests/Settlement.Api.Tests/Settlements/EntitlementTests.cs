using Settlement.Api.Access;

namespace Settlement.Api.Tests.Settlements;

/// <summary>Chronic diseases, injuries, purchases at a pharmacy and entitlements, as a hospital and a pharmacy meet them.</summary>
public sealed class EntitlementTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    [Fact, Rule("R-CHR-03"), Rule("R-SET-02")]
    public async Task A_chronic_disease_is_settled_alone_and_has_an_account_of_its_own()
    {
        var visit = await NewVisit(InventedPlace.Chronic, "E1").ReadyAsync(1_000m, "chronicOutpatient", "2026-10-08", diseaseCode: "M03900");

        var settled = (await visit.SettleAsync("E1-T", "2026-10-08")).Ok();

        Assert.Equal("385.00", settled.Amount("pooledFund")); // (1 000 - 300) × 55%
        Assert.Equal("M03900", settled.Json["diseaseCode"]!.GetValue<string>());
        var account = (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.AsArray().Single(a => a!["year"]!.GetValue<int>() == 2026)!;
        Assert.Equal("""{"chronicOutpatient/M03900":1}""", account["encounters"]!.ToJsonString());
        Assert.Equal("385.00", account["amounts"]!["pooledFund/chronicOutpatient/M03900"]!.ToJsonString());
        (await visit.ReverseAsync("E1-R", "E1-T")).Ok();
    }

    /// <summary>Person, service, disease, injury, expected code.</summary>
    public static TheoryData<string, string, string?, string, string> Refused => new()
    {
        { InventedPlace.Chronic, "chronicOutpatient", "M00300", "none", "disease-not-supported" }, // opened at the hospital, not by the nation
        { InventedPlace.Chronic, "chronicOutpatient", "M01600", "none", "qualification-missing" }, // qualified for another disease
        { InventedPlace.Resident, "chronicOutpatient", "M03900", "none", "qualification-missing" },
        { InventedPlace.Chronic, "chronicOutpatient", "M07803", "none", "facility-not-open" }, // not opened at the hospital
        { InventedPlace.Resident, "inpatient", null, "withThirdParty", "third-party-liable" },
        { InventedPlace.Resident, "inpatient", null, "withoutThirdParty", "trauma-not-covered" },
    };

    [Theory, Rule("R-CHR-04")]
    [MemberData(nameof(Refused))]
    public async Task A_refusal_has_its_code_and_a_next_step_in_both_languages(string person, string service, string? disease, string trauma, string code)
    {
        var visit = await NewVisit(person, $"E2-{person}-{disease}-{trauma}").ReadyAsync(1_000m, service, trauma: trauma, diseaseCode: disease);
        var endedOn = service == "inpatient" ? "2026-09-25" : "2026-09-20";

        (await visit.PreviewAsync(endedOn)).IsProblem(422, code);
        var chinese = (await visit.SettleAsync($"{visit.No}-T", endedOn)).IsProblem(422, code);
        var english = (await api.SendAsync(HttpMethod.Put, $"{visit.Path}/settlements/{visit.No}-T", visit.Token,
            new { encounterNo = visit.No, endedOn }, language: "en")).IsProblem(422, code);

        Assert.NotEqual(chinese.Json["nextStep"]!.ToString(), english.Json["nextStep"]!.ToString());
        if (disease is not null && code != "facility-not-open")
            Assert.Contains("never settle", english.Json["nextStep"]!.ToString(), StringComparison.Ordinal);
        (await visit.ReadAsync($"{visit.No}-T")).IsProblem(404, "not-found"); // nothing was stored
    }

    [Fact, Rule("R-SET-05"), Rule("R1.12.2")]
    public async Task An_injury_without_a_third_party_is_settled_where_the_insured_place_says_so()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "E3").ReadyAsync(5_000m, trauma: "withoutThirdParty");

        Assert.Equal("withoutThirdParty", (await visit.SettleAsync("E3-T")).Ok().Json["trauma"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_disease_is_named_for_chronic_care_and_for_nothing_else()
    {
        var visit = NewVisit(InventedPlace.Chronic, "E4");
        foreach (var (service, disease) in new[] { ("chronicOutpatient", null), ("chronicOutpatient", "M039"), ("chronicOutpatient", "M03900\n"), ("outpatient", "M03900") })
        {
            var refused = (await visit.RegisterAsync(service, diseaseCode: disease)).IsProblem(400, "invalid-request");
            Assert.Equal("/diseaseCode", refused.Json["pointer"]!.ToString());
        }
    }

    [Fact, Rule("R-SET-02"), Rule("R-PRI-03")]
    public async Task A_pharmacy_sells_and_a_hospital_treats()
    {
        var purchase = new Visit(api, InventedPlace.Pharmacy, InventedPlace.Region, InventedPlace.Buyer, "E5") { Role = Role.Pharmacy };
        (await purchase.RegisterAsync("inpatient")).IsProblem(422, "service-not-of-facility");
        Assert.Equal("/service", (await NewVisit(InventedPlace.Buyer, "E5").RegisterAsync("pharmacy")).IsProblem(422, "service-not-of-facility").Json["pointer"]!.ToString());

        (await purchase.RegisterAsync("pharmacy", "2026-10-08", diagnosisCode: null)).Ok();
        (await purchase.ChargeAsync(1_000m, "2026-10-08")).Ok();
        var settled = (await purchase.SettleAsync("E5-T", "2026-10-08")).Ok();

        Assert.Equal("455.00", settled.Amount("pooledFund")); // (1 000 - 300) × 65%, as at a community facility
        Assert.Equal("pharmacy", settled.Json["service"]!.GetValue<string>());
        Assert.Equal("/diagnosisCode", (await NewVisit(InventedPlace.Buyer, "E5b").RegisterAsync("outpatient", diagnosisCode: null)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
    }

    [Fact]
    public async Task Every_layer_that_a_person_is_entitled_to_pays_and_stands_in_the_answer()
    {
        var visit = await NewVisit(InventedPlace.Entitled, "E6").ReadyAsync(10_800m);

        var settled = (await visit.SettleAsync("E6-T")).Ok();

        // fund 10 000 × 85% = 8 500; co-pay 1 500 × 50% = 750; (800 + 750) × 70% = 1 085; left 465
        Assert.Equal(
            ("8500.00", "750.00", "0.00", "1085.00", "10335.00", "465.00"),
            (settled.Amount("pooledFund"), settled.Amount("civilServant"), settled.Amount("enterpriseSupplement"), settled.Amount("medicalAid"),
                settled.Amount("fundTotal"), settled.Amount("personal")));
        var person = (await visit.PersonAsync()).Ok().Json;
        Assert.Equal("""{"civilServant":true,"enterpriseSupplement":false,"hardship":"minimumLiving"}""", person["entitlements"]!.ToJsonString());
        (await visit.ReverseAsync("E6-R", "E6-T")).Ok();
    }

    [Fact, Rule("R-FAC-01")]
    public async Task Facilities_are_found_by_the_disease_that_they_opened()
    {
        var found = (await api.GetAsync("v1/facilities?region=310000&disease=M01600&on=2026-10-08", api.Token(Role.Hospital, Visit.Shanghai))).Ok();

        Assert.Equal(Visit.Shanghai, found.Json["items"]!.AsArray().Single()!["facilityCode"]!.GetValue<string>());
        Assert.Equal(["M00300", "M01600", "M03900"], found.Json["items"]![0]!["diseases"]!.AsArray().Select(d => d!.GetValue<string>()));
    }

    private Visit NewVisit(string person, string no) => new(api, Visit.Shanghai, InventedPlace.Region, person, no);
}
