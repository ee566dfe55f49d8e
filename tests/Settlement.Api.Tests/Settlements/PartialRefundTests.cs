using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

/// <summary>A partial refund is a reversal and a settlement of what remains, in one call.</summary>
[Rule("R1.14.8")]
public sealed class PartialRefundTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task What_remains_after_a_refund_is_settled_as_if_nothing_else_had_been()
    {
        var visit = await SettledAsync("DEMO02", "P1");
        var smaller = await new Visit(api, Visit.Haikou, "110000", "DEMO02", "P1x").ReadyAsync(12_000m);

        var answer = (await RefundAsync(visit, "P1-T2", "P1-R", quantity: -2)).Ok();

        // 20,000 = 5 × 4,000; two of five are given back: 20,000 - 8,000 = 12,000.
        Assert.Equal("-20000.00", answer.Json["reversal"]!["amounts"]!["total"]!.ToJsonString());
        Assert.Equal("12000.00", answer.Json["settlement"]!["amounts"]!["total"]!.ToJsonString());
        (await visit.ReverseAsync("P1-R2", "P1-T2")).Ok();
        var alone = (await smaller.SettleAsync("P1x-T")).Ok();
        Assert.Equal(alone.Json["amounts"]!.ToJsonString(), answer.Json["settlement"]!["amounts"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refund_sent_again_gives_the_first_answer_and_does_nothing()
    {
        var visit = await SettledAsync("DEMO01", "P2");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefundAsync(visit, "P2-T2", "P2-R")));

        Assert.All(answers, answer => answer.Ok());
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Equal(1, answers.Count(a => !a.IsReplay));
        Assert.Equal(3L, await api.Database.ScalarAsync("SELECT count(*) FROM settlement WHERE transaction_no LIKE 'P2-%'"));
        (await RefundAsync(visit, "P2-T2", "P2-R", quantity: -3)).IsProblem(409, "number-reused");
        (await RefundAsync(visit, "P2-T2", "P2-R9")).IsProblem(409, "already-reversed");
        (await RefundAsync(visit, "P2-T9", "P2-R")).IsProblem(409, "number-reused");
    }

    [Fact]
    public async Task A_refund_that_cannot_be_settled_leaves_the_settlement_as_it_was()
    {
        var visit = await SettledAsync("DEMO05", "P3", "360100", Visit.Shanghai);
        var before = (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.ToJsonString();

        var refused = (await RefundAsync(visit, "P3-T2", "P3-R", quantity: -6)).IsProblem(422, "fee-lines-refused");
        Assert.Equal("refund-exceeds-charge", refused.Json["lines"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("/lines/0", refused.Json["lines"]![0]!["pointer"]!.GetValue<string>());
        (await RefundAsync(visit, "P3-T2", "P3-R", quantity: -5)).IsProblem(422, "nothing-left");
        (await RefundAsync(visit, "P3-T2", "P3-R", lineNo: "1", refunds: "2")).IsProblem(409, "number-reused");
        (await RefundAsync(visit, "P3-T2", "P3-R", refunds: "NO-SUCH")).IsProblem(422, "fee-lines-refused");
        (await RefundAsync(visit, "P3-T2", "P3-T2")).IsProblem(400, "invalid-request");

        Assert.Null((await visit.ReadAsync("P3-T")).Ok().Json["reversedBy"]);
        (await visit.ReadAsync("P3-R")).IsProblem(404, "not-found");
        Assert.Equal(before, (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refund_sent_again_after_what_remained_was_reversed_says_so()
    {
        var visit = await SettledAsync("DEMO04", "P4", "360100", Visit.Shanghai);
        var first = (await RefundAsync(visit, "P4-T2", "P4-R")).Ok();
        Assert.Equal("P4-R", (await visit.SettleAsync("P4-T")).Ok().UndoneBy); // the settlement that was refunded
        Assert.Null((await RefundAsync(visit, "P4-T2", "P4-R")).Ok().UndoneBy);
        var reversal = (await visit.ReverseAsync("P4-R2", "P4-T2")).Ok();

        var again = (await RefundAsync(visit, "P4-T2", "P4-R")).Ok();

        Assert.True(again.IsReplay);
        Assert.Equal("P4-R2", again.UndoneBy);
        Assert.Equal(reversal.Json["settlementId"]!.ToJsonString(), again.Json["settlement"]!["reversedBy"]!.ToJsonString());
        Assert.Null(again.Json["reversal"]!["reversedBy"]);
        Assert.Equal(first.Json["settlement"]!["amounts"]!.ToJsonString(), again.Json["settlement"]!["amounts"]!.ToJsonString());
    }

    /// <summary>Five pieces of 4,000 yuan, all in scope.</summary>
    private async Task<Visit> SettledAsync(string person, string no, string region = "110000", string facility = Visit.Haikou)
    {
        var visit = new Visit(api, facility, region, person, no);
        (await visit.RegisterAsync(isEmergency: true)).Ok();
        (await visit.LinesAsync(new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 5, unitPrice = 4_000m, amount = 20_000m })).Ok();
        (await visit.SettleAsync($"{no}-T")).Ok();
        return visit;
    }

    private static Task<Answer> RefundAsync(
        Visit visit, string transactionNo, string reversalNo, int quantity = -2, string lineNo = "R1", string refunds = "1") =>
        visit.Api.PutAsync($"{visit.Path}/refunds/{transactionNo}", visit.Token, new
        {
            settlementTransactionNo = $"{visit.No}-T",
            reversalTransactionNo = reversalNo,
            reason = "退费",
            lines = new[]
            {
                new { lineNo, itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity, unitPrice = 4_000m, amount = 4_000m * quantity, refundsLineNo = refunds },
            },
        });
}
