using System.Globalization;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>What keeps a claim and a direct settlement from giving the same thing twice, and who may claim.</summary>
[Rule("R1.18.3")]
public sealed class PaidOnceTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);
    private readonly Claims beijing = new(api, "110000");

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_stay_is_not_claimed_after_the_stay_that_continues_it_was_settled()
    {
        var earlier = await StayAsync("A1", "2026-09-01", paidInFull: true);
        var later = await StayAsync("A2", "2026-09-10", earlier);
        (await later.SettleAsync("A2-T", "2026-09-10")).Ok(); // with a deductible of its own, since nothing was settled before
        (await OpenAsync("A1")).Ok();

        (await beijing.ComputeAsync("A1")).IsProblem(409, "encounter-continued");

        (await later.ReverseAsync("A2-R", "A2-T")).Ok();
        (await beijing.ComputeAsync("A1")).Ok();
        (await later.SettleAsync("A2-T2", "2026-09-10")).Ok();
        (await beijing.ApproveAsync("A1")).IsProblem(409, "encounter-continued");
    }

    [Fact]
    public async Task A_stay_is_neither_opened_again_nor_claimed_after_the_stay_that_continues_it_was_reimbursed()
    {
        var earlier = await StayAsync("B1", "2026-10-01", paidInFull: true);
        await StayAsync("B2", "2026-10-10", earlier, paidInFull: true);
        (await OpenAsync("B2")).Ok();
        (await beijing.ComputeAsync("B2")).Ok();
        (await beijing.ApproveAsync("B2")).Ok();

        (await api.SendAsync(HttpMethod.Delete, $"{earlier.Path}/encounters/B1/self-payment", earlier.Token, null)).IsProblem(409, "encounter-continued");
        (await OpenAsync("B1")).Ok();
        (await beijing.ComputeAsync("B1")).IsProblem(409, "encounter-continued");
    }

    [Fact]
    public async Task A_partial_refund_keeps_the_invoice_of_the_bill_that_still_stands()
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO03", "R");
        (await visit.RegisterAsync(startedOn: "2026-10-01")).Ok();
        (await visit.LinesAsync(new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-10-01", quantity = 5, unitPrice = 1_000m, amount = 5_000m })).Ok();
        (await visit.SettleAsync("R-T", "2026-10-05")).Ok();
        (await api.PutAsync($"{visit.Path}/settlements/R-T/invoices/8800000001", visit.Token, new { invoiceCode = "31010126" })).Ok();

        (await api.PutAsync($"{visit.Path}/refunds/R-T2", visit.Token, new
        {
            settlementTransactionNo = "R-T",
            reversalTransactionNo = "R-R",
            reason = "退费",
            lines = new[] { new { lineNo = "R1", itemCode = Items.ClassA, serviceDate = "2026-10-01", quantity = -2, unitPrice = 1_000m, amount = -2_000m, refundsLineNo = "1" } },
        })).Ok();

        Assert.Equal("R-T2", await api.Database.ScalarAsync(
            "SELECT s.transaction_no FROM invoice_use u JOIN settlement s ON s.person_id = u.used_for AND s.settlement_id = u.settlement_id WHERE invoice_no = '8800000001'"));
        await claims.PaidInFullAsync("R-M", 900m, "DEMO04");
        (await claims.OpenAsync("R-M", "R-M", "8800000001", "DEMO04")).IsProblem(409, "invoice-used");

        (await visit.ReverseAsync("R-R2", "R-T2")).Ok(); // with the bill its invoice goes
        (await claims.OpenAsync("R-M", "R-M", "8800000001", "DEMO04")).Ok();
    }

    [Fact]
    public async Task A_fully_digital_invoice_has_no_code_so_that_it_has_one_key_only()
    {
        const string Number = "26312000000123456789";
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", "E").ReadyAsync(900m, isEmergency: true);
        (await visit.SettleAsync("E-T")).Ok();
        var path = $"{visit.Path}/settlements/E-T/invoices/{Number}";

        (await api.PutAsync(path, visit.Token, new { invoiceCode = "31010126" })).IsProblem(400, "invalid-request");
        (await api.PutAsync(path, visit.Token, new { })).Ok();
        await claims.PaidInFullAsync("E-M", 900m, "DEMO04");
        (await claims.OpenAsync("E-M", "E-M", Number, "DEMO04")).IsProblem(400, "invalid-request"); // sends a code

        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => api.Database.ExecuteAsync($"UPDATE invoice_use SET invoice_code = '1' WHERE invoice_no = '{Number}'"));
        Assert.Equal("invoice_use_code", broken.ConstraintName);
    }

    [Fact, Rule("R1.19")]
    public async Task Whose_direct_settlement_is_suspended_pays_in_full_and_is_reimbursed()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "S").ReadyAsync(5000m);
        (await api.PutAsync("v1/regions/360100/persons/DEMO13/insured-status/S", claims.Clerk, new { status = "suspended", effectiveOn = "2026-09-01", reason = "涉嫌骗保，暂停联网结算" })).Ok();
        (await visit.SettleAsync("S-T")).IsProblem(422, "insurance-not-active");
        (await api.PutAsync($"{visit.Path}/encounters/S/self-payment", visit.Token, new { endedOn = "2026-09-25", reason = "refused", note = "insurance-not-active" })).Ok();
        (await claims.OpenAsync("S", "S", personNo: "DEMO13")).Ok();

        var computed = (await claims.ComputeAsync("S")).Ok().Json["computation"]!;

        Assert.True(decimal.Parse(computed["payable"]!.ToJsonString(), CultureInfo.InvariantCulture) > 0);
        (await claims.ApproveAsync("S")).Ok();
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task The_history_of_an_encounter_says_nothing_of_what_the_agency_reimbursed()
    {
        var visit = await claims.PaidInFullAsync("H", 3000m, "DEMO03");
        (await claims.OpenAsync("H", "H")).Ok();
        (await claims.ComputeAsync("H")).Ok();
        (await claims.ApproveAsync("H")).Ok();

        var history = (await api.GetAsync($"{visit.Path}/encounters/H/history", visit.Token)).Ok();

        Assert.DoesNotContain("manual:", history.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test-reviewer", history.Text, StringComparison.Ordinal);
        Assert.Contains("paidInFull", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_names_the_account_that_was_paid_and_no_day_before_the_approval()
    {
        await claims.PaidInFullAsync("P", 3000m, "DEMO04");
        (await claims.OpenAsync("P", "P", personNo: "DEMO04")).Ok();
        (await claims.ComputeAsync("P")).Ok();
        (await claims.ApproveAsync("P")).Ok();
        await ConfirmAsync("P-1", "6222000000000041");
        await ConfirmAsync("P-2", "6222000000000042"); // while the bank was paying to the first

        (await PayAsync("P-1")).IsProblem(409, "payee-changed");
        (await PayAsync("P-9")).IsProblem(409, "payee-changed");
        (await PayAsync("")).IsProblem(400, "invalid-request");
        await api.Database.ExecuteAsync("UPDATE manual_claim SET received_on = received_on - 10 WHERE claim_no = 'P'");
        (await PayAsync("P-2", -1)).IsProblem(422, "date-not-possible");
        Assert.Equal("P-2", (await PayAsync("P-2")).Ok().Json["payment"]!["payeeChangeNo"]!.ToString());
        Assert.True((await PayAsync("P-2")).Ok().IsReplay);

        Task<Answer> PayAsync(string payeeChangeNo, int days = 0) => claims.StepAsync(
            "P", "payment", claims.Finance, new { version = 3, payeeChangeNo, bankReference = "BANK-P", paidOn = Day(days) });
    }

    private static string Day(int days) => $"{TimeProvider.System.GetUtcNow().AddHours(8).AddDays(days):yyyy-MM-dd}";

    private async Task ConfirmAsync(string changeNo, string accountNumber)
    {
        var path = $"v1/regions/360100/persons/DEMO04/payee-accounts/{changeNo}";
        (await api.PutAsync(path, claims.Clerk, new { holder = "张三", bank = "示例银行", accountNumber })).Ok();
        (await api.PutAsync($"{path}/decision", claims.Reviewer, new { confirm = true })).Ok();
    }

    private Task<Answer> OpenAsync(string no) => api.PutAsync($"{beijing.Path}/{no}", beijing.Clerk, new
    {
        personNo = "DEMO02",
        encounter = new { facilityCode = Visit.Haikou, encounterNo = no },
        invoices = new[] { new { code = "46010126", number = Claims.Number(no) } },
    });

    /// <summary>A stay of one day in Haikou, 10,000 yuan in scope; where it continues another one, in the same course of treatment.</summary>
    private async Task<Visit> StayAsync(string no, string day, Visit? continues = null, bool paidInFull = false)
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO02", no);
        (await api.PutAsync($"{visit.Path}/encounters/{no}", visit.Token, new
        {
            insuredRegion = "110000",
            personNo = "DEMO02",
            service = "inpatient",
            startedOn = day,
            diagnosisCode = "S72.000",
            continues = continues is null ? null : new { facilityCode = continues.Facility, encounterNo = continues.No, kind = "sameCourse" },
        })).Ok();
        (await visit.ChargeAsync(10_000m, day)).Ok();
        if (paidInFull)
            (await api.PutAsync($"{visit.Path}/encounters/{no}/self-payment", visit.Token, new { endedOn = day, reason = "fault", note = "-" })).Ok();
        return visit;
    }
}
