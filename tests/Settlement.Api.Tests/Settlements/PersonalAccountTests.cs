using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

/// <summary>个人账户: pays the personal share only where the person wants it to, never below zero, and gets it back with a reversal.</summary>
[Rule("R2.8")]
public sealed class PersonalAccountTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task The_account_pays_before_cash_and_a_preview_says_the_same() // DEMO03 has 4 000.00
    {
        var first = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "A1").ReadyAsync(10_000m);
        var preview = (await first.PreviewAsync(usePersonalAccount: true)).Ok();

        var settled = (await first.SettleAsync("A1-T", usePersonalAccount: true)).Ok();

        // 1 000 up front + 800 deductible + 15% of 8 200 = 3 030, all of which the account may pay
        Assert.Equal(("3030.00", "3030.00", "0.00"), (settled.Amount("personal"), settled.Amount("personalAccount"), settled.Amount("cash")));
        Assert.Equal("""{"balanceBefore":4000.00,"paid":3030.00,"balanceAfter":970.00}""", settled.Json["personalAccount"]!.ToJsonString());
        foreach (var part in new[] { "amounts", "personalAccount", "working", "feeCategories" })
            Assert.Equal(preview.Json[part]!.ToJsonString(), settled.Json[part]!.ToJsonString());

        var second = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "A2").ReadyAsync(10_000m);
        var rest = (await second.SettleAsync("A2-T", usePersonalAccount: true)).Ok();

        Assert.Equal(("970.00", "2060.00"), (rest.Amount("personalAccount"), rest.Amount("cash"))); // what was left; 3 030 - 970
        Assert.Equal("0.00", await BalanceAsync(first));
        Assert.Equal(rest.Text, (await second.SettleAsync("A2-T", usePersonalAccount: true)).Ok().Text);
        (await second.SettleAsync("A2-T")).IsProblem(409, "number-reused"); // without the account it is another request
    }

    [Fact]
    public async Task The_account_is_left_alone_unless_it_is_asked_for() // DEMO02 has 2 600.50
    {
        var visit = await new Visit(api, Visit.Haikou, "110000", "DEMO02", "A3").ReadyAsync(10_000m);

        var settled = (await visit.SettleAsync("A3-T")).Ok();

        Assert.Null(settled.Json["personalAccount"]);
        Assert.Equal(("0.00", settled.Amount("personal")), (settled.Amount("personalAccount"), settled.Amount("cash")));
        Assert.Equal("2600.50", await BalanceAsync(visit));
    }

    [Fact]
    public async Task A_reversal_gives_back_what_the_account_paid() // DEMO10 has 5 000.00
    {
        var visit = await new Visit(api, "H44010699002", "430100", "DEMO10", "A4").ReadyAsync(5_000m);
        var settled = (await visit.SettleAsync("A4-T", usePersonalAccount: true)).Ok();
        Assert.NotEqual("0.00", settled.Amount("personalAccount"));

        var reversed = (await visit.ReverseAsync("A4-R", "A4-T")).Ok();

        Assert.Equal($"-{settled.Amount("personalAccount")}", reversed.Amount("personalAccount"));
        Assert.Equal("5000.00", reversed.Json["personalAccount"]!["balanceAfter"]!.ToJsonString());
        Assert.Equal("5000.00", await BalanceAsync(visit));
    }

    [Fact]
    public async Task Whoever_has_no_account_pays_in_cash()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", "A5").ReadyAsync(5_000m, isEmergency: true);

        var settled = (await visit.SettleAsync("A5-T", usePersonalAccount: true)).Ok();

        Assert.Equal("""{"balanceBefore":0.00,"paid":0.00,"balanceAfter":0.00}""", settled.Json["personalAccount"]!.ToJsonString());
        Assert.Null((await visit.PersonAsync()).Json["personalAccount"]); // and no row was made for it
        Assert.Equal(0L, await api.Database.ScalarAsync("SELECT count(*) FROM personal_account JOIN person USING (person_id) WHERE person_no = 'DEMO05'"));
    }

    [Fact]
    public async Task Sixteen_bills_at_once_never_take_more_than_there_is() // DEMO15 has 1 200.00
    {
        // Of two years, so that it is not the benefit account that makes them take turns.
        static string Day(int i) => i % 2 == 0 ? "2025-10-20" : "2026-10-20";
        var visits = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            new Visit(api, "H31010199002", "110000", "DEMO15", $"A6-{i}").ReadyAsync(200m, "outpatient", Day(i))));

        var answers = await Task.WhenAll(visits.Select((v, i) => v.SettleAsync($"{v.No}-T", Day(i), usePersonalAccount: true)));

        // Each year 8 × 200 = 1 600; 1 300 deductible; 300 × 90% = 270 from the fund; 2 × 1 330 left, 1 200 of it from the account
        decimal Sum(string name) => answers.Sum(a => a.Ok().Json["amounts"]![name]!.GetValue<decimal>());
        Assert.Equal((540m, 2_660m, 1_200m, 1_460m), (Sum("pooledFund"), Sum("personal"), Sum("personalAccount"), Sum("cash")));
        Assert.All(answers, a => Assert.True(a.Json["personalAccount"]!["balanceAfter"]!.GetValue<decimal>() >= 0));
        Assert.Equal("0.00", await BalanceAsync(visits[0]));
    }

    [Fact]
    public async Task The_database_itself_refuses_an_account_below_zero() => Assert.Equal("personal_account_covered",
        (await Assert.ThrowsAsync<PostgresException>(() => api.Database.ExecuteAsync("UPDATE personal_account SET spent_fen = credited_fen + 1"))).ConstraintName);

    [Fact]
    public async Task A_credit_counts_once_however_often_it_is_sent()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreditAsync("DEMO04", "C1", 280.50m)));

        Assert.Single(answers.Select(a => a.Ok().Text).Distinct());
        Assert.Single(answers, a => !a.IsReplay);
        (await CreditAsync("DEMO04", "C1", 280.51m)).IsProblem(409, "number-reused");
        (await CreditAsync("DEMO04", "C2", 19.50m)).Ok();
        Assert.Equal("""{"credited":300.00,"spent":0.00,"balance":300.00}""",
            (await api.GetAsync("v1/regions/360100/persons/DEMO04", api.Token(Role.Clerk, "360100"))).Ok().Json["personalAccount"]!.ToJsonString());
    }

    [Fact]
    public async Task A_credit_needs_a_person_and_an_amount()
    {
        (await CreditAsync("NOBODY", "C1", 1m)).IsProblem(404, "person-not-found");
        Assert.Equal("/amount", (await CreditAsync("DEMO04", "C3", 0m)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
        Assert.Equal("/amount", (await CreditAsync("DEMO04", "C3", 0.001m)).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
        (await CreditAsync("DEMO04", "not a number", 1m)).IsProblem(400, "invalid-request");
    }

    private Task<Answer> CreditAsync(string personNo, string creditNo, decimal amount) => api.PutAsync(
        $"v1/regions/360100/persons/{personNo}/personal-account/credits/{creditNo}", api.Token(Role.Clerk, "360100"), new { amount });

    private static async Task<string> BalanceAsync(Visit visit) =>
        (await visit.PersonAsync()).Ok().Json["personalAccount"]!["balance"]!.ToJsonString();
}
