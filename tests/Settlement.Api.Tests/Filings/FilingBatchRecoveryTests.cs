using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Tests.Hosting;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>Each row of a batch becomes one filing, whatever stops the program.</summary>
[Rule("R-FIL-04")]
public sealed class FilingBatchRecoveryTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private readonly Batches batches = new(api);

    [Fact]
    public async Task What_a_crash_left_unfinished_is_finished_and_nothing_is_done_twice()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "K", 250);
        (await batches.PutAsync("K1", Batches.Body(staff))).Ok();
        await batches.FinishedAsync("K1");
        var before = await api.Database.ScalarAsync("SELECT min(filing_id::text) FROM filing WHERE filing_no = 'K1-1'");

        // As it was after the first hundred rows; the person of one of the others has left the insured place since.
        await api.Database.ExecuteAsync(
            """
            UPDATE person SET status = 'Terminated' WHERE person_no = 'K00150';
            DELETE FROM filing_event WHERE filing_id IN (SELECT filing_id FROM filing WHERE filing_no LIKE 'K1-%' AND split_part(filing_no, '-', 2)::int > 100);
            DELETE FROM filing WHERE filing_no LIKE 'K1-%' AND split_part(filing_no, '-', 2)::int > 100;
            UPDATE filing_batch_row SET outcome = 'Waiting' WHERE batch_no = 'K1' AND row_no > 100;
            UPDATE filing_batch SET finished_at = NULL WHERE batch_no = 'K1';
            """);

        Assert.Equal((249, 1, 0), Batches.Counts(await batches.FinishedAsync("K1")));
        Assert.Equal(before, await api.Database.ScalarAsync("SELECT min(filing_id::text) FROM filing WHERE filing_no = 'K1-1'"));
        await batches.EachIsFiledOnceAsync("K1", 249);
        var refused = (await api.GetAsync($"{Batches.Path}/K1/rows?after=149&limit=1", batches.Clerk)).Ok().Json["items"]![0]!;
        Assert.Equal(("refused", "not-insured-here", null), (refused["outcome"]!.ToString(), refused["code"]!.ToString(), refused["filingNo"]));
    }

    [Fact]
    public async Task Why_a_row_was_refused_is_read_in_the_readers_language_whatever_the_batch_was_submitted_in()
    {
        await InventedStaff.AddAsync(api.Database, "L", 3);
        await api.Database.ExecuteAsync("UPDATE person SET status = 'Terminated' WHERE person_no = 'L00002'"); // left after the batch was checked
        await InventedStaff.AddBatchAsync(api.Database, "L");
        Assert.Equal((2, 1, 0), Batches.Counts(await batches.FinishedAsync("L")));

        var (chinese, english) = (await RefusedAsync("zh-CN"), await RefusedAsync("en"));

        Assert.Equal(("该人员已不在本地参保: L00002", "/personNo"), (chinese["detail"]!.ToString(), chinese["pointer"]!.ToString()));
        Assert.Equal(("The person is no longer insured here: L00002", "/personNo"), (english["detail"]!.ToString(), english["pointer"]!.ToString()));

        // A row of before keeps the one language that it was stored in.
        await api.Database.ExecuteAsync(
            "UPDATE filing_batch_row SET problem_pointer = NULL, problem_detail_english = NULL WHERE batch_no = 'L' AND outcome = 'Refused'");
        var old = await RefusedAsync("en");
        Assert.Equal(("该人员已不在本地参保: L00002", null), (old["detail"]!.ToString(), old["pointer"]));

        async Task<JsonNode> RefusedAsync(string language) =>
            (await api.SendAsync(HttpMethod.Get, $"{Batches.Path}/L/rows", batches.Clerk, null, language)).Ok().Json["items"]!.AsArray()
                .Single(row => row!["outcome"]!.ToString() == "refused")!;
    }

    [Fact]
    public async Task Three_instances_that_begin_at_once_make_one_filing_of_each_row()
    {
        await InventedStaff.AddAsync(api.Database, "Z", 1_000);
        await InventedStaff.AddBatchAsync(api.Database, "Z");

        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunningApi.StartAsync(api.ConnectionString))));
        var finished = await batches.FinishedAsync("Z");
        foreach (var other in others)
            await other.DisposeAsync();

        Assert.Equal((1_000, 0, 0), Batches.Counts(finished));
        await batches.EachIsFiledOnceAsync("Z", 1_000);
    }

    [Fact]
    public async Task A_program_that_is_killed_in_the_middle_goes_on_after_its_next_start()
    {
        var connectionString = await TestDatabase.CreateDemonstrationAsync();
        await using var database = NpgsqlDataSource.Create(connectionString);
        await InventedStaff.AddAsync(database, "Q", 3_000);
        await InventedStaff.AddBatchAsync(database, "Q");
        using (var cut = ApiProcess.Start(("ConnectionStrings__Settlement", connectionString)))
        {
            while (await FiledAsync() == 0)
                await Task.Delay(5);
            await cut.KillAsync();
        }
        Assert.InRange(await FiledAsync(), 100, 2_900);

        await using var again = await RunningApi.StartAsync(connectionString);
        for (var i = 0; i < 600 && await database.ScalarAsync("SELECT finished_at FROM filing_batch") is null; i++)
            await Task.Delay(100);

        Assert.Equal(3_000, await FiledAsync());
        Assert.Equal("3000 3000", await database.ScalarAsync(
            """
            SELECT concat_ws(' ', count(DISTINCT person_id), count(*)) FROM filing JOIN filing_event USING (person_id, filing_id) WHERE filing_no LIKE 'Q-%'
            """));

        async Task<long> FiledAsync() => (long)(await database.ScalarAsync("SELECT count(*) FROM filing WHERE filing_no LIKE 'Q-%'"))!;
    }
}
