using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>审核撤销、追回: a wrong approval is taken back in the order of all settlements.</summary>
public sealed class ApprovalReversalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);
    private readonly Claims beijing = new(api, "110000");

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory, Rule("R1.14.7")]
    [InlineData("360100", "DEMO03", 5000)] // referral, from the first yuan
    [InlineData("360100", "DEMO04", 300)] // below the deductible: nothing is paid, but the stay counts
    [InlineData("360100", "DEMO13", 400_000)] // over the ceiling of the fund
    [InlineData("110000", "DEMO15", 32_000)]
    [InlineData("440100", "DEMO07", 1500)]
    public async Task A_reversed_approval_leaves_every_account_as_it_was(string region, string personNo, int inScopeYuan)
    {
        var (of, no) = (new Claims(api, region), $"L-{personNo}");
        await of.PaidInFullAsync(no, inScopeYuan, personNo);
        (await of.OpenAsync(no, no, personNo: personNo)).Ok();
        (await of.ComputeAsync(no)).Ok();
        var before = await of.AccountsAsync(personNo);
        (await of.ApproveAsync(no)).Ok();
        Assert.NotEqual(before, await of.AccountsAsync(personNo));

        var reversed = (await of.ReverseAsync(no)).Ok().Json;

        Assert.Equal(before, await of.AccountsAsync(personNo));
        Assert.Equal("documentsComplete", reversed["state"]!.GetValue<string>());
        Assert.Null(reversed["computation"]);
        Assert.Null(reversed["settlementId"]);
        Assert.Null(reversed["approvedBy"]);
        var reversal = Assert.Single(reversed["reversals"]!.AsArray())!;
        Assert.Equal(["test-reviewer", "second-reviewer", "复核有误"], new[] { "approvedBy", "reversedBy", "reason" }.Select(name => reversal[name]!.GetValue<string>()));
        Assert.Null(reversal["payment"]);
        // 1 record that counted, 1 that took it back, with the same amounts: their sum is zero
        Assert.Equal("2 0 0", await api.Database.ScalarAsync(
            $"SELECT count(*) || ' ' || sum(s.total_fen) || ' ' || sum(s.pooled_fund_fen) FROM settlement s JOIN manual_claim c USING (person_id, encounter_id) WHERE c.claim_no = '{no}' AND s.channel = 'Manual'"));
        Assert.Empty(await of.FindingsAsync());
    }

    [Fact]
    public async Task A_second_reviewer_takes_the_approval_back_and_the_database_insists()
    {
        await claims.PaidInFullAsync("S");
        await claims.ApprovedAsync("S");
        var body = new { version = 3, reason = "复核有误" };
        var same = (await claims.StepAsync("S", "approval-reversal", claims.Reviewer, body)).IsProblem(403, "second-person");
        Assert.Equal("由未复核通过该申请的复核人员撤销审核", same.Json["nextStep"]!.GetValue<string>()); // who opened or computed it may
        (await claims.StepAsync("S", "approval-reversal", claims.Clerk, body)).IsProblem(403, "not-permitted");
        (await claims.ReverseAsync("S", 2)).IsProblem(409, "manual-claim-version");
        (await claims.ReverseAsync("S", 3, reason: "")).IsProblem(400, "invalid-request");
        (await claims.ReverseAsync("S", 3, reason: "\0")).IsProblem(400, "invalid-request");
        (await claims.ReverseAsync("NONE")).IsProblem(404, "not-found");

        var first = (await claims.ReverseAsync("S")).Ok();
        var again = (await claims.ReverseAsync("S")).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(first.Text, again.Text);
        (await claims.ReverseAsync("S", 3, "另一原因")).IsProblem(409, "manual-claim-version");
        (await claims.ReverseAsync("S", 4)).IsProblem(409, "manual-claim-step-not-possible");

        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE manual_claim_reversal SET reversed_by = approved_by WHERE claim_id = (SELECT claim_id FROM manual_claim WHERE claim_no = 'S')"));
        Assert.Equal("manual_claim_reversal_second_person", broken.ConstraintName);
    }

    [Fact]
    public async Task Encounter_and_invoice_stay_with_the_claim_until_it_ends()
    {
        var visit = await claims.PaidInFullAsync("E");
        await claims.ApprovedAsync("E");
        (await claims.ReverseAsync("E")).Ok();

        (await claims.OpenAsync("E-2", "E", "0000000777")).IsProblem(409, "encounter-under-claim");
        await claims.PaidInFullAsync("E-3", 900m, "DEMO04");
        (await claims.OpenAsync("E-3", "E-3", Claims.Number("E"), "DEMO04")).IsProblem(409, "invoice-used");
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/E/self-payment", visit.Token, null)).IsProblem(409, "encounter-under-claim");

        (await claims.StepAsync("E", "withdrawal", claims.Clerk, new { version = 4, reason = "本人撤回" })).Ok();
        (await claims.OpenAsync("E-3", "E-3", Claims.Number("E"), "DEMO04")).Ok();
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/E/self-payment", visit.Token, null)).Ok();
        (await visit.SettleAsync("E-T")).Ok(); // as if nobody had ever claimed it
        Assert.Single((await claims.ReadAsync("E")).Ok().Json["reversals"]!.AsArray());
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.7")]
    public async Task What_was_paid_is_recovered_before_it_is_paid_again_and_both_stay_readable()
    {
        await claims.PaidInFullAsync("P", personNo: "DEMO04");
        await claims.ConfirmPayeeAsync("DEMO04", "P-1");
        await claims.ApprovedAsync("P", "DEMO04");
        var paid = (await claims.PayAsync("P", 3, "P-1", "BANK-1")).Ok().Json;
        var amount = paid["computation"]!["payable"]!.GetValue<decimal>();

        var owed = (await claims.ReverseAsync("P", 4)).Ok().Json;
        Assert.Equal("toRecover", owed["state"]!.GetValue<string>());
        Assert.Null(owed["payment"]);
        Assert.Equal("BANK-1", owed["reversals"]![0]!["payment"]!["bankReference"]!.GetValue<string>());
        Assert.Null(owed["reversals"]![0]!["recovery"]);
        var row = Assert.Single((await api.GetAsync($"{claims.Path}?state=toRecover", claims.Finance)).Ok().Json["items"]!.AsArray())!;
        Assert.Equal(("P", amount), (row["claimNo"]!.GetValue<string>(), row["toRecover"]!.GetValue<decimal>()));
        (await claims.ComputeAsync("P", 5)).IsProblem(409, "manual-claim-step-not-possible");
        (await claims.PayAsync("P", 5, "P-1")).IsProblem(409, "manual-claim-step-not-possible");
        (await claims.StepAsync("P", "withdrawal", claims.Clerk, new { version = 5, reason = "-" })).IsProblem(409, "manual-claim-step-not-possible");

        (await claims.RecoverAsync("P", 5, amount - 0.01m)).IsProblem(422, "recovery-amount");
        (await claims.RecoverAsync("P", 5, amount + 0.01m)).IsProblem(422, "recovery-amount");
        (await claims.RecoverAsync("P", 5, amount, Day(-1))).IsProblem(422, "date-not-possible"); // before the payment
        (await claims.RecoverAsync("P", 5, amount, Day(1))).IsProblem(422, "date-not-possible");
        (await claims.RecoverAsync("P", 5, amount, "9999-12-31")).IsProblem(400, "invalid-request");
        (await claims.RecoverAsync("P", 4, amount)).IsProblem(409, "manual-claim-version");
        var recovered = (await claims.RecoverAsync("P", 5, amount, Day(0))).Ok();
        Assert.Equal("documentsComplete", recovered.Json["state"]!.GetValue<string>());
        Assert.True((await claims.RecoverAsync("P", 5, amount, Day(0))).Ok().IsReplay);

        (await claims.ComputeAsync("P", 6)).Ok();
        (await claims.ApproveAsync("P", 7)).Ok();
        var again = (await claims.PayAsync("P", 8, "P-1", "BANK-2")).Ok().Json;
        Assert.Equal("BANK-2", again["payment"]!["bankReference"]!.GetValue<string>());
        var reversal = Assert.Single(again["reversals"]!.AsArray())!;
        Assert.Equal(amount, reversal["amount"]!.GetValue<decimal>());
        Assert.Equal(("BANK-1", "BACK", "test-finance"), (
            reversal["payment"]!["bankReference"]!.GetValue<string>(), reversal["recovery"]!["bankReference"]!.GetValue<string>(),
            reversal["recovery"]!["recoveredBy"]!.GetValue<string>()));
        var steps = (await api.GetAsync($"{claims.Path}/P/history", claims.Reviewer)).Ok().Json["items"]!.AsArray().Select(s => s!["step"]!.GetValue<string>());
        Assert.Equal(["open", "compute", "approve", "pay", "reverse", "recover", "compute", "approve", "pay"], steps);

        // A third time, so that every number is another one.
        (await claims.ReverseAsync("P", 9)).Ok();
        (await claims.RecoverAsync("P", 10, amount)).Ok();
        await claims.ApprovedAsync("P", "DEMO04", computeFrom: 11);
        Assert.Equal("manual,r1,m2,r2,m3", await api.Database.ScalarAsync(
            "SELECT string_agg(split_part(s.transaction_no, ':', 1), ',' ORDER BY s.account_sequence) FROM settlement s JOIN manual_claim c USING (person_id, encounter_id) WHERE c.claim_no = 'P'"));
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.9")]
    public async Task A_direct_settlement_is_reversed_after_the_claim_that_stands_on_it_and_not_before()
    {
        var first = await new Visit(api, Visit.Shanghai, "110000", "DEMO15", "D1").ReadyAsync(5000m, startedOn: "2026-08-01");
        (await first.SettleAsync("D1-T", "2026-08-05")).Ok();
        await beijing.PaidInFullAsync("D2", personNo: "DEMO15");
        await beijing.ApprovedAsync("D2", "DEMO15");

        var refused = (await first.ReverseAsync("D1-R", "D1-T")).IsProblem(422, "reversal-out-of-order");
        Assert.Contains("1", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("D2", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal); // how many, and no more
        Assert.Contains("撤销审核", refused.Json["nextStep"]!.GetValue<string>(), StringComparison.Ordinal);

        (await beijing.ReverseAsync("D2")).Ok();
        (await first.ReverseAsync("D1-R", "D1-T")).Ok();
        // Alone in the year now: the deductible of a first stay, 1,300, where it was 650 before
        Assert.Equal("1300.00", (await beijing.ComputeAsync("D2", 4)).Ok().Json["computation"]!["amounts"]!["deductible"]!.ToJsonString());
        (await beijing.ApproveAsync("D2", 5)).Ok();
        (await beijing.ReverseAsync("D2", 6)).Ok(); // and the account is as the other tests expect it
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact, Rule("R1.14.9")]
    public async Task An_approval_is_taken_back_after_what_stands_on_it_direct_or_by_hand()
    {
        await beijing.PaidInFullAsync("O1", personNo: "DEMO15");
        await beijing.ApprovedAsync("O1", "DEMO15");
        // The first stay of the year owes 1,300; a second one owes 650 because of it.
        var second = await new Visit(api, Visit.Shanghai, "110000", "DEMO15", "O2").ReadyAsync(5000m, startedOn: "2026-10-01");
        Assert.Equal("650.00", (await second.SettleAsync("O2-T", "2026-10-05")).Ok().Amount("deductible"));
        Assert.Equal($"{Visit.Shanghai}/O2-T", await StandsOnO1Async());
        (await second.ReverseAsync("O2-R", "O2-T")).Ok();

        await beijing.PaidInFullAsync("O3", personNo: "DEMO15");
        await beijing.ApprovedAsync("O3", "DEMO15");
        Assert.Equal("手工报销 O3", await StandsOnO1Async());
        (await beijing.ReverseAsync("O3")).Ok();
        (await beijing.ReverseAsync("O1")).Ok();
        Assert.Empty(await claims.FindingsAsync());

        async Task<string> StandsOnO1Async() =>
            (await beijing.ReverseAsync("O1")).IsProblem(422, "reversal-out-of-order").Json["detail"]!.GetValue<string>().Split(": ")[^1];
    }

    [Fact]
    public async Task The_facility_learns_nothing_of_the_reversal_and_the_rate_counts_what_stands()
    {
        var visit = await new Claims(api, "440100").PaidInFullAsync("F", 1500m, "DEMO14");
        var guangzhou = new Claims(api, "440100");
        await guangzhou.ApprovedAsync("F", "DEMO14");
        var before = await ReimbursedAsync();
        (await guangzhou.ReverseAsync("F")).Ok();

        Assert.Equal(before - 1, await ReimbursedAsync());
        var number = await api.Database.ScalarAsync("SELECT s.transaction_no FROM settlement s JOIN manual_claim c USING (person_id, encounter_id) WHERE c.claim_no = 'F' AND s.reverses IS NOT NULL");
        Assert.StartsWith("r1:", $"{number}", StringComparison.Ordinal);
        (await visit.ReadAsync($"{number}")).IsProblem(404, "not-found");
        foreach (var path in new[] { $"settlement-days/{Day(0)}", "encounters/F/history" })
            Assert.DoesNotContain($"{number}", (await api.GetAsync($"{visit.Path}/{path}", visit.Token)).Ok().Text, StringComparison.Ordinal);

        async Task<int> ReimbursedAsync() => (await api.GetAsync(
            "v1/regions/440100/direct-settlement-rate?side=insured&from=2026-01-01&through=2026-12-31", guangzhou.Clerk)).Ok().Json["all"]!["reimbursed"]!.GetValue<int>();
    }

    [Fact]
    public async Task A_bill_on_paper_is_taken_back_too_and_its_encounter_goes_when_the_claim_ends()
    {
        var line = new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-02", quantity = 1, unitPrice = 6000m, amount = 6000m };
        (await beijing.OpenPaperAsync("B", [line], "0000000042", Claims.Papers, "DEMO01")).Ok();
        (await beijing.ComputeAsync("B")).Ok();
        (await beijing.ApproveAsync("B")).Ok();

        (await beijing.ReverseAsync("B")).Ok();
        (await beijing.StepAsync("B", "refusal", beijing.Reviewer, new { version = 4, reason = "材料不实" })).Ok();

        Assert.Equal("Cancelled", await api.Database.ScalarAsync("SELECT e.state FROM encounter e JOIN manual_claim c USING (person_id, encounter_id) WHERE c.claim_no = 'B'"));
        Assert.Empty(await claims.FindingsAsync());
    }

    private static string Day(int days) => $"{TimeProvider.System.GetUtcNow().AddHours(8).AddDays(days):yyyy-MM-dd}";
}
