using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>审核撤销 at the same moment as what would stand on it, or pay it: one comes first, and the books are right.</summary>
public sealed class ApprovalReversalRaceTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    private const int Rounds = 8;
    private readonly Claims claims = new(api);
    private readonly Claims beijing = new(api, "110000");

    public Task InitializeAsync() => claims.ByTreatmentPlaceAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_direct_settlement_counts_before_the_reversal_and_stops_it_or_after_it_and_without_the_claim()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var no = $"D{round}";
            await beijing.PaidInFullAsync(no, personNo: "DEMO15");
            await beijing.ApprovedAsync(no, "DEMO15");
            var visit = await new Visit(api, Visit.Shanghai, "110000", "DEMO15", $"{no}-L").ReadyAsync(5000m, startedOn: "2026-10-01");

            Task<Answer>[] calls = round % 2 == 0
                ? [beijing.ReverseAsync(no), visit.SettleAsync($"{no}-T", "2026-10-05")]
                : [visit.SettleAsync($"{no}-T", "2026-10-05"), beijing.ReverseAsync(no)];
            var answers = await Task.WhenAll(calls);

            var (reversed, settled) = round % 2 == 0 ? (answers[0], answers[1]) : (answers[1], answers[0]);
            // The first stay of the year owes 1,300, every later one 650.
            Assert.Equal(reversed.Status == 200 ? "1300.00" : "650.00", settled.Ok().Amount("deductible"));
            if (reversed.Status != 200)
                reversed.IsProblem(422, "reversal-out-of-order");
            (await visit.ReverseAsync($"{no}-R", $"{no}-T")).Ok();
            (await beijing.ReverseAsync(no)).Ok();
        }
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task What_is_taken_back_at_the_moment_of_its_payment_is_either_paid_or_not()
    {
        await claims.ConfirmPayeeAsync("DEMO13", "P");
        for (var round = 0; round < Rounds; round++)
        {
            var no = $"P{round}";
            await claims.PaidInFullAsync(no, 900m, "DEMO13");
            await claims.ApprovedAsync(no, "DEMO13");

            var answers = await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => new[] { claims.ReverseAsync(no), claims.PayAsync(no, 3, "P") }));

            Assert.Equal(3, answers.Count(a => a.Status == 200)); // one side, which repeats itself
            Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "manual-claim-version"));
            var state = (await claims.ReadAsync(no)).Ok().Json["state"]!.GetValue<string>();
            Assert.Contains(state, new[] { "paid", "documentsComplete" });
            if (state == "paid")
                (await claims.ReverseAsync(no, 4)).Ok();
        }
        Assert.Empty(await claims.FindingsAsync());
    }

    [Fact]
    public async Task Two_reviewers_at_the_same_moment_take_it_back_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var no = $"R{round}";
            await claims.PaidInFullAsync(no, 900m, "DEMO04");
            await claims.ApprovedAsync(no, "DEMO04");

            var answers = await Task.WhenAll(claims.ReverseAsync(no, reason: "甲"), claims.ReverseAsync(no, reason: "乙"));

            Assert.Single(answers, a => a.Status == 200);
            Assert.Single(answers, a => a.Status != 200).IsProblem(409, "manual-claim-version");
        }
        Assert.Empty(await claims.FindingsAsync());
    }
}
