using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

[Rule("R1.14.7")]
public sealed class ReversalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_settlement_is_reversed_only_once()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "V1").ReadyAsync(5_000m);
        (await visit.SettleAsync("V1-T")).Ok();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => visit.ReverseAsync($"V1-R{i}", "V1-T")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "already-reversed"));
    }

    [Fact]
    public async Task After_a_reversal_the_encounter_can_be_corrected_and_settled_again()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "V2").ReadyAsync(5_000m);
        (await visit.SettleAsync("V2-T1")).Ok();
        (await visit.ChargeAsync(6_000m)).IsProblem(409, "encounter-settled");
        Assert.True((await visit.ChargeAsync(5_000m)).Ok().IsReplay); // the same lines again are a retry
        (await visit.ReverseAsync("V2-R", "V2-T1")).Ok();

        (await visit.ChargeAsync(6_000m)).Ok();
        var again = (await visit.SettleAsync("V2-T2")).Ok();

        Assert.Equal("3400.00", again.Amount("pooledFund")); // (6 000 - 1 200 up front - 800) × 85%
        Assert.Equal("5000.00", (await visit.ReadAsync("V2-T1")).Ok().Amount("total")); // the first record stays as it was
    }

    [Fact, Rule("R1.14.9")]
    public async Task A_settlement_on_which_a_later_one_counted_is_reversed_after_it()
    {
        var first = await new Visit(api, "H31010199002", "110000", "DEMO15", "V3a").ReadyAsync(2_000m, "outpatient", "2026-10-08");
        var second = await new Visit(api, "H31010199002", "110000", "DEMO15", "V3b").ReadyAsync(1_000m, "outpatient", "2026-10-09");
        (await first.SettleAsync("V3a-T", "2026-10-08")).Ok();
        (await second.SettleAsync("V3b-T", "2026-10-09")).Ok();

        var refused = (await first.ReverseAsync("V3a-R", "V3a-T")).IsProblem(422, "reversal-out-of-order");
        Assert.Contains("V3b-T", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        (await second.ReverseAsync("V3b-R", "V3b-T")).Ok();
        (await first.ReverseAsync("V3a-R", "V3a-T")).Ok();
    }

    [Fact]
    public async Task A_reversal_cannot_be_reversed_and_an_unknown_number_is_not_found()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", "V4").ReadyAsync(5_000m, isEmergency: true);
        (await visit.SettleAsync("V4-T")).Ok();
        (await visit.ReverseAsync("V4-R", "V4-T")).Ok();

        (await visit.ReverseAsync("V4-R2", "V4-R")).IsProblem(422, "not-reversible");
        (await visit.ReverseAsync("V4-R3", "NO-SUCH")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_settlement_made_under_an_earlier_scheme_is_reversed_in_that_account()
    {
        var visit = await new Visit(api, "H44010699002", "430100", "DEMO10", "V5").ReadyAsync(5_000m);
        (await visit.SettleAsync("V5-T")).Ok();
        var before = (await visit.PersonAsync()).Json["benefitAccounts"]!.AsArray().Count;
        await api.Database.ExecuteAsync("UPDATE person SET scheme = 'Resident', category = 'AdultResident' WHERE person_no = 'DEMO10'");

        (await visit.ReverseAsync("V5-R", "V5-T")).Ok();

        var accounts = (await visit.PersonAsync()).Json["benefitAccounts"]!.AsArray();
        Assert.Equal(before, accounts.Count); // none was opened in the new scheme
        Assert.Equal(1, accounts.Single()!["encounters"]!["inpatient"]!.GetValue<int>()); // the first stay of the year remains
    }

    [Fact]
    public async Task A_settlement_that_is_reversed_already_says_so_even_after_a_new_one()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "V6").ReadyAsync(5_000m);
        (await visit.SettleAsync("V6-T1")).Ok();
        (await visit.ReverseAsync("V6-R1", "V6-T1")).Ok();
        (await visit.SettleAsync("V6-T2")).Ok();

        (await visit.ReverseAsync("V6-R2", "V6-T1")).IsProblem(409, "already-reversed");
    }

    [Fact]
    public async Task A_facility_does_not_learn_the_numbers_of_another()
    {
        var first = await new Visit(api, Visit.Haikou, "110000", "DEMO02", "V7").ReadyAsync(5_000m);
        var elsewhere = await new Visit(api, "H46010699002", "110000", "DEMO02", "V7-SECRET").ReadyAsync(5_000m, startedOn: "2026-10-08");
        (await first.SettleAsync("V7-T")).Ok();
        (await elsewhere.SettleAsync("V7-SECRET", "2026-10-08")).Ok();

        var refused = (await first.ReverseAsync("V7-R", "V7-T")).IsProblem(422, "reversal-out-of-order");

        Assert.DoesNotContain("SECRET", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("H46010699002", refused.Text, StringComparison.Ordinal);
        Assert.Contains("其他机构 1 笔", refused.Text, StringComparison.Ordinal);
    }
}
