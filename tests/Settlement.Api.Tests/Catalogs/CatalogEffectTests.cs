using System.Text.Json.Nodes;
using Settlement.Api.Tests.ManualReimbursements;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>Which settlements a version is tried on: those that the province's catalogue split.</summary>
[Rule("R1.18.2")]
public sealed class CatalogEffectTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_version_is_tried_on_what_the_catalogue_of_its_province_split_and_on_nothing_else()
    {
        var (beijing, nanchang) = (new Claims(api, "110000"), new Claims(api));
        await nanchang.ByTreatmentPlaceAsync();
        var visit = await new Visit(api, Visit.Shanghai, "110000", "DEMO15", "E1").ReadyAsync(7000m);
        (await visit.SettleAsync("E1-T")).Ok(); // by Shanghai's, the treatment place
        await nanchang.PaidInFullAsync("E2", 5000m);
        (await nanchang.OpenAsync("E2", "E2")).Ok();
        await ApprovedAsync(nanchang, "E2"); // by hand, by Shanghai's all the same
        (await beijing.OpenPaperAsync("E3", [Line(6000m)], "0000000003", Claims.Papers, "DEMO01")).Ok();
        await ApprovedAsync(beijing, "E3"); // in Suzhou, by Beijing's, the insured place

        // Class A becomes class B with 10 % for oneself.
        Assert.Equal((2, 2, "-1200.00"), Figures(await EffectAsync("310000"))); // (7,000 + 5,000) × 10 %
        Assert.Equal((1, 1, "-600.00"), Figures(await EffectAsync("110000"))); // 6,000 × 10 %
        Assert.Equal((0, 0, "0.00"), Figures(await EffectAsync("320000"))); // Suzhou treated, but did not split
        Assert.Equal((0, 0, "0.00"), Figures(await EffectAsync("360000"))); // Nanchang paid, but did not split
        var own = Assert.Single((await EffectAsync("110000"))["mostAffected"]!.AsArray())!;
        Assert.Equal(("-486.00", "486.00"), (own["fundTotal"]!.ToJsonString(), own["personal"]!.ToJsonString())); // 600 × (91 % - 10 points)

        Assert.Equal((1, 1, "-500.00"), Figures(await EffectAsync("310000", "?settlements=1"))); // the last one, E2
        (await visit.ReverseAsync("E1-R", "E1-T")).Ok();
        Assert.Equal((1, 1, "-500.00"), Figures(await EffectAsync("310000"))); // neither what is reversed nor the reversal
    }

    private static async Task ApprovedAsync(Claims claims, string no)
    {
        (await claims.ComputeAsync(no)).Ok();
        (await claims.ApproveAsync(no)).Ok();
    }

    private async Task<JsonNode> EffectAsync(string region, string query = "")
    {
        var province = new Province(api, region);
        (await province.UploadAsync("E", Province.Today, Province.Set(Items.ClassA, 0.1m))).Ok();
        return (await api.GetAsync($"{province.Path}/E/effect{query}", province.Reviewer)).Ok().Json;
    }

    private static (int Settlements, int TouchedLines, string InScope) Figures(JsonNode effect) =>
        (effect["settlements"]!.GetValue<int>(), effect["touchedLines"]!.GetValue<int>(), effect["inScope"]!.ToJsonString());

    private static object Line(decimal amount) =>
        new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-02", quantity = 1, unitPrice = amount, amount };
}
