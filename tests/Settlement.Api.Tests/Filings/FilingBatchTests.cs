using System.Text.Json.Nodes;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Hosting;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

public sealed class FilingBatchTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Batches = $"v1/regions/{InventedStaff.Region}/filing-batches";
    private const string Filings = $"v1/regions/{InventedStaff.Region}/filings";

    private string Clerk => api.Token(Role.Clerk, InventedStaff.Region);

    [Fact]
    public async Task A_batch_becomes_filings_that_wait_for_a_decision_whether_it_comes_as_JSON_or_CSV()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "A", 2);
        var json = (await PutAsync("A-json", """
            { "employer": "杭州示例有限公司", "rows": [
              { "personNo": "A00001", "type": "postedWorker", "destination": "310000", "validFrom": "2026-09-01", "shown": ["credential", "workContract"], "promised": true, "phone": "0571-1", "address": "上海市, \"徐汇\"区" },
              { "personNo": "A00002", "type": "otherTemporary", "destination": "440100", "validFrom": "2026-09-01", "validThrough": "2027-08-31" } ] }
            """)).Ok();
        var csv = (await PutAsync("A-csv?employer=%E6%9D%AD%E5%B7%9E%E7%A4%BA%E4%BE%8B%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8",
            "\uFEFFtype,personNo,destination,validFrom,validThrough,shown,promised,phone,address\r\n"
            + "postedWorker,A00001,310000,2026-09-01,,credential;workContract,true,0571-1,\"上海市, \"\"徐汇\"\"区\"\r\n"
            + "otherTemporary,A00002,440100,2026-09-01,2027-08-31,,,,\r\n", "text/csv")).Ok();
        Assert.Equal(("杭州示例有限公司", 2), (csv.Json["employer"]!.ToString(), csv.Json["rows"]!.GetValue<int>()));

        var finished = await FinishedAsync("A-json");
        await FinishedAsync("A-csv");

        Assert.Equal((2, 0, 0), Counts(finished));
        for (var row = 1; row <= 2; row++)
        {
            var (fromJson, fromCsv) = (await FilingAsync($"A-json-{row}"), await FilingAsync($"A-csv-{row}"));
            Assert.Equal(("submitted", "employer", 1), (fromJson["state"]!.ToString(), fromJson["channel"]!.ToString(), fromJson["version"]!.GetValue<int>()));
            Assert.Equal(json.Json["submittedAt"]!.ToString(), fromJson["submittedAt"]!.ToString());
            foreach (var name in new[] { "filingNo", "submittedAt" })
                (fromJson[name], fromCsv[name]) = (null, null);
            Assert.Equal(fromJson.ToJsonString(), fromCsv.ToJsonString());
        }
        var first = await FilingAsync("A-json-1");
        Assert.Equal("""["credential","workContract"]""", first["shown"]!.ToJsonString());
        Assert.Equal((staff[0], "上海市, \"徐汇\"区", "true"), (first["personNo"]!.ToString(), first["address"]!.ToString(), first["promised"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_rows_can_be_read_page_by_page_with_what_became_of_them()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "P", 5);
        (await PutAsync("P1", Body(staff))).Ok();
        await FinishedAsync("P1");

        var first = (await api.GetAsync($"{Batches}/P1/rows?limit=3", Clerk)).Ok().Json;
        var second = (await api.GetAsync($"{Batches}/P1/rows?limit=3&after={first["next"]}", Clerk)).Ok().Json;

        Assert.Equal("3", first["next"]!.ToJsonString());
        Assert.Null(second["next"]);
        var rows = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).ToList();
        Assert.Equal(staff, rows.Select(row => row!["personNo"]!.ToString()));
        Assert.Equal(["P1-1", "P1-2", "P1-3", "P1-4", "P1-5"], rows.Select(row => row!["filingNo"]!.ToString()));
        Assert.All(rows, row => Assert.Equal("filed", row!["outcome"]!.ToString()));
        (await api.GetAsync($"{Batches}/P1/rows?limit=201", Clerk)).IsProblem(400, "invalid-request");
        (await api.GetAsync($"{Batches}/P1/rows?after=x", Clerk)).IsProblem(400, "malformed-request");
        (await api.GetAsync($"{Batches}/NONE/rows", Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Batches}/NONE", Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Batches}/P1", api.Token(Role.Clerk, "440100"))).IsProblem(404, "not-found");
    }

    /// <summary>The second of two rows, expected pointer and code.</summary>
    public static TheoryData<string, string, string> BadRows => new()
    {
        { Row("R00002", validFrom: "2026-02-30"), "/rows/1/validFrom", "malformed-request" },
        { Row("R00002", validFrom: "1999-01-01"), "/rows/1/validFrom", "invalid-request" },
        { Row("R00002", more: ""","validThrough":"2026-08-31" """), "/rows/1/validThrough", "invalid-request" },
        { Row("R00002", more: ""","validThrough":"2026-12-31" """), "/rows/1/validThrough", "filing-period" }, // at least six months
        { Row("R00002", destination: "999999"), "/rows/1/destination", "destination-not-possible" },
        { Row("R00002", destination: "110100"), "/rows/1/destination", "destination-not-possible" }, // 市辖区
        { Row("R00002", destination: "330103"), "/rows/1/destination", "destination-not-possible" }, // abolished
        { Row("R00002", destination: "330100"), "/rows/1/destination", "destination-not-possible" }, // the insured place
        { Row("R00002", destination: "3301"), "/rows/1/destination", "invalid-request" },
        { Row("R00002", more: ""","identityNumber":"330100199001010010" """), "/rows/1/identityNumber", "invalid-request" }, // check digit
        { Row("R00002", more: ""","identityNumber":"11010519491231002X" """), "/rows/1/identityNumber", "identity-not-of-person" },
        { Row("R00002", type: "holiday"), "/rows/1/type", "malformed-request" },
        { Row("R00002", type: "postedWorker", more: ""","validThrough":"2027-12-31" """), "/rows/1/validThrough", "invalid-request" },
        { Row("R00002", more: ""","shown":["passport"] """), "/rows/1/shown/0", "malformed-request" },
        { Row("R00002", more: ""","employer":"x" """), "/rows/1/employer", "malformed-request" },
        { Row("R00002", more: ""","address":"a\u0000b" """), "/rows/1/address", "invalid-request" },
        { """{"personNo":"R00002"}""", "/rows/1/type", "malformed-request" },
        { "null", "/rows/1", "malformed-request" },
        { "[]", "/rows/1", "malformed-request" },
        { Row("R00001"), "/rows/1", "batch-row-twice" },
        { Row("R00001", destination: "440100", more: ""","validThrough":"2027-06-30" """), "/rows/1", "batch-row-twice" },
        { Row("NOBODY"), "/rows/1/personNo", "person-not-found" },
        { Row("DEMO02"), "/rows/1/personNo", "person-not-found" }, // insured elsewhere
        { Row("R00003"), "/rows/1/personNo", "not-insured-here" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task One_faulty_row_refuses_the_whole_batch(string row, string pointer, string code)
    {
        if (await api.Database.ScalarAsync("SELECT 1 FROM person WHERE person_no = 'R00001'") is null)
            await InventedStaff.AddAsync(api.Database, "R", 3);
        await api.Database.ExecuteAsync("UPDATE person SET status = 'Terminated' WHERE person_no = 'R00003'");

        var refused = (await PutAsync("R1", $$"""{"employer":"示例","rows":[{{Row("R00001")}},{{row}}]}""")).IsProblem(422, "batch-refused");

        var fault = Assert.Single(refused.Json["rows"]!.AsArray())!;
        Assert.Equal((2, pointer, code), (fault["row"]!.GetValue<int>(), fault["pointer"]!.ToString(), fault["code"]!.ToString()));
        Assert.False(string.IsNullOrEmpty(fault["detail"]!.ToString()));
        await NothingIsStoredAsync("R1");
    }

    [Fact]
    public async Task Every_faulty_row_is_named_up_to_a_thousand()
    {
        await InventedStaff.AddAsync(api.Database, "E", 1);
        var rows = Enumerable.Range(0, 1_200).Select(i => i switch { 0 => Row("E00001"), 1 => Row("E00001", type: "holiday"), _ => Row($"NOBODY{i}") });

        var refused = (await PutAsync("E1", $$"""{"employer":"示例","rows":[{{string.Join(',', rows)}}]}""")).IsProblem(422, "batch-refused");

        var faults = refused.Json["rows"]!.AsArray();
        Assert.Equal(Enumerable.Range(2, 1_000), faults.Select(f => f!["row"]!.GetValue<int>()));
        Assert.Equal(("malformed-request", "person-not-found"), (faults[0]!["code"]!.ToString(), faults[1]!["code"]!.ToString()));
        Assert.Contains("1199", refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        await NothingIsStoredAsync("E1");
    }

    [Fact]
    public async Task One_person_may_have_a_long_term_and_a_temporary_row_and_temporary_ones_one_after_the_other()
    {
        await InventedStaff.AddAsync(api.Database, "C", 1);

        (await PutAsync("C1", $$"""
            {"employer":"示例","rows":[
              {{Row("C00001", more: ""","validThrough":"2027-02-28" """)}},
              {{Row("C00001", type: "postedWorker", more: ""","promised":true""")}},
              {{Row("C00001", validFrom: "2027-03-01")}}]}
            """)).Ok();

        Assert.Equal((3, 0, 0), Counts(await FinishedAsync("C1")));
    }

    [Fact]
    public async Task A_batch_sent_again_is_answered_and_its_number_is_good_for_nothing_else()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "S", 3);
        var first = (await PutAsync("S1", Body(staff))).Ok();
        Assert.False(first.IsReplay);
        await FinishedAsync("S1");
        await api.Database.ExecuteAsync("UPDATE person SET status = 'Terminated' WHERE person_no LIKE 'S0000_'"); // no longer asked

        var again = (await PutAsync("S1", Body(staff))).Ok();

        Assert.Equal((true, 3), (again.IsReplay, again.Json["filed"]!.GetValue<int>()));
        var csv = $"personNo,type,destination,validFrom\n{string.Concat(staff.Select(no => $"{no},otherTemporary,310000,2026-09-01\n"))}";
        Assert.True((await PutAsync("S1?employer=%E7%A4%BA%E4%BE%8B", csv, "text/csv")).Ok().IsReplay);
        (await PutAsync("S1", Body(staff[..2]))).IsProblem(409, "number-reused");
        (await PutAsync("S1", Body(staff, employer: "另一单位"))).IsProblem(409, "number-reused");
        Assert.Equal(3L, await api.Database.ScalarAsync("SELECT count(*) FROM filing WHERE filing_no LIKE 'S1-%'"));
    }

    [Fact]
    public async Task A_number_that_a_filing_has_already_refuses_the_batch()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "N", 2);
        (await api.SendAsync(HttpMethod.Put, $"{Filings}/N1-2", Clerk, Row(staff[1]))).Ok();

        var fault = Assert.Single((await PutAsync("N1", Body(staff))).IsProblem(422, "batch-refused").Json["rows"]!.AsArray())!;

        Assert.Equal((2, "number-reused"), (fault["row"]!.GetValue<int>(), fault["code"]!.ToString()));
    }

    [Fact]
    public async Task A_batch_has_one_to_ten_thousand_rows()
    {
        (await PutAsync("T1", Body([.. Enumerable.Repeat("NOBODY", 10_001)]))).IsProblem(400, "invalid-request");
        (await PutAsync("T1", Body([]))).IsProblem(400, "invalid-request");
        Assert.Equal("/employer", (await PutAsync("T1", Body(["NOBODY"], employer: ""))).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
        (await PutAsync(new string('T', 31), Body(["NOBODY"]))).IsProblem(400, "invalid-request");
        await NothingIsStoredAsync("T1");
    }

    [Theory]
    [InlineData("text/csv", "personNo,salary\nX,1\n", 400)]
    [InlineData("text/csv", "personNo,personNo\nX,1\n", 400)]
    [InlineData("text/csv", "type\nreferral\n", 400)]
    [InlineData("text/csv", "personNo\n\"X\"Y\n", 400)]
    [InlineData("text/csv", "", 400)]
    [InlineData("text/csv", "personNo\n", 400)]
    [InlineData("text/csv", "personNo,type\nX\n", 422)]
    [InlineData("text/csv", "personNo,promised\nX,perhaps\n", 422)]
    [InlineData("application/json", "", 400)]
    [InlineData("application/json", "null", 400)]
    [InlineData("application/json", """{"employer":"x"}""", 400)]
    [InlineData("application/json", """{"employer":"x","rows":null}""", 400)]
    [InlineData("application/json", """{"employer":"x","rows":[],"rows":[]}""", 400)]
    [InlineData("application/json", """{"employer":"a\u0000b","rows":[null]}""", 400)]
    [InlineData("application/json", """{"employer":"x","rows":[{"personNo":"\ud83d"}]}""", 422)]
    [InlineData("text/plain", "personNo\n", 415)]
    public async Task What_is_no_batch_is_refused(string mediaType, string body, int status)
    {
        var answer = await PutAsync("M1?employer=x", body, mediaType);

        Assert.True(answer.Status == status, answer.Text);
        Assert.NotNull(answer.Code);
        await NothingIsStoredAsync("M1");
    }

    [Fact]
    public async Task What_a_crash_left_unfinished_is_finished_and_nothing_is_done_twice()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "K", 250);
        (await PutAsync("K1", Body(staff))).Ok();
        await FinishedAsync("K1");
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

        Assert.Equal((249, 1, 0), Counts(await FinishedAsync("K1")));
        Assert.Equal(before, await api.Database.ScalarAsync("SELECT min(filing_id::text) FROM filing WHERE filing_no = 'K1-1'"));
        await EachIsFiledOnceAsync("K1", 249);
        var refused = (await api.GetAsync($"{Batches}/K1/rows?after=149&limit=1", Clerk)).Ok().Json["items"]![0]!;
        Assert.Equal(("refused", "not-insured-here", null), (refused["outcome"]!.ToString(), refused["code"]!.ToString(), refused["filingNo"]));
    }

    [Fact]
    public async Task Three_instances_that_begin_at_once_make_one_filing_of_each_row()
    {
        await InventedStaff.AddAsync(api.Database, "Z", 1_000);
        await InventedStaff.AddBatchAsync(api.Database, "Z");

        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunningApi.StartAsync(api.ConnectionString))));
        var finished = await FinishedAsync("Z");
        foreach (var other in others)
            await other.DisposeAsync();

        Assert.Equal((1_000, 0, 0), Counts(finished));
        await EachIsFiledOnceAsync("Z", 1_000);
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

    private Task<Answer> PutAsync(string batch, string body, string mediaType = "application/json") =>
        api.SendAsync(HttpMethod.Put, $"{Batches}/{batch}", Clerk, body, mediaType: mediaType);

    private static string Body(string[] persons, string employer = "示例") =>
        $$"""{"employer":"{{employer}}","rows":[{{string.Join(',', persons.Select(no => Row(no)))}}]}""";

    private static string Row(
        string personNo, string type = "otherTemporary", string destination = "310000", string validFrom = "2026-09-01", string more = "") =>
        $$"""{"personNo":"{{personNo}}","type":"{{type}}","destination":"{{destination}}","validFrom":"{{validFrom}}"{{more}}}""";

    private async Task<JsonNode> FinishedAsync(string batchNo)
    {
        for (var i = 0; i < 600; i++)
        {
            var batch = (await api.GetAsync($"{Batches}/{batchNo}", Clerk)).Ok().Json;
            if (batch["finishedAt"] is not null)
                return batch;
            await Task.Delay(100);
        }
        throw new TimeoutException($"Batch {batchNo} was not finished within a minute.");
    }

    private async Task<JsonNode> FilingAsync(string filingNo) => (await api.GetAsync($"{Filings}/{filingNo}", Clerk)).Ok().Json;

    private static (int Filed, int Refused, int Waiting) Counts(JsonNode batch) =>
        (batch["filed"]!.GetValue<int>(), batch["refused"]!.GetValue<int>(), batch["waiting"]!.GetValue<int>());

    private async Task NothingIsStoredAsync(string batchNo) => Assert.Equal(0L, await api.Database.ScalarAsync(
        $"""
        SELECT (SELECT count(*) FROM filing_batch WHERE batch_no = '{batchNo}') + (SELECT count(*) FROM filing_batch_row WHERE batch_no = '{batchNo}')
            + (SELECT count(*) FROM filing WHERE filing_no LIKE '{batchNo}-%')
        """));

    private async Task EachIsFiledOnceAsync(string batchNo, long rows) => Assert.Equal($"{rows} {rows} {rows}", await api.Database.ScalarAsync(
        $"""
        SELECT concat_ws(' ', count(*), count(DISTINCT f.person_id), (SELECT count(*) FROM filing_event e JOIN filing USING (person_id, filing_id) WHERE filing_no LIKE '{batchNo}-%'))
        FROM filing f WHERE f.filing_no LIKE '{batchNo}-%'
        """));
}
