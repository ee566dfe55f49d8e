using System.Net.Http.Json;
using Npgsql;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Settlements;

public sealed class RetryTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task A_retry_returns_the_first_answer_and_says_so()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "R1").ReadyAsync(10_000m);

        var first = (await visit.SettleAsync("R1-T")).Ok();
        var again = (await visit.SettleAsync("R1-T")).Ok();

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task A_retry_of_what_was_reversed_since_says_by_which_reversal()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO05", "R9").ReadyAsync(10_000m, isEmergency: true);
        var first = (await visit.SettleAsync("R9-T1")).Ok();
        var reversal = (await visit.ReverseAsync("R9-R1", "R9-T1")).Ok();

        var again = (await visit.SettleAsync("R9-T1")).Ok();

        Assert.True(again.IsReplay);
        Assert.Equal(("R9-R1", null, null), (again.UndoneBy, first.UndoneBy, reversal.UndoneBy));
        Assert.Equal(reversal.Json["settlementId"]!.ToJsonString(), again.Json["reversedBy"]!.ToJsonString());
        Assert.Equal(first.Json["amounts"]!.ToJsonString(), again.Json["amounts"]!.ToJsonString());
    }

    [Fact]
    public async Task In_a_chain_of_settlements_and_reversals_each_retry_tells_of_its_own()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "R10").ReadyAsync(5_000m);
        foreach (var i in new[] { 1, 2 })
        {
            (await visit.SettleAsync($"R10-T{i}")).Ok();
            (await visit.ReverseAsync($"R10-R{i}", $"R10-T{i}")).Ok();
        }
        (await visit.SettleAsync("R10-T3")).Ok();

        Assert.Equal("R10-R1", (await visit.SettleAsync("R10-T1")).Ok().UndoneBy);
        Assert.Equal("R10-R2", (await visit.SettleAsync("R10-T2")).Ok().UndoneBy);
        Assert.Null((await visit.SettleAsync("R10-T3")).Ok().UndoneBy);
        foreach (var reversal in new[] { await visit.ReverseAsync("R10-R1", "R10-T1"), await visit.ReverseAsync("R10-R2", "R10-T2") })
        {
            Assert.True(reversal.Ok().IsReplay);
            Assert.Null(reversal.UndoneBy); // a reversal is never taken back; what was settled anew has a number of its own
        }
    }

    [Fact]
    public async Task Several_reversals_sent_again_are_a_replay_only_if_nothing_was_done_now()
    {
        var first = await new Visit(api, "H31010199002", "110000", "DEMO15", "R11a").ReadyAsync(300m, "outpatient", "2026-11-08");
        var second = await new Visit(api, "H31010199002", "110000", "DEMO15", "R11b").ReadyAsync(400m, "outpatient", "2026-11-09");
        (await first.SettleAsync("R11a-T", "2026-11-08")).Ok();
        (await second.SettleAsync("R11b-T", "2026-11-09")).Ok();
        (await second.ReverseAsync("R11b-R", "R11b-T")).Ok();

        Assert.False((await ReverseBothAsync()).Ok().IsReplay);
        var again = (await ReverseBothAsync()).Ok();

        Assert.True(again.IsReplay);
        Assert.Equal(["R11b-R", "R11a-R"], again.Json["reversals"]!.AsArray().Select(r => r!["transactionNo"]!.GetValue<string>()));

        Task<Answer> ReverseBothAsync() => api.PostAsync($"{first.Path}/reversals", first.Token, new
        {
            reversals = new[]
            {
                new { transactionNo = "R11b-R", settlementTransactionNo = "R11b-T" },
                new { transactionNo = "R11a-R", settlementTransactionNo = "R11a-T" },
            },
            reason = "录入错误",
        });
    }

    [Fact]
    public async Task One_number_for_two_contents_is_a_conflict_for_settlements_encounters_and_reversals()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "R2").ReadyAsync(10_000m, startedOn: "2026-09-20");
        (await visit.SettleAsync("R2-T")).Ok();
        (await visit.SettleAsync("R2-T", "2026-09-26")).IsProblem(409, "number-reused");
        (await visit.RegisterAsync(startedOn: "2026-09-21")).IsProblem(409, "number-reused");
        (await visit.ReverseAsync("R2-T", "R2-T")).IsProblem(409, "number-reused");
        (await visit.ReverseAsync("R2-R", "R2-T")).Ok();
        Assert.True((await visit.ReverseAsync("R2-R", "R2-T")).Ok().IsReplay);
        (await visit.ReverseAsync("R2-R", "R2-T", "another reason")).IsProblem(409, "number-reused");
    }

    [Fact]
    public async Task A_number_used_for_one_person_cannot_be_used_for_another()
    {
        var one = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "R3a").ReadyAsync(1_000m);
        var other = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "R3b").ReadyAsync(1_000m);
        (await one.SettleAsync("R3-T")).Ok();

        (await other.SettleAsync("R3-T")).IsProblem(409, "number-reused");
    }

    [Fact]
    public async Task More_retries_at_once_than_connections_make_one_settlement()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "R4").ReadyAsync(10_000m);

        var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => visit.SettleAsync("R4-T")));

        Assert.Single(answers.Select(a => a.Ok().Text).Distinct());
        Assert.Single(answers, a => !a.IsReplay);
        Assert.Equal(1L, await CountAsync("transaction_no = 'R4-T'"));
    }

    [Fact]
    public async Task One_encounter_is_settled_once_whatever_numbers_it_is_sent_under()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO13", "R5").ReadyAsync(10_000m);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => visit.SettleAsync($"R5-T{i}")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "encounter-settled"));
    }

    [Fact]
    public async Task Bills_of_one_person_at_once_count_one_after_the_other()
    {
        var visits = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            new Visit(api, "H31010199002", "110000", "DEMO15", $"R6-{i}").ReadyAsync(200m, "outpatient", "2026-10-20")));

        var answers = await Task.WhenAll(visits.Select(v => v.SettleAsync($"{v.No}-T", "2026-10-20")));

        // 12 × 200 = 2 400 in scope; 1 300 deductible once; (2 400 - 1 300) × 90% = 990
        Assert.Equal(1_300m, answers.Sum(a => a.Ok().Json["amounts"]!["deductible"]!.GetValue<decimal>()));
        Assert.Equal(990m, answers.Sum(a => a.Json["amounts"]!["pooledFund"]!.GetValue<decimal>()));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_call_whose_caller_has_gone_is_carried_out_and_its_answer_waits_under_its_number()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "R7").ReadyAsync(1_000m);
        await using (var holder = await api.Database.OpenConnectionAsync())
        await using (var held = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("SELECT FROM encounter WHERE encounter_no = 'R7' FOR UPDATE", holder, held);
            await hold.ExecuteNonQueryAsync();
            await CutOffAsync(visit, "R7-T", TimeSpan.FromMilliseconds(500)); // while it waits for the encounter
        }

        Answer kept; // a call that was dropped would never come to its end, and the limit of time fails the test
        while ((kept = await visit.ReadAsync("R7-T")).Status == 404)
            await Task.Delay(50);

        var again = (await visit.SettleAsync("R7-T")).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal(kept.Ok().Text, again.Text);
    }

    [Fact]
    public async Task Calls_cut_off_on_fresh_connections_leave_every_connection_fit_for_use()
    {
        var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO04", "R8").ReadyAsync(1_000m);
        var random = new Random(8);
        for (var round = 0; round < 20; round++)
        {
            api.Database.Clear(); // statements are prepared when a connection sends them the fifth time
            for (var call = 0; call < 12; call++)
                await CutOffAsync(visit, $"R8-T{round}", TimeSpan.FromMilliseconds(random.Next(12)));

            (await visit.SettleAsync($"R8-T{round}")).Ok();
            (await visit.ReverseAsync($"R8-R{round}", $"R8-T{round}")).Ok();
        }
    }

    private async Task CutOffAsync(Visit visit, string transactionNo, TimeSpan after)
    {
        using var cut = new CancellationTokenSource(after);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{visit.Path}/settlements/{transactionNo}")
        {
            Content = JsonContent.Create(new { encounterNo = visit.No, endedOn = "2026-09-25" }),
            Headers = { Authorization = new("Bearer", visit.Token) },
        };
        try
        {
            using var response = await api.Http.SendAsync(request, cut.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller went away; the next one asks again under the same number.
        }
    }

    private async Task<object?> CountAsync(string condition) =>
        await api.Database.ScalarAsync($"SELECT count(*) FROM settlement WHERE {condition}");
}
