using static Settlement.Api.Tests.Visits.ChronicPlaces;
using static Settlement.Api.Tests.Visits.VisitTests;

namespace Settlement.Api.Tests.Visits;

/// <summary>Ceilings and deductibles of two diseases, shared and separate, by year, quarter and month.</summary>
[Rule("R-CHR-03"), Rule("R2.5")]
public sealed class VisitCeilingTests(ChronicPlaces api) : IClassFixture<ChronicPlaces>
{
    [Fact]
    public async Task Two_diseases_share_a_ceiling_of_the_month_and_pay_one_deductible()
    {
        var june = await SettledAsync(Shared, "P20", "S1", "2026-06-10");
        Assert.Equal(["320.00", "80.00"], Each(june, "settlements", "pooledFund")); // (500 - 100) × 80%; 400 × 80% = 320, of 300 + 100 only 80 are left
        Assert.Equal(["100.00", "0.00"], Each(june, "settlements", "deductible"));

        var sameMonth = await SettledAsync(Shared, "P20", "S2", "2026-06-30");
        Assert.Equal(["0.00", "0.00"], Each(sameMonth, "settlements", "pooledFund"));

        var july = await SettledAsync(Shared, "P20", "S3", "2026-07-01");
        Assert.Equal(["400.00", "0.00"], Each(july, "settlements", "pooledFund")); // 500 × 80%: the whole month
        Assert.Equal(["0.00", "0.00"], Each(july, "settlements", "deductible")); // once a year
    }

    [Fact]
    public async Task Two_diseases_with_ceilings_of_their_own_for_the_quarter_and_the_year_pay_a_deductible_each()
    {
        var june = await SettledAsync(Separate, "P20", "E1", "2026-06-10");
        Assert.Equal(["300.00", "200.00"], Each(june, "settlements", "pooledFund")); // (500 - 100) × 80% = 320 > 300; (400 - 100) × 80% = 240 > 200
        Assert.Equal(["100.00", "100.00"], Each(june, "settlements", "deductible"));

        var sameQuarter = await SettledAsync(Separate, "P20", "E2", "2026-06-30");
        Assert.Equal(["0.00", "0.00"], Each(sameQuarter, "settlements", "pooledFund"));

        var july = await SettledAsync(Separate, "P20", "E3", "2026-07-01");
        Assert.Equal(["300.00", "0.00"], Each(july, "settlements", "pooledFund")); // 500 × 80% = 400 > 300; the year of hypertension is used up
        Assert.Equal(["0.00", "0.00"], Each(july, "settlements", "deductible"));
    }

    /// <summary>Diabetes 500.00, hypertension 400.00.</summary>
    private async Task<Support.Answer> SettledAsync(string region, string person, string no, string on)
    {
        var visit = new PartedVisit(api, region, person, no, on);
        (await visit.RegisterAsync("M03900", "M01600")).Ok();
        (await visit.LinesAsync(visit.Line("1", ItemA, 500, "M01600"), visit.Line("2", ItemB, 400, "M03900"))).Ok();
        var preview = (await visit.PreviewAsync()).Ok();
        var settled = (await visit.SettleAsync("M03900", "M01600")).Ok();
        Assert.Equal(Each(preview, "parts", "pooledFund"), Each(settled, "settlements", "pooledFund"));
        return settled;
    }
}
