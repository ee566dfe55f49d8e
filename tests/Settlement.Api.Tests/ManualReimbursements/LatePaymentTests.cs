using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>迟到支付、核销: money that is out on an approval that counts no more is paid once, comes back, or is given up with the bill.</summary>
public sealed class LatePaymentTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private readonly Claims claims = new(api);

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact, Rule("R1.14.7")]
    public async Task A_transfer_that_left_the_bank_before_the_reversal_is_recorded_and_recovered_before_the_next_payment()
    {
        var amount = await ReversedAsync("L", "DEMO04");
        (await claims.ComputeAsync("L", 4)).Ok();

        (await PayAsync("L", 4, "L-A")).IsProblem(409, "manual-claim-version");
        (await PayAsync("L", 5, "L-A", Day(-1))).IsProblem(422, "date-not-possible"); // before the approval
        (await PayAsync("L", 5, "L-A", Day(1))).IsProblem(422, "date-not-possible");
        (await PayAsync("L", 5, "NONE")).IsProblem(422, "payee-not-confirmed");
        await claims.ConfirmPayeeAsync("DEMO04", "L-B"); // the bank paid the one before
        var late = (await PayAsync("L", 5, "L-A", Day(0))).Ok();
        Assert.True((await PayAsync("L", 5, "L-A", Day(0))).Ok().IsReplay);

        Assert.Equal("toRecover", late.Json["state"]!.GetValue<string>());
        Assert.Null(late.Json["computation"]);
        Assert.Null(late.Json["payment"]);
        Assert.Equal("LATE", late.Json["reversals"]![0]!["payment"]!["bankReference"]!.GetValue<string>());
        Assert.Equal(amount, await OwedAsync("L"));
        (await claims.ComputeAsync("L", 6)).IsProblem(409, "manual-claim-step-not-possible");
        (await PayAsync("L", 6, "L-A")).IsProblem(409, "manual-claim-step-not-possible");

        (await claims.RecoverAsync("L", 6, amount)).Ok();
        Assert.Null(await OwedAsync("L"));
        (await PayAsync("L", 7, "L-A")).IsProblem(409, "manual-claim-step-not-possible"); // no approval is left that it could be of
        await claims.ApprovedAsync("L", "DEMO04", computeFrom: 7);
        Assert.Equal("paid", (await claims.PayAsync("L", 9, "L-B")).Ok().Json["state"]!.GetValue<string>());
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task A_late_payment_on_a_claim_that_was_withdrawn_is_owed_although_the_bill_was_settled_directly()
    {
        var visit = await claims.PaidInFullAsync("W", personNo: "DEMO13");
        var amount = await ReversedAsync("W", "DEMO13", opened: true);
        (await claims.StepAsync("W", "withdrawal", claims.Clerk, new { version = 4, reason = "本人撤回" })).Ok();
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/W/self-payment", visit.Token, null)).Ok();
        (await visit.SettleAsync("W-T")).Ok();

        var late = (await PayAsync("W", 5, "W-A")).Ok().Json;
        Assert.Equal(("withdrawn", 6), (late["state"]!.GetValue<string>(), late["version"]!.GetValue<int>()));
        Assert.Equal(amount, await OwedAsync("W"));
        (await PayAsync("W", 6, "W-A")).IsProblem(409, "manual-claim-step-not-possible"); // one at a time
        (await claims.WriteOffAsync("W", 6)).IsProblem(409, "encounter-not-paid-in-full"); // paid twice: one payment is owed
        Assert.Empty(await claims.FindingsAsync());

        var recovered = (await claims.RecoverAsync("W", 6, amount)).Ok().Json;
        Assert.Equal("withdrawn", recovered["state"]!.GetValue<string>());
        Assert.Equal("BACK", recovered["reversals"]![0]!["recovery"]!["bankReference"]!.GetValue<string>());
        Assert.Null(await OwedAsync("W"));
        (await claims.RecoverAsync("W", 7, amount)).IsProblem(409, "manual-claim-step-not-possible");
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task What_is_written_off_ends_the_claim_and_its_bill_is_never_paid_or_settled_again()
    {
        var visit = await claims.PaidInFullAsync("O", personNo: "DEMO13");
        await ReversedAsync("O", "DEMO13", opened: true);
        (await claims.WriteOffAsync("O", 4)).IsProblem(409, "manual-claim-step-not-possible"); // nothing is owed
        (await PayAsync("O", 4, "O-A")).Ok();

        var same = (await claims.StepAsync("O", "write-off", claims.SecondReviewer, new { version = 5, reason = "-" })).IsProblem(403, "second-person");
        Assert.Equal("由未撤销该审核的复核人员核销", same.Json["nextStep"]!.GetValue<string>());
        (await claims.StepAsync("O", "write-off", claims.Finance, new { version = 5, reason = "-" })).IsProblem(403, "not-permitted");
        (await claims.WriteOffAsync("O", 5, "")).IsProblem(400, "invalid-request");
        (await claims.WriteOffAsync("O", 4)).IsProblem(409, "manual-claim-version");
        var written = (await claims.WriteOffAsync("O", 5)).Ok();
        Assert.True((await claims.WriteOffAsync("O", 5)).Ok().IsReplay);

        Assert.Equal(("refused", "当事人已故"), (written.Json["state"]!.GetValue<string>(), written.Json["reason"]!.GetValue<string>()));
        Assert.Equal("test-reviewer", written.Json["reversals"]![0]!["writeOff"]!["writtenOffBy"]!.GetValue<string>());
        Assert.Null(await OwedAsync("O"));
        await IsHeldAsync("O", visit);
        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE manual_claim_reversal SET written_off_by = reversed_by WHERE claim_id = (SELECT claim_id FROM manual_claim WHERE claim_no = 'O')"));
        Assert.Equal("manual_claim_reversal_written_off_by_another", broken.ConstraintName);
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task What_is_written_off_after_the_withdrawal_is_held_again()
    {
        var visit = await claims.PaidInFullAsync("H", personNo: "DEMO13");
        await ReversedAsync("H", "DEMO13", opened: true);
        (await claims.StepAsync("H", "withdrawal", claims.Clerk, new { version = 4, reason = "本人撤回" })).Ok();
        (await PayAsync("H", 5, "H-A")).Ok();

        var written = (await claims.WriteOffAsync("H", 6)).Ok().Json;

        Assert.Equal("withdrawn", written["state"]!.GetValue<string>());
        await IsHeldAsync("H", visit);
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task A_payment_of_nothing_is_not_recovered_and_stays_readable()
    {
        await claims.PaidInFullAsync("Z", 300m, "DEMO04"); // below the deductible
        await claims.ConfirmPayeeAsync("DEMO04", "Z-A");
        await claims.ApprovedAsync("Z", "DEMO04");
        Assert.Equal(0m, (await claims.PayAsync("Z", 3, "Z-A", "ZERO")).Ok().Json["computation"]!["payable"]!.GetValue<decimal>());

        var reversed = (await claims.ReverseAsync("Z", 4)).Ok().Json;

        Assert.Equal("documentsComplete", reversed["state"]!.GetValue<string>());
        Assert.Equal("ZERO", reversed["reversals"]![0]!["payment"]!["bankReference"]!.GetValue<string>());
        Assert.Null(await OwedAsync("Z"));
        (await claims.ComputeAsync("Z", 5)).Ok();
        Assert.Empty(await claims.FindingsAsync());
    }

    /// <summary>Approved, and taken back as unpaid, in version 4.</summary>
    /// <returns>What the approval came to.</returns>
    private async Task<decimal> ReversedAsync(string no, string personNo, bool opened = false)
    {
        if (!opened)
            await claims.PaidInFullAsync(no, personNo: personNo);
        await claims.ConfirmPayeeAsync(personNo, $"{no}-A");
        await claims.ApprovedAsync(no, personNo);
        return (await claims.ReverseAsync(no)).Ok().Json["reversals"]![0]!["amount"]!.GetValue<decimal>();
    }

    private Task<Answer> PayAsync(string no, int version, string payeeChangeNo, string? paidOn = null) =>
        claims.StepAsync(no, "payment", claims.Finance, new { version, payeeChangeNo, bankReference = "LATE", paidOn });

    /// <summary>The amount in the list of what is to be recovered; null where the claim does not stand there.</summary>
    private async Task<decimal?> OwedAsync(string no) => (await api.GetAsync($"{claims.Path}?state=toRecover&limit=200", claims.Finance)).Ok()
        .Json["items"]!.AsArray().SingleOrDefault(c => c!["claimNo"]!.GetValue<string>() == no)?["toRecover"]!.GetValue<decimal>();

    private async Task IsHeldAsync(string no, Visit visit)
    {
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{no}/self-payment", visit.Token, null)).IsProblem(409, "encounter-under-claim");
        (await claims.OpenAsync($"{no}-2", no, "0000000999", "DEMO13")).IsProblem(409, "encounter-under-claim");
        await claims.PaidInFullAsync($"{no}-3", 900m, "DEMO13");
        (await claims.OpenAsync($"{no}-3", $"{no}-3", Claims.Number(no), "DEMO13")).IsProblem(409, "invoice-used");
    }

    private static string Day(int days) => $"{TimeProvider.System.GetUtcNow().AddHours(8).AddDays(days):yyyy-MM-dd}";
}
