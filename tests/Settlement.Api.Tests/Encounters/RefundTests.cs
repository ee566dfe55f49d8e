using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Encounters;

/// <summary>退费明细 from upload to settlement, in one batch or in several.</summary>
[Rule("R1.14.8")]
public sealed class RefundTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    /// <summary>Three days in a room of three beds at 110 yuan, where a tertiary hospital of Hainan has a limit of 60.</summary>
    private static object Bed(decimal quantity = 3, string approval = "none") => new
    {
        lineNo = "1",
        itemCode = Items.Bed,
        serviceDate = "2026-09-20",
        quantity,
        unitPrice = 110,
        amount = 110 * quantity,
        approval,
    };

    private static object Refund(string lineNo, decimal quantity, string refundsLineNo = "1", decimal unitPrice = 110, string itemCode = Items.Bed) => new
    {
        lineNo,
        itemCode,
        serviceDate = "2026-09-22",
        quantity,
        unitPrice,
        amount = unitPrice * quantity,
        refundsLineNo,
    };

    [Fact]
    public async Task A_refund_of_a_charge_that_was_uploaded_before_takes_back_its_split()
    {
        var visit = await RegisteredAsync("RF-1");
        (await visit.LinesAsync(Bed())).Ok();

        var refund = (await visit.LinesAsync(Refund("2", -2))).Ok().Json["lines"]!.AsArray();

        Assert.Equal(["2"], refund.Select(line => line!["lineNo"]!.GetValue<string>()));
        Assert.Equal("1", refund[0]!["refundsLineNo"]!.GetValue<string>());
        Assert.Equal(("-220.00", "0.00", "-100.00", "0.00", "-120.00"), Parts(refund[0]!)); // over (110 - 60) × 2
    }

    [Fact]
    public async Task A_charge_that_rounds_is_given_back_whole_in_steps_and_the_last_amount_is_named()
    {
        // 4 × 12.345 = 49.38; after twice 12.35 there is 49.38 - 24.70 = 24.68 left for the last two, though 2 × 12.345 = 24.69.
        var visit = await RegisteredAsync("RF-DOSE");
        (await visit.LinesAsync(Dose("1", 4, 49.38m, null), Dose("2", -1, -12.35m, "1"), Dose("3", -1, -12.35m, "1"))).Ok();

        var refused = (await visit.LinesAsync(Dose("4", -2, -24.69m, "1"))).IsProblem(422, "fee-lines-refused").Json["lines"]![0]!;
        Assert.Equal(("amount-mismatch", "-24.68"), (refused["code"]!.GetValue<string>(), refused["expected"]!.GetValue<string>()));
        (await visit.LinesAsync(Dose("4", -2, -24.68m, "1"))).Ok();

        Assert.Equal("0.00", Assert.Single((await LinesOfAsync(visit)).Json["feeCategories"]!.AsArray())!["total"]!.ToJsonString());

        static object Dose(string lineNo, int quantity, decimal amount, string? refundsLineNo) => new
        {
            lineNo,
            itemCode = Items.Bed,
            serviceDate = "2026-09-20",
            quantity,
            unitPrice = 12.345m,
            amount,
            refundsLineNo,
        };
    }

    [Fact]
    public async Task The_totals_of_a_fee_category_are_those_of_what_remains()
    {
        var visit = await RegisteredAsync("RF-2");
        (await visit.LinesAsync(
            Bed(), Refund("2", -1),
            new { lineNo = "3", itemCode = Items.SingleRoom, serviceDate = "2026-09-20", quantity = 1, unitPrice = 600, amount = 600 },
            new { lineNo = "4", itemCode = Items.ContrastCt, serviceDate = "2026-09-21", quantity = 1, unitPrice = 320, amount = 320 })).Ok();

        var categories = (await LinesOfAsync(visit)).Json["feeCategories"]!.AsArray();

        // 01: two days at 110, of which 2 × 50 over the limit, and 600 of class C. 03: limit 260, first self-paid 260 × 10%.
        Assert.Equal(["01", "03"], categories.Select(c => c!["feeCategory"]!.GetValue<string>()));
        Assert.Equal(("820.00", "600.00", "100.00", "0.00", "120.00"), Parts(categories[0]!, "total"));
        Assert.Equal(("320.00", "0.00", "60.00", "26.00", "234.00"), Parts(categories[1]!, "total"));
    }

    [Fact]
    public async Task Refunds_over_several_batches_may_not_exceed_the_charge()
    {
        var visit = await RegisteredAsync("RF-3");
        (await visit.LinesAsync(Bed())).Ok();
        (await visit.LinesAsync(Refund("2", -2))).Ok();

        var refused = (await visit.LinesAsync(Refund("3", -2))).IsProblem(422, "fee-lines-refused");

        Assert.Equal([("3", "/lines/0", "refund-exceeds-charge")], Faults(refused));
        Assert.Equal(["1", "2"], await StoredAsync(visit));
        (await visit.LinesAsync(Refund("3", -1))).Ok();
    }

    [Fact]
    public async Task Refunds_that_arrive_at_once_do_not_exceed_the_charge_either()
    {
        var visit = await RegisteredAsync("RF-4");
        (await visit.LinesAsync(Bed())).Ok();

        await using var holder = await api.Database.OpenConnectionAsync();
        await using var holding = await holder.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table fee_line in share mode", holder); // reads go on, writes wait
        await hold.ExecuteNonQueryAsync();
        var uploads = Enumerable.Range(2, 8).Select(no => visit.LinesAsync(Refund($"{no}", -1))).ToList();
        while (await api.Database.ScalarAsync(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") is not 8L)
            await Task.Delay(20);
        await holding.RollbackAsync();
        var answers = await Task.WhenAll(uploads);

        Assert.Equal(3, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.IsProblem(422, "fee-lines-refused"));
        Assert.Equal(4, (await StoredAsync(visit)).Count);
    }

    [Fact]
    public async Task A_refund_without_its_charge_is_refused()
    {
        var visit = await RegisteredAsync("RF-5");
        (await visit.LinesAsync(Bed())).Ok();

        Assert.Equal(
            [("2", "/lines/0", "refund-without-charge"), ("3", "/lines/1", "refund-without-charge"), ("4", "/lines/2", "refund-without-charge")],
            Faults((await visit.LinesAsync(
                Refund("2", -1, refundsLineNo: "9"), Refund("3", -1, unitPrice: 100), Refund("4", -1, itemCode: Items.SingleRoom))).IsProblem(422, "fee-lines-refused")));
        Assert.Equal(["1"], await StoredAsync(visit));
    }

    [Fact]
    public async Task A_charge_cannot_be_replaced_by_one_that_its_refunds_do_not_fit()
    {
        var visit = await RegisteredAsync("RF-6");
        (await visit.LinesAsync(Bed(), Refund("2", -2))).Ok();

        var refused = (await visit.LinesAsync(Bed(quantity: 1))).IsProblem(422, "fee-lines-refused");

        Assert.Equal([("2", null, "refund-exceeds-charge")], Faults(refused)); // stored, so no place in the body
        (await visit.LinesAsync(Bed(quantity: 1), Refund("2", -0.5m))).Ok(); // both together
    }

    [Fact]
    public async Task A_charge_that_is_refunded_cannot_become_a_refund()
    {
        var visit = await RegisteredAsync("RF-7");
        (await visit.LinesAsync(Bed(), Refund("2", -1))).Ok();
        (await visit.LinesAsync(new { lineNo = "9", itemCode = Items.Bed, serviceDate = "2026-09-20", quantity = 3, unitPrice = 110, amount = 330 })).Ok();

        var refused = (await visit.LinesAsync(Refund("1", -1, refundsLineNo: "9"))).IsProblem(422, "fee-lines-refused");

        Assert.Equal([("2", null, "refund-without-charge")], Faults(refused));
    }

    [Fact]
    public async Task A_settlement_pays_what_remains_and_keeps_every_line()
    {
        var visit = await RegisteredAsync("RF-8");
        (await visit.LinesAsync(Bed(), Refund("2", -2))).Ok();
        (await visit.ChargeAsync(10_000, lineNo: "3")).Ok();

        var settled = (await visit.SettleAsync("RF-8-T")).Ok();
        var lines = (await api.GetAsync($"{visit.Path}/settlements/RF-8-T/lines", visit.Token)).Ok().Json["lines"]!.AsArray();

        Assert.Equal(("10110.00", "50.00", "10060.00"), (settled.Amount("total"), settled.Amount("overLimit"), settled.Amount("inScope"))); // 330 - 220 + 10 000
        Assert.Equal([("1", null, "330.00"), ("2", "1", "-220.00"), ("3", null, "10000.00")],
            lines.Select(line => (line!["lineNo"]!.GetValue<string>(), line["refundsLineNo"]?.GetValue<string>(), line["amount"]!.ToJsonString())));
    }

    [Fact]
    public async Task An_upload_is_a_retry_only_with_every_field_the_same()
    {
        var visit = await RegisteredAsync("RF-9");
        (await visit.LinesAsync(Bed(), Refund("2", -2))).Ok();
        (await visit.SettleAsync("RF-9-T")).Ok();

        Assert.True((await visit.LinesAsync(Bed(), Refund("2", -2))).Ok().IsReplay);
        (await visit.LinesAsync(Bed(approval: "approved"), Refund("2", -2))).IsProblem(409, "encounter-settled");
        (await visit.LinesAsync(Bed(), Refund("2", -1))).IsProblem(409, "encounter-settled");
    }

    private async Task<Visit> RegisteredAsync(string no)
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", no);
        (await visit.RegisterAsync()).Ok();
        return visit;
    }

    private async Task<Answer> LinesOfAsync(Visit visit) => (await api.GetAsync($"{visit.Path}/encounters/{visit.No}/lines", visit.Token)).Ok();

    private async Task<List<string>> StoredAsync(Visit visit) =>
        [.. (await LinesOfAsync(visit)).Json["lines"]!.AsArray().Select(line => line!["lineNo"]!.GetValue<string>())];

    private static IEnumerable<(string, string?, string)> Faults(Answer refused) => refused.Json["lines"]!.AsArray()
        .Select(line => (line!["lineNo"]!.GetValue<string>(), line["pointer"]?.GetValue<string>(), line["code"]!.GetValue<string>()));

    private static (string, string, string, string, string) Parts(JsonNode line, string total = "amount")
    {
        string Of(string name) => line[name]!.ToJsonString();
        return (Of(total), Of("fullSelfPay"), Of("overLimit"), Of("firstSelfPaid"), Of("inScope"));
    }
}
