using System.Globalization;
using System.Text.Json.Nodes;
using Settlement.Api.Tests.Recomputation;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>What a version changes, what it would have made of settled bills, and that these stay as they are.</summary>
public sealed class CatalogReviewTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly DateOnly Soon = Province.Today.AddDays(30);

    private readonly Province province = new(api, "460000");

    [Fact]
    public async Task Differences_leave_out_what_stays_and_name_what_changes_in_pages()
    {
        var ct = await province.EntryAsync(Items.ContrastCt, Soon, e => e is not null);
        (await province.UploadAsync("A1", Soon,
            Province.Set("A-1", 0.1m), // added
            Province.Set(Items.ContrastCt, 0.5m, ct!["name"]!.GetValue<string>()), // changed
            Province.Remove(Items.SingleRoom), // removed: the nation has no such entry
            Province.Remove("A-0"), Province.Remove("A-2"))).Ok(); // nobody knows them

        var first = await DifferencesAsync("A1", null);
        Assert.Equal("""{"added":1,"removed":1,"changed":1,"unchanged":2}""", first["counts"]!.ToJsonString());
        var (items, pages) = (new List<string>(), 0);
        for (string? after = null; pages == 0 || after is not null; pages++)
        {
            var page = await DifferencesAsync("A1", after);
            items.AddRange(page["items"]!.AsArray().Select(i => $"{i!["itemCode"]} {i["kind"]} {i["replacedOwner"]}"));
            after = page["next"]?.GetValue<string>();
        }
        Assert.Equal(3, pages);
        Assert.Equal([$"{Items.SingleRoom} removed 460000", $"{Items.ContrastCt} changed 460000", "A-1 added "], items);
        var changed = (await DifferencesAsync("A1", Items.SingleRoom))["items"]![0]!["fields"]!.AsArray();
        Assert.Contains(changed, f => f!["field"]!.GetValue<string>() == "firstSelfPaidRatio" && f["after"]!.GetValue<string>() == "0.5");
    }

    [Fact]
    public async Task The_effect_on_a_settled_bill_is_what_it_comes_to_once_the_version_is_published_and_the_bill_itself_stays()
    {
        var today = $"{Province.Today:O}";
        (await BillAsync("B", today)).Ok();
        var before = (await Visit("B").SettleAsync("B-T1", today)).Ok();
        var name = (await province.EntryAsync(Items.ContrastCt, Province.Today, e => e is not null))!["name"]!.GetValue<string>();
        Assert.Equal("100.00", before.Amount("firstSelfPaid")); // 1 000 × 10 %, the ratio of Hainan

        (await province.UploadAsync("B1", Province.Today, Province.Set(Items.ContrastCt, 0.3m, name))).Ok();
        var effect = (await api.GetAsync($"{province.Path}/B1/effect?settlements=10000", province.Reviewer)).Ok().Json;
        var own = effect["mostAffected"]!.AsArray().Single(s => s!["endedOn"]!.GetValue<string>() == today)!;
        Assert.Equal((1, "-200.00"), (own["changedLines"]!.GetValue<int>(), own["inScope"]!.ToJsonString())); // 1 000 × (10 % - 30 %)
        Assert.Equal(0m, Yuan(own["fundTotal"]) + Yuan(own["personal"]));
        Assert.True(Yuan(own["personal"]) > 0);
        Assert.DoesNotContain("DEMO01", effect.ToJsonString(), StringComparison.Ordinal);

        (await province.PublishAsync("B1")).Ok();
        await province.EntryAsync(Items.ContrastCt, Province.Today, e => e?["catalogVersion"]?.GetValue<string>() == "B1");
        Assert.Equal(before.Text, (await Visit("B").ReadAsync("B-T1")).Ok().Text);
        await SoundAsync();
        (await Visit("B").ReverseAsync("B-R1", "B-T1")).Ok();
        var after = (await Visit("B").SettleAsync("B-T2", today)).Ok();

        Assert.Equal("300.00", after.Amount("firstSelfPaid")); // 1 000 × 30 %
        Assert.Equal(Yuan(own["fundTotal"]), decimal.Parse(after.Amount("fundTotal")) - decimal.Parse(before.Amount("fundTotal")));
        Assert.Equal(Yuan(own["personal"]), decimal.Parse(after.Amount("personal")) - decimal.Parse(before.Amount("personal")));
        await SoundAsync();
    }

    [Fact]
    public async Task A_bill_that_could_not_be_settled_without_an_entry_is_counted_and_its_amounts_are_not()
    {
        (await BillAsync("C", "2026-11-02")).Ok();
        (await Visit("C").SettleAsync("C-T1", "2026-11-02")).Ok();
        (await province.UploadAsync("C1", Soon, Province.Remove(Items.ContrastCt))).Ok();

        var effect = (await api.GetAsync($"{province.Path}/C1/effect", province.Reviewer)).Ok().Json;

        Assert.True(effect["wouldBeRefused"]!.GetValue<int>() >= 1);
        Assert.Equal("0.00", effect["personal"]!.ToJsonString());
    }

    [Theory]
    [InlineData("effect?settlements=0", "/settlements")]
    [InlineData("effect?settlements=10001", "/settlements")]
    [InlineData("differences?limit=0", "/limit")]
    [InlineData("differences?limit=501", "/limit")]
    public async Task A_limit_that_is_none_is_refused(string query, string pointer) =>
        Assert.Equal(pointer, (await api.GetAsync($"{province.Path}/X/{query}", province.Reviewer)).IsProblem(400, "invalid-request").Json["pointer"]!.GetValue<string>());

    private Visit Visit(string no) => new(api, Settlements.Visit.Haikou, "110000", "DEMO01", $"CATALOG-{no}");

    /// <summary>A stay of one day: 10 000 yuan of class A, 1 000 of class B, each of ten below the price limit.</summary>
    private async Task<Answer> BillAsync(string no, string day)
    {
        (await Visit(no).RegisterAsync(startedOn: day)).Ok();
        return await Visit(no).LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, serviceDate = day, quantity = 1, unitPrice = 10_000m, amount = 10_000m },
            new { lineNo = "2", itemCode = Items.ContrastCt, serviceDate = day, quantity = 10, unitPrice = 100m, amount = 1_000m });
    }

    private async Task<JsonNode> DifferencesAsync(string version, string? after) => (await api.GetAsync(
        $"{province.Path}/{version}/differences?limit=1{(after is null ? "" : $"&after={after}")}", province.Reviewer)).Ok().Json;

    /// <summary>Every settlement computes again to what is stored.</summary>
    private async Task SoundAsync() => Assert.Empty((await Verified.OfAsync(api.ConnectionString, [])).Findings);

    private static decimal Yuan(JsonNode? amount) => decimal.Parse(amount!.ToJsonString(), CultureInfo.InvariantCulture);
}
