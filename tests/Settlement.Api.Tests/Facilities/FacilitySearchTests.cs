using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Facilities;

[Rule("R-FAC-01")]
public sealed class FacilitySearchTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Theory]
    [InlineData("region=460000", "46")] // province
    [InlineData("region=310104", "310104")] // county
    public async Task A_region_finds_what_lies_in_it(string query, string prefix)
    {
        var codes = await SearchAsync(query);

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.StartsWith(prefix, code[1..], StringComparison.Ordinal));
    }

    [Fact, Rule("R-FAC-02")]
    public async Task A_service_is_asked_for_on_a_day()
    {
        Assert.Contains(Visit.Haikou, await SearchAsync("service=inpatient&on=2026-09-01"));
        Assert.DoesNotContain(Visit.Haikou, await SearchAsync("service=inpatient&on=2019-09-01"));
        Assert.DoesNotContain("H46010899004", await SearchAsync("service=inpatient&on=2026-09-01")); // not opened
        Assert.DoesNotContain("H31010999005", await SearchAsync("service=inpatient&on=2026-09-01")); // agreement ended
    }

    [Fact]
    public async Task Hospitals_and_pharmacies_are_told_apart() =>
        Assert.Equal(["P46010599001", "P46010699002"], await SearchAsync("kind=pharmacy&region=460100"));

    [Fact]
    public async Task A_part_of_the_name_and_a_level_narrow_the_search()
    {
        Assert.Equal(["H11010199001"], await SearchAsync("name=北京示范第一&level=tertiary"));
        Assert.Empty(await SearchAsync("name=北京示范第一&level=primary"));
        Assert.Empty(await SearchAsync("name=%25")); // a wildcard is a letter like any other
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var all = await SearchAsync("limit=200");
        var paged = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.GetAsync($"v1/facilities?limit=7{(after is null ? "" : $"&after={after}")}", Token)).Ok();
            paged.AddRange(page.Json["items"]!.AsArray().Select(f => f!["facilityCode"]!.GetValue<string>()));
            after = page.Json["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(all, paged);
    }

    private string Token => api.Token(Role.Auditor, "110000");

    private async Task<IReadOnlyList<string>> SearchAsync(string query) =>
        [.. (await api.GetAsync($"v1/facilities?{query}", Token)).Ok().Json["items"]!.AsArray().Select(f => f!["facilityCode"]!.GetValue<string>())];
}
