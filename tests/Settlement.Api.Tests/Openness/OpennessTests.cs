using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Openness;

public sealed class OpennessTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private string Token => api.Token(Role.Auditor, "110000");

    [Fact, Rule("R-FAC-04")]
    public async Task Coverage_of_Hainan_is_that_of_the_demonstration_facilities()
    {
        var hainan = await CoverageAsync("on=2026-09-17&province=460000");
        var inpatient = BenefitOf(hainan, "inpatient");

        // Hainan has 8 districts of 海口 and 三亚, 三沙 2, 15 counties of its own, and 儋州, which counts as one: see the sum in the assertion.
        var counties = await CountAsync("SELECT count(*) FROM region WHERE usable AND level = 3 AND code LIKE '46%'") + 1;
        // 海口, 三亚, 三沙, 儋州 and the 15 counties; 469900 省本级 is no place of treatment.
        Assert.Equal(19, inpatient["poolingRegions"]!["of"]!.GetValue<int>());
        Assert.Equal(counties, inpatient["counties"]!["of"]!.GetValue<int>());
        // Inpatient care is open in 460105, 460106, 460107, 460203 and 460400: 460108 is an outpatient centre.
        Assert.Equal(
            await CountAsync(
                """
                SELECT count(DISTINCT f.region) FROM facility f JOIN facility_opening o USING (facility_code)
                WHERE f.region LIKE '46%' AND o.service = 'Inpatient' AND o.open_from <= DATE '2026-09-17' AND COALESCE(o.open_through, DATE '2026-09-17') >= DATE '2026-09-17'
                  AND f.agreement_from <= DATE '2026-09-17' AND COALESCE(f.agreement_through, DATE '2026-09-17') >= DATE '2026-09-17'
                """),
            inpatient["counties"]!["with"]!.GetValue<int>());
        Assert.Equal(3, inpatient["poolingRegions"]!["with"]!.GetValue<int>()); // 460100, 460200, 460400
        Assert.Equal("0.1579", inpatient["poolingRegions"]!["ratio"]!.ToJsonString()); // 3 / 19 = 0.15789
    }

    [Fact]
    public async Task A_county_is_covered_from_the_day_on_which_a_facility_opens_and_not_while_it_is_suspended()
    {
        await api.Database.ExecuteAsync(
            """
            INSERT INTO facility (facility_code, name, kind, region, level, agreement_from, source) VALUES ('H54010299901', '拉萨测试医院', 'Hospital', '540102', 'Tertiary', '2025-01-01', 'test');
            INSERT INTO facility_opening (facility_code, service, open_from, open_through) VALUES ('H54010299901', 'Inpatient', '2025-03-01', '2025-12-31');
            INSERT INTO facility_suspension (facility_code, suspended_from, suspended_through, reason, recorded_by, recorded_at)
            VALUES ('H54010299901', '2025-06-01', '2025-06-30', '整改', 'test', now());
            """);
        await WaitForAsync(async () => Counties(await CoverageAsync("on=2025-03-01&province=540000")) == 1);

        Assert.Equal(0, Counties(await CoverageAsync("on=2025-02-28&province=540000"))); // not yet open
        Assert.Equal(0, Counties(await CoverageAsync("on=2025-06-01&province=540000"))); // suspended
        Assert.Equal(1, Counties(await CoverageAsync("on=2025-07-01&province=540000")));
        Assert.Equal(0, Counties(await CoverageAsync("on=2026-01-01&province=540000"))); // closed
    }

    [Fact]
    public async Task The_nation_holds_every_county_and_pooling_region()
    {
        var nation = (await api.GetAsync("v1/coverage?on=2026-09-17", Token)).Ok().Json;

        Assert.Equal(31, nation["provinces"]!.AsArray().Count);
        var inpatient = BenefitOf(nation["nation"]!, "inpatient");
        Assert.Equal(2850, inpatient["counties"]!["of"]!.GetValue<int>()); // 2,846 counties and four cities without any
        Assert.Equal(358, inpatient["poolingRegions"]!["of"]!.GetValue<int>()); // 385 less 27 省本级
        Assert.Equal(
            nation["provinces"]!.AsArray().Sum(p => BenefitOf(p!, "inpatient")["counties"]!["with"]!.GetValue<int>()),
            inpatient["counties"]!["with"]!.GetValue<int>());
        Assert.Equal(358, nation["provinces"]!.AsArray().Sum(p => BenefitOf(p!, "inpatient")["poolingRegions"]!["of"]!.GetValue<int>()));
        Assert.Contains(nation["nation"]!["benefits"]!.AsArray(), b => b!["disease"]?.GetValue<string>() == "M03900");
    }

    [Fact, Rule("R-FAC-05")]
    public async Task A_place_is_open_both_ways_each_with_its_own_services()
    {
        var zhengzhou = (await OpennessAsync("region=410100&on=2026-09-17")).Single()!;
        var employee = zhengzhou["asInsuredPlace"]!.AsArray().Single(s => s!["scheme"]!.GetValue<string>() == "employee")!;
        Assert.DoesNotContain("outpatient", Words(employee["services"])); // its demonstration policy leaves outpatient care closed
        Assert.Contains("inpatient", Words(employee["services"]));
        Assert.Empty(Words(zhengzhou["asTreatmentPlace"]!["services"])); // no facility there

        var haikou = (await OpennessAsync("region=460100&on=2026-09-17")).Single()!;
        Assert.Contains("pharmacy", Words(haikou["asTreatmentPlace"]!["services"]));
        Assert.Empty((await OpennessAsync("region=460100&on=2001-01-01")).Single()!["asInsuredPlace"]!.AsArray()); // no policy yet
    }

    [Theory]
    [InlineData("460105", "460100")] // a district
    [InlineData("310104", "310000")] // a municipality pools as a whole
    [InlineData("659001", "660000")] // the corps
    public async Task A_county_is_answered_with_the_pooling_region_around_it(string county, string poolingRegion) =>
        Assert.Equal(poolingRegion, (await OpennessAsync($"region={county}")).Single()!["region"]!.GetValue<string>());

    [Fact]
    public async Task Provincial_pools_insure_and_treat_nobody()
    {
        var hainan = await OpennessAsync("region=460000&limit=200");
        Assert.Equal(20, hainan.Count); // 19 with facilities, and 469900
        Assert.Null(hainan.Single(r => r!["region"]!.GetValue<string>() == "469900")!["asTreatmentPlace"]);
        Assert.Contains("660000", (await OpennessAsync("region=650000&limit=200")).Select(r => r!["region"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Pages_of_pooling_regions_follow_each_other()
    {
        var all = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.GetAsync($"v1/openness?limit=100{(after is null ? "" : $"&after={after}")}", Token)).Ok().Json;
            all.AddRange(page["items"]!.AsArray().Select(r => r!["region"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(385, all.Distinct().Count());
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Theory]
    [InlineData("v1/openness?region=11", 400, "invalid-request")]
    [InlineData("v1/openness?after=x", 400, "invalid-request")]
    [InlineData("v1/openness?limit=201", 400, "invalid-request")]
    [InlineData("v1/openness?on=0001-01-01", 400, "invalid-request")]
    [InlineData("v1/coverage?on=9999-12-31", 400, "invalid-request")]
    [InlineData("v1/coverage?province=x", 400, "invalid-request")]
    [InlineData("v1/coverage?province=360100", 404, "not-found")]
    [InlineData("v1/coverage?on=2026-02-30", 400, "malformed-request")]
    public async Task A_bad_address_is_a_problem(string path, int status, string code) => (await api.GetAsync(path, Token)).IsProblem(status, code);

    private async Task<JsonNode> CoverageAsync(string query) => (await api.GetAsync($"v1/coverage?{query}", Token)).Ok().Json["provinces"]!.AsArray().Single()!;

    private async Task<JsonArray> OpennessAsync(string query) => (await api.GetAsync($"v1/openness?{query}", Token)).Ok().Json["items"]!.AsArray();

    private async Task<int> CountAsync(string sql) => (int)(long)(await api.Database.ScalarAsync(sql))!;

    private static JsonNode BenefitOf(JsonNode area, string service) =>
        area["benefits"]!.AsArray().Single(b => b!["service"]!.GetValue<string>() == service && b["disease"] is null)!;

    private static int Counties(JsonNode area) => BenefitOf(area, "inpatient")["counties"]!["with"]!.GetValue<int>();

    private static IEnumerable<string> Words(JsonNode? words) => words!.AsArray().Select(w => w!.GetValue<string>());

    /// <summary>A change reaches every instance within two seconds.</summary>
    private static async Task WaitForAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds() && attempt < 100; attempt++)
            await Task.Delay(100);
    }
}
