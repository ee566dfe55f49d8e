using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>No bill is paid twice, whoever asks at the same moment: the database decides.</summary>
[Rule("R1.18.3")]
public sealed class InvoiceRaceTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private const int Rounds = 10;
    private readonly Claims claims = new(api);

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task One_invoice_is_either_settled_directly_or_claimed()
    {
        var (direct, claimed) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"77{round:00000000}";
            var settled = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", $"I{round}-D").ReadyAsync(900m);
            (await settled.SettleAsync($"I{round}-T")).Ok();
            await claims.PaidInFullAsync($"I{round}-M", 900m, "DEMO04");

            var reports = Enumerable.Range(0, 6).Select(_ => ReportAsync(settled, $"I{round}-T", number));
            var opened = Enumerable.Range(0, 6).Select(i => claims.OpenAsync($"I{round}-M", $"I{round}-M", number, "DEMO04"));
            var answers = await Task.WhenAll(round % 2 == 0 ? [.. reports, .. opened] : opened.Concat(reports).ToArray());

            Assert.All(answers, a => Assert.True(a.Status is 200 or 409, a.Text));
            Assert.All(answers.Where(a => a.Status == 409), a => a.IsProblem(409, "invoice-used"));
            Assert.Equal(6, answers.Count(a => a.Status == 200)); // one side, which repeats itself
            Assert.Equal(1L, await api.Database.ScalarAsync($"SELECT count(*) FROM invoice_use WHERE invoice_no = '{number}'"));
            var isDirect = await api.Database.ScalarAsync($"SELECT settlement_id FROM invoice_use WHERE invoice_no = '{number}'") is not null;
            Assert.Equal(isDirect ? 0L : 1L, await api.Database.ScalarAsync($"SELECT count(*) FROM manual_claim WHERE claim_no = 'I{round}-M'"));
            (direct, claimed) = isDirect ? (direct + 1, claimed) : (direct, claimed + 1);
        }
        Assert.Equal(Rounds, direct + claimed);
    }

    [Fact]
    public async Task A_reversal_frees_the_invoice_and_a_report_at_the_same_moment_does_not_outlive_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"78{round:00000000}";
            var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", $"V{round}").ReadyAsync(900m, isEmergency: true);
            (await visit.SettleAsync($"V{round}-T")).Ok();

            var answers = await Task.WhenAll(ReportAsync(visit, $"V{round}-T", number), visit.ReverseAsync($"V{round}-R", $"V{round}-T"));

            answers[1].Ok();
            if (answers[0].Status != 200)
                answers[0].IsProblem(409, "already-reversed");
            Assert.Equal(0L, await api.Database.ScalarAsync($"SELECT count(*) FROM invoice_use WHERE invoice_no = '{number}'"));
        }
    }

    [Fact]
    public async Task An_encounter_is_claimed_or_opened_again_but_never_settled_under_a_claim()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var no = $"E{round}";
            var visit = await claims.PaidInFullAsync(no, 900m, "DEMO18");
            async Task<Answer> SettleAsync()
            {
                await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/encounters/{no}/self-payment", visit.Token, null);
                return await visit.SettleAsync($"{no}-T");
            }

            var answers = await Task.WhenAll(claims.OpenAsync(no, no, personNo: "DEMO18"), SettleAsync());

            Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers, a => Assert.True(a.Status is 200 or 409, a.Text));
        }
        // The database would not let it happen either.
        await claims.PaidInFullAsync("E-DB", 900m, "DEMO18");
        (await claims.OpenAsync("E-DB", "E-DB", personNo: "DEMO18")).Ok();
        var broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync("UPDATE encounter SET state = 'Settled' WHERE encounter_no = 'E-DB'"));
        Assert.Contains(broken.ConstraintName, new[] { "encounter_under_claim", "encounter_paid_in_full" });
        broken = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE encounter SET state = 'Open', paid_in_full_on = NULL, paid_in_full_fen = NULL, self_payment_reason = NULL WHERE encounter_no = 'E-DB'"));
        Assert.Equal("encounter_under_claim", broken.ConstraintName);
    }

    [Fact]
    public async Task Claims_and_settlements_of_one_person_at_the_same_moment_count_one_after_the_other()
    {
        const int Each = 4;
        for (var i = 0; i < Each; i++)
        {
            await claims.PaidInFullAsync($"C{i}", 3000m, "DEMO13");
            (await claims.OpenAsync($"C{i}", $"C{i}", personNo: "DEMO13")).Ok();
            (await claims.ComputeAsync($"C{i}")).Ok();
            await new Visit(api, Visit.Shanghai, "360100", "DEMO13", $"C{i}-D").ReadyAsync(3000m, startedOn: "2026-10-01");
        }

        var settlements = Enumerable.Range(0, Each).Select(i =>
            new Visit(api, Visit.Shanghai, "360100", "DEMO13", $"C{i}-D").SettleAsync($"C{i}-T", "2026-10-05"));
        var answers = await Task.WhenAll(settlements.Concat(Enumerable.Range(0, Each).Select(i => claims.ApproveAsync($"C{i}"))));

        Assert.All(answers.Take(Each), a => a.Ok());
        Assert.All(answers.Skip(Each).Where(a => a.Status != 200), a => a.IsProblem(409, "computation-outdated"));
        Assert.True(answers.Skip(Each).Count(a => a.Status == 200) <= 1); // what counts first makes the others' figures old
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task A_facility_reports_an_invoice_once_and_may_take_it_back()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "R1").ReadyAsync(900m, startedOn: "2026-10-10");
        (await visit.SettleAsync("R1-T", "2026-10-12")).Ok();
        Assert.False((await ReportAsync(visit, "R1-T", "7900000001")).Ok().IsReplay);
        Assert.True((await ReportAsync(visit, "R1-T", "7900000001")).Ok().IsReplay);
        (await ReportAsync(visit, "R1-T", "79")).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{visit.Path}/settlements/R1-T/invoices/7900000001", visit.Token, new { })).IsProblem(400, "invalid-request"); // without its code
        (await ReportAsync(visit, "NONE", "7900000001")).IsProblem(404, "not-found");

        await claims.PaidInFullAsync("R1-M", 900m, "DEMO04");
        (await claims.OpenAsync("R1-M", "R1-M", "7900000001", "DEMO04")).IsProblem(409, "invoice-used");
        (await api.SendAsync(HttpMethod.Delete, $"{visit.Path}/settlements/R1-T/invoices/7900000001?invoiceCode=31010126", visit.Token, null)).Ok();
        (await claims.OpenAsync("R1-M", "R1-M", "7900000001", "DEMO04")).Ok();
        (await ReportAsync(visit, "R1-T", "7900000001")).IsProblem(409, "invoice-used");
    }

    private Task<Answer> ReportAsync(Visit visit, string transactionNo, string number) => api.PutAsync(
        $"{visit.Path}/settlements/{transactionNo}/invoices/{number}", api.Token(Role.Hospital, visit.Facility), new { invoiceCode = "31010126" });
}
