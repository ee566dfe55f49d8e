using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

public sealed class CatalogSearchTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task Every_condition_is_met_by_all_that_is_found()
    {
        var found = await SearchAsync("name=扫描&code=0021&category=03&kind=medicalService&class=b&on=2026-09-07&limit=200");

        Assert.Contains(found, e => e["itemCode"]!.GetValue<string>() == Items.ContrastCt);
        Assert.All(found, e =>
        {
            Assert.Contains("扫描", e["name"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.StartsWith("0021", e["itemCode"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(("03", "medicalService", "b"), (e["feeCategory"]!.GetValue<string>(), e["kind"]!.GetValue<string>(), e["itemClass"]!.GetValue<string>()));
        });
    }

    [Theory]
    [InlineData("460000", "460000")] // has an entry of its own for each of them
    [InlineData("650000", "000000")] // has none
    public async Task Pages_go_on_by_code_and_a_code_is_found_once_the_provinces_own_entry_before_the_national_one(string region, string owner)
    {
        var codes = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await api.GetAsync($"v1/regions/{region}/catalog?kind=westernMedicine&class=b&on=2026-09-07&limit=200&after={after}", Token)).Ok().Json;
            codes.AddRange(page["items"]!.AsArray().Select(e => e!["itemCode"]!.GetValue<string>()));
            Assert.All(page["items"]!.AsArray(), e => Assert.Equal(owner, e!["owner"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }

        Assert.True(codes.Count > 200, $"{codes.Count}");
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public async Task The_day_decides() => Assert.Empty(await SearchAsync("on=1990-01-01"));

    [Theory]
    [InlineData("limit=0", "invalid-request")]
    [InlineData("limit=201", "invalid-request")]
    [InlineData("class=A", "malformed-request")]
    [InlineData("kind=drug", "malformed-request")]
    [InlineData("on=x", "malformed-request")]
    public async Task A_search_that_is_none_is_refused(string query, string code) =>
        (await api.GetAsync($"v1/regions/460000/catalog?{query}", Token)).IsProblem(400, code);

    [Fact]
    public async Task No_text_harms() => Assert.Empty(await SearchAsync("name=%00&code=%00&category=%00&after=%EF%BF%BE"));

    private string Token => api.Token(Role.Hospital, Visit.Haikou);

    private async Task<List<JsonNode>> SearchAsync(string query) =>
        [.. (await api.GetAsync($"v1/regions/460000/catalog?{query}", Token)).Ok().Json["items"]!.AsArray().Select(e => e!)];
}
