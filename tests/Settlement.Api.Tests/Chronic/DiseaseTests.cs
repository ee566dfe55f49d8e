using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;

namespace Settlement.Api.Tests.Chronic;

public sealed class DiseaseTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    private string Clerk => api.Token(Role.Clerk, InventedPlace.Region);

    [Theory, Rule("R-CHR-02"), Rule("R3.1")]
    [InlineData("2020-12-31", 0)]
    [InlineData("2021-01-01", 5)]
    [InlineData("2024-11-30", 5)]
    [InlineData("2024-12-01", 10)]
    public async Task Five_diseases_from_2021_and_ten_from_December_2024(string day, int groups)
    {
        var list = (await api.GetAsync($"v1/chronic-diseases?on={day}", Clerk)).Ok().Json;

        Assert.Equal(groups, list["groups"]!.GetValue<int>());
        Assert.Equal(groups, list["items"]!.AsArray().Where(d => d!["supported"]!.GetValue<bool>()).Select(d => d!["group"]!.ToString()).Distinct().Count());
    }

    [Fact, Rule("R-CHR-02"), Rule("R3.1")]
    public async Task A_family_is_no_group_each_code_stands_for_itself()
    {
        var list = (await api.GetAsync("v1/chronic-diseases?on=2026-10-08", Clerk)).Ok().Json["items"]!.AsArray().ToDictionary(d => d!["code"]!.ToString());

        Assert.True(list["M07803"]!["supported"]!.GetValue<bool>()); // haemodialysis
        Assert.False(list["M07800"]!["supported"]!.GetValue<bool>()); // the same first four characters, and no dialysis
        Assert.Null(list["M07800"]!["group"]);
    }

    [Fact, Rule("R-CHR-02")]
    public async Task An_insured_place_has_opened_what_its_policy_pays_on_the_day()
    {
        var path = $"v1/regions/{InventedPlace.Region}/chronic-diseases";
        var open = (await api.GetAsync($"{path}?on=2026-10-08", Clerk)).Ok().Json["items"]!.AsArray();

        Assert.Equal(["M01600", "M03900"], open.Select(d => d!["diseaseCode"]!.ToString()));
        Assert.All(open, d => Assert.Equal(("employee", "330100-employee-test", true),
            (d!["scheme"]!.ToString(), d["policyVersion"]!.ToString(), d["supported"]!.GetValue<bool>())));
        Assert.Empty((await api.GetAsync($"{path}?on=2022-12-31", Clerk)).Ok().Json["items"]!.AsArray()); // no policy yet
        (await api.GetAsync($"{path}?on=0001-01-01", Clerk)).IsProblem(400, "invalid-request");
        (await api.GetAsync("v1/chronic-diseases?on=9999-12-31", Clerk)).IsProblem(400, "invalid-request");
        (await api.GetAsync("v1/regions/33/chronic-diseases", Clerk)).IsProblem(400, "invalid-request");
    }
}
