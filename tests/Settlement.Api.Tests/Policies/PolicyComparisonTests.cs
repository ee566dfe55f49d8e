using System.Text.Json.Nodes;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Policies;

/// <summary>A draft beside the version in force, figure by figure.</summary>
public sealed class PolicyComparisonTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private Agency Nanchang => new(api, "360100", "360100-employee.json");

    [Fact]
    public async Task A_document_that_says_the_same_differs_in_its_days_only()
    {
        (await Nanchang.DraftAsync(Nanchang.Document("same", "2099-01-01"))).Ok();

        Assert.Equal(["inForceFrom"], (await DifferencesAsync("same")).Select(d => d["path"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Each_figure_is_named_with_unit_and_the_texts_that_it_comes_from()
    {
        var draft = Nanchang.Document("figures", "2099-01-01");
        var was = draft["inpatient"]!["deductible"]!["seriesYuan"]!["tertiary"]!["active"]!.ToJsonString();
        draft["inpatient"]!["deductible"]!["seriesYuan"]!["tertiary"]!["active"] = new JsonArray(900, 500);
        draft["sources"]!["new"] = new JsonObject { ["document"] = "洪医保发〔2098〕1号", ["article"] = "第三条", ["reliability"] = "example" };
        draft["awayFromHome"]!["source"] = "new";
        (await Nanchang.DraftAsync(draft)).Ok();

        var differences = (await DifferencesAsync("figures")).ToDictionary(d => d["path"]!.GetValue<string>());
        var deductible = differences["inpatient.deductible.seriesYuan.tertiary.active"];
        Assert.Equal((was, "[900,500]", "yuan"),
            (deductible["before"]!.ToJsonString(), deductible["after"]!.ToJsonString().Replace(" ", "", StringComparison.Ordinal), deductible["unit"]!.GetValue<string>()));
        Assert.Equal(deductible["sourceBefore"]!.GetValue<string>(), deductible["sourceAfter"]!.GetValue<string>());
        Assert.Equal("洪医保发〔2098〕1号 第三条", differences["awayFromHome.source"]["sourceAfter"]!.GetValue<string>());
        Assert.Equal(
            ["awayFromHome.source", "inForceFrom", "inpatient.deductible.seriesYuan.tertiary.active", "sources.new.article", "sources.new.document", "sources.new.reliability"],
            differences.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_band_put_between_others_changes_nothing_else()
    {
        var draft = Nanchang.Document("bands", "2099-01-01");
        var bands = draft["inpatient"]!["bands"]!.AsArray();
        var low = bands[0]!.DeepClone();
        low["upToYuan"] = 7_777;
        bands.Insert(0, low);
        (await Nanchang.DraftAsync(draft)).Ok();

        var paths = (await DifferencesAsync("bands")).Select(d => d["path"]!.GetValue<string>()).Where(path => path != "inForceFrom").ToList();
        Assert.Contains("inpatient.bands[≤7777].upToYuan", paths);
        Assert.All(paths, path => Assert.StartsWith("inpatient.bands[≤7777].", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_is_compared_with_any_other_of_the_place_and_scheme()
    {
        (await Nanchang.DraftAsync(Nanchang.Document("other", "2099-01-01"))).Ok();

        (await Nanchang.GetAsync("other/comparison?with=360100-employee-2023")).Ok();
        (await Nanchang.GetAsync("other/comparison?with=360100-resident-2023")).IsProblem(404, "not-found");
        (await Nanchang.GetAsync("other/comparison?with=430100-employee-2023")).IsProblem(404, "not-found");
    }

    private async Task<IEnumerable<JsonNode>> DifferencesAsync(string version)
    {
        var answer = (await Nanchang.GetAsync($"{version}/comparison")).Ok().Json;
        Assert.Equal("360100-employee-2023", answer["with"]!.GetValue<string>());
        return answer["differences"]!.AsArray().Select(d => d!);
    }
}
