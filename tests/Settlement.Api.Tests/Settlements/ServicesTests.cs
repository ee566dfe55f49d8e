using Settlement.Api.Access;

namespace Settlement.Api.Tests.Settlements;

/// <summary>The services that are settled directly, and what the person pays at the window. Special drugs have tests of their own.</summary>
public sealed class ServicesTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    [Theory, Rule("R-SET-01"), Rule("R-SET-02")]
    [InlineData("inpatient", InventedPlace.Resident, null, "2026-06-12", "1020.00", "980.00")] // (2 000 - 800) × 85%
    [InlineData("outpatient", InventedPlace.Resident, null, "2026-06-10", "935.00", "1065.00")] // (2 000 - 300) × 55%
    [InlineData("chronicOutpatient", InventedPlace.Chronic, "M03900", "2026-06-10", "935.00", "1065.00")]
    [InlineData("pharmacy", InventedPlace.Buyer, null, "2026-06-10", "1105.00", "895.00")] // (2 000 - 300) × 65%
    public async Task At_the_window_the_person_pays_what_the_funds_leave(
        string service, string person, string? disease, string endedOn, string fund, string personal)
    {
        var atPharmacy = service == "pharmacy";
        var visit = await new Visit(api, atPharmacy ? InventedPlace.Pharmacy : Visit.Shanghai, InventedPlace.Region, person, $"SV-{service}")
        {
            Role = atPharmacy ? Role.Pharmacy : Role.Hospital,
        }.ReadyAsync(2_000m, service, "2026-06-10", diseaseCode: disease);

        var preview = (await visit.PreviewAsync(endedOn)).Ok();
        var settled = (await visit.SettleAsync($"{visit.No}-T", endedOn)).Ok();

        Assert.Equal(service, settled.Json["service"]!.GetValue<string>());
        Assert.Equal(
            ("2000.00", fund, personal, personal), // nothing from the personal account, so all of it in cash
            (settled.Amount("total"), settled.Amount("fundTotal"), settled.Amount("personal"), settled.Amount("cash")));
        Assert.Equal(preview.Json["amounts"]!.ToJsonString(), settled.Json["amounts"]!.ToJsonString()); // what was announced is what is paid
    }

    [Theory, Rule("R-FIL-07")]
    [InlineData("inpatient", null, "2026-07-10")]
    [InlineData("outpatient", null, "2026-07-11")]
    [InlineData("chronicOutpatient", "M03900", "2026-07-12")] // what was declared for a disease on a day is no ordinary care of that day
    public async Task One_filing_opens_inpatient_ordinary_and_chronic_outpatient_care(string service, string? disease, string day)
    {
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Chronic, $"ONE-{service}")
            .ReadyAsync(1_000m, service, day, diseaseCode: disease);

        var asked = (await api.GetAsync(
            $"v1/persons/{InventedPlace.Chronic}/entitlement?insuredRegion={InventedPlace.Region}&facility={Visit.Shanghai}&service={service}&on={day}{(disease is null ? "" : $"&disease={disease}")}",
            visit.Token)).Ok().Json;
        var settled = (await visit.SettleAsync($"{visit.No}-T", day)).Ok().Json;

        Assert.Equal(InventedPlace.Chronic, asked["filing"]!["filingNo"]!.GetValue<string>()); // the only filing has the number of the person
        Assert.Equal("longTerm", settled["treatmentClass"]!.GetValue<string>());
        (await visit.ReverseAsync($"{visit.No}-R", $"{visit.No}-T")).Ok();
    }
}
