using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

/// <summary>A settlement waits for those that stand on it, and for no other; several are reversed in one call.</summary>
[Rule("R1.14.9")]
public sealed class DependentReversalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_later_visit_that_would_have_come_out_the_same_does_not_stand_in_the_way()
    {
        var stay = await new Visit(api, Visit.Haikou, "110000", "DEMO02", "D1").ReadyAsync(5_000m);
        var visit = await new Visit(api, Visit.Haikou, "110000", "DEMO02", "D1b").ReadyAsync(500m, "outpatient", "2026-10-08");
        (await stay.SettleAsync("D1-T")).Ok();
        var settled = (await visit.SettleAsync("D1b-T", "2026-10-08")).Ok();

        (await stay.ReverseAsync("D1-R", "D1-T")).Ok();

        Assert.Equal(settled.Json["amounts"]!.ToJsonString(), (await visit.ReadAsync("D1b-T")).Ok().Json["amounts"]!.ToJsonString());
        (await visit.ReverseAsync("D1b-R", "D1b-T")).Ok();
        Assert.Equal(["{} {}"], await AccountsAsync(visit));
    }

    [Fact]
    public async Task Stays_that_stand_on_each_other_are_reversed_in_one_call_the_latest_first()
    {
        // Beijing takes 1,300 of the first stay of a year and 650 of each later one, so each stands on those before.
        var stays = await SettledStaysAsync("DEMO01", "D2");
        (await stays[0].ReverseAsync("D2-RX", "D2a-T")).IsProblem(422, "reversal-out-of-order");

        var answer = (await SeveralAsync(stays[0], ("D2-R1", "D2c-T"), ("D2-R2", "D2b-T"), ("D2-R3", "D2a-T"))).Ok();

        Assert.Equal(["D2-R1", "D2-R2", "D2-R3"], answer.Json["reversals"]!.AsArray().Select(r => r!["transactionNo"]!.GetValue<string>()));
        Assert.Equal(["{} {}"], await AccountsAsync(stays[0]));
        var again = (await SeveralAsync(stays[0], ("D2-R1", "D2c-T"), ("D2-R2", "D2b-T"), ("D2-R3", "D2a-T"))).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(answer.Text, again.Text);
        Assert.Equal((await stays[0].ReverseAsync("D2-R2", "D2b-T")).Ok().Json.ToJsonString(), answer.Json["reversals"]![1]!.ToJsonString());
    }

    [Fact]
    public async Task Where_one_of_several_cannot_be_reversed_none_is()
    {
        var stays = await SettledStaysAsync("DEMO02", "D3");

        var refused = (await SeveralAsync(stays[0], ("D3-R1", "D3c-T"), ("D3-R2", "D3a-T"))).IsProblem(422, "reversal-out-of-order");

        Assert.Contains("D3b-T", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await stays[0].ReadAsync("D3-R1")).IsProblem(404, "not-found");
        Assert.Null((await stays[2].ReadAsync("D3c-T")).Ok().Json["reversedBy"]);
        (await SeveralAsync(stays[0], ("D3-R1", "D3c-T"), ("D3-R2", "D3b-T"), ("D3-R3", "D3a-T"))).Ok();
    }

    [Fact]
    public async Task Several_callers_who_reverse_the_same_settlements_at_once_reverse_them_once()
    {
        var stays = await SettledStaysAsync("DEMO05", "D4", "360100", Visit.Shanghai);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            SeveralAsync(stays[0], ("D4-R1", "D4c-T"), ("D4-R2", "D4b-T"), ("D4-R3", "D4a-T"))));

        Assert.All(answers, answer => answer.Ok());
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Equal(3L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement WHERE transaction_no LIKE 'D4-R%'"));
    }

    [Fact]
    public async Task Settlements_of_two_persons_are_not_reversed_in_one_call()
    {
        var first = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "D5a").ReadyAsync(5_000m);
        var second = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "D5b").ReadyAsync(5_000m);
        (await first.SettleAsync("D5a-T")).Ok();
        (await second.SettleAsync("D5b-T")).Ok();

        (await SeveralAsync(first, ("D5-R1", "D5a-T"), ("D5-R2", "D5b-T"))).IsProblem(422, "several-persons");
        (await SeveralAsync(first, ("D5-R1", "D5a-T"), ("D5-R2", "NO-SUCH"))).IsProblem(404, "not-found");
        (await SeveralAsync(first)).IsProblem(400, "invalid-request");
        (await first.ReadAsync("D5-R1")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_later_settlement_that_cannot_be_computed_again_stands_in_the_way()
    {
        var stay = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "D6").ReadyAsync(5_000m);
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "D6b").ReadyAsync(500m, "outpatient", "2026-10-08");
        (await stay.SettleAsync("D6-T")).Ok();
        (await visit.SettleAsync("D6b-T", "2026-10-08")).Ok();
        await api.Database.ExecuteAsync(
            "UPDATE settlement_line SET catalog_version = 'gone' WHERE settlement_id = (SELECT settlement_id FROM settlement WHERE transaction_no = 'D6b-T')");

        var refused = (await stay.ReverseAsync("D6-R", "D6-T")).IsProblem(422, "reversal-out-of-order");

        Assert.Contains("D6b-T", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await visit.ReverseAsync("D6b-R", "D6b-T")).Ok();
        (await stay.ReverseAsync("D6-R", "D6-T")).Ok();
    }

    private async Task<Visit[]> SettledStaysAsync(string person, string no, string region = "110000", string facility = Visit.Haikou)
    {
        var stays = new List<Visit>();
        foreach (var (letter, day) in new[] { ("a", "2026-09-02"), ("b", "2026-09-12"), ("c", "2026-09-22") })
        {
            var stay = await new Visit(api, facility, region, person, no + letter).ReadyAsync(5_000m, startedOn: day, isEmergency: true);
            (await stay.SettleAsync($"{no}{letter}-T", day)).Ok();
            stays.Add(stay);
        }
        return [.. stays];
    }

    private static Task<Answer> SeveralAsync(Visit visit, params (string No, string SettlementNo)[] steps) =>
        visit.Api.PostAsync($"{visit.Path}/reversals", visit.Token, new
        {
            reversals = steps.Select(s => new { transactionNo = s.No, settlementTransactionNo = s.SettlementNo }),
            reason = "录入错误",
        });

    /// <summary>Encounters and totals of the person's accounts.</summary>
    private static async Task<IEnumerable<string>> AccountsAsync(Visit visit) =>
        (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.AsArray().Select(a => $"{a!["encounters"]!.ToJsonString()} {a["amounts"]!.ToJsonString()}");
}
