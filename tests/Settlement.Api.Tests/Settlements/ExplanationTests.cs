using System.Text.Json.Nodes;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

/// <summary>What an answer says of how it came about: the working, the fee categories, and why the funds pay no more.</summary>
public sealed class ExplanationTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact, Rule("R1.14.1"), Rule("R1.14.2")]
    public async Task In_both_trees_of_the_working_every_step_is_the_sum_of_its_parts()
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO03", "DEMO03-T1");

        var settled = (await visit.SettleAsync("DEMO03-T1", "2026-09-09", usePersonalAccount: true)).Ok();

        foreach (var tree in new[] { "scope", "payers" })
        {
            var root = settled.Json["working"]![tree]!;
            Assert.Equal(52_220m, Yuan(root, "amount"));
            var steps = Steps(root).ToList();
            Assert.All(steps, step => Assert.True(
                step["parts"]!.AsArray() is { Count: 0 } || step["parts"]!.AsArray().Sum(p => Yuan(p!, "amount")) == Yuan(step, "amount"), step.ToJsonString()));
            Assert.All(steps, step => Assert.All(new[] { "ruleId", "title", "explanation", "formula" }, name => Assert.False(string.IsNullOrEmpty(step[name]?.ToString()))));
        }
        JsonNode Step(string tree, string rule) => Steps(settled.Json["working"]![tree]!).First(s => s["rule"]!.GetValue<string>() == rule);
        Assert.Equal("44200.00 × 85%", Step("payers", "band")["formula"]!.ToString());
        Assert.Equal("360100-employee-2023", Step("payers", "band")["version"]!.ToString());
        Assert.Equal("min(4000.00, 12430.00)", Step("payers", "personalAccount")["formula"]!.ToString()); // 5 000 + 800 + 6 630
        Assert.Equal("Σ 2", Step("scope", "overLimit")["formula"]!.ToString()); // two lines, which are answered for themselves
        Assert.DoesNotContain(Steps(settled.Json["working"]!["scope"]!), s => s["rule"]!.GetValue<string>() == "feeLine");
    }

    [Fact, Rule("R1.14.1")]
    public async Task Fee_categories_add_up_to_the_amounts_and_read_the_same_later()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", "DEMO01-T1");

        var settled = (await visit.SettleAsync("DEMO01-T1", "2026-09-17")).Ok();

        var categories = settled.Json["feeCategories"]!.AsArray();
        foreach (var part in new[] { "total", "fullSelfPay", "overLimit", "firstSelfPaid", "inScope" })
            Assert.Equal(Yuan(settled.Json["amounts"]!, part), categories.Sum(c => Yuan(c!, part)));
        Assert.Equal(["01", "02", "03", "06", "07", "09", "11"], categories.Select(c => c!["feeCategory"]!.GetValue<string>()));
        Assert.Equal(settled.Text, (await visit.ReadAsync("DEMO01-T1")).Ok().Text);
    }

    [Fact]
    public async Task A_preview_and_the_settlement_say_why_the_funds_pay_no_more()
    {
        var visit = new Visit(api, "H31010199002", "360100", "DEMO04", "DEMO04-T1");
        Assert.Null((await visit.PreviewAsync("2026-10-20")).Ok().Json["whyNotMore"]);

        var preview = (await visit.PreviewAsync("2026-10-20", explain: true)).Ok();
        (await visit.SettleAsync("DEMO04-T1", "2026-10-20")).Ok();
        var later = (await api.GetAsync($"{visit.Path}/settlements/DEMO04-T1/why-not-more", visit.Token)).Ok();

        Assert.Equal(preview.Json["whyNotMore"]!.ToJsonString(), later.Json["whyNotMore"]!.ToJsonString());
        Assert.Equal("33320.00", later.Json["fundTotal"]!.ToJsonString());
        var filing = later.Json["whyNotMore"]!.AsArray().Single(w => w!["reason"]!.GetValue<string>() == "filing")!;
        Assert.Equal("41820.00", filing["fundTotal"]!.ToJsonString()); // (50 000 - 800) × 85%, no 20% up front
        Assert.Equal("8500.00", filing["difference"]!.ToJsonString());
        Assert.False(string.IsNullOrEmpty(filing["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Why_the_funds_pay_no_more_is_computed_on_the_account_as_it_was()
    {
        var first = await new Visit(api, "H31010199002", "110000", "DEMO15", "X1").ReadyAsync(1_000m, "outpatient", "2026-10-08");
        (await first.SettleAsync("X1-T", "2026-10-08")).Ok();
        var before = (await api.GetAsync($"{first.Path}/settlements/X1-T/why-not-more", first.Token)).Ok();
        var second = await new Visit(api, "H31010199002", "110000", "DEMO15", "X2").ReadyAsync(5_000m, "outpatient", "2026-10-09");
        (await second.SettleAsync("X2-T", "2026-10-09")).Ok();

        Assert.Equal(before.Text, (await api.GetAsync($"{first.Path}/settlements/X1-T/why-not-more", first.Token)).Ok().Text);
        (await second.ReverseAsync("X2-R", "X2-T")).Ok();
        (await api.GetAsync($"{second.Path}/settlements/X2-R/why-not-more", second.Token)).IsProblem(404, "not-found"); // a reversal
        (await api.GetAsync($"{second.Path}/settlements/NO-SUCH/why-not-more", second.Token)).IsProblem(404, "not-found");
    }

    private static IEnumerable<JsonNode> Steps(JsonNode step) =>
        step["parts"]!.AsArray().SelectMany(part => Steps(part!)).Prepend(step);

    private static decimal Yuan(JsonNode node, string name) => node[name]!.GetValue<decimal>();
}
