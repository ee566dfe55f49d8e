using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

[Rule("R-FIL-04")]
public sealed class FilingBatchTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private readonly Batches batches = new(api);

    [Fact]
    public async Task A_batch_becomes_filings_that_wait_for_a_decision_whether_it_comes_as_JSON_or_CSV()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "A", 2);
        var json = (await batches.PutAsync("A-json", """
            { "employer": "杭州示例有限公司", "rows": [
              { "personNo": "A00001", "type": "postedWorker", "destination": "310000", "validFrom": "2026-09-01", "shown": ["credential", "workContract"], "promised": true, "phone": "0571-1", "address": "上海市, \"徐汇\"区" },
              { "personNo": "A00002", "type": "otherTemporary", "destination": "440100", "validFrom": "2026-09-01", "validThrough": "2027-08-31" } ] }
            """)).Ok();
        var csv = (await batches.PutAsync("A-csv?employer=%E6%9D%AD%E5%B7%9E%E7%A4%BA%E4%BE%8B%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8",
            "\uFEFFtype,personNo,destination,validFrom,validThrough,shown,promised,phone,address\r\n"
            + "postedWorker,A00001,310000,2026-09-01,,credential;workContract,true,0571-1,\"上海市, \"\"徐汇\"\"区\"\r\n"
            + "otherTemporary,A00002,440100,2026-09-01,2027-08-31,,,,\r\n", "text/csv")).Ok();
        Assert.Equal(("杭州示例有限公司", 2), (csv.Json["employer"]!.ToString(), csv.Json["rows"]!.GetValue<int>()));

        var finished = await batches.FinishedAsync("A-json");
        await batches.FinishedAsync("A-csv");

        Assert.Equal((2, 0, 0), Batches.Counts(finished));
        for (var row = 1; row <= 2; row++)
        {
            var (fromJson, fromCsv) = (await batches.FilingAsync($"A-json-{row}"), await batches.FilingAsync($"A-csv-{row}"));
            Assert.Equal(("submitted", "employer", 1), (fromJson["state"]!.ToString(), fromJson["channel"]!.ToString(), fromJson["version"]!.GetValue<int>()));
            Assert.Equal(json.Json["submittedAt"]!.ToString(), fromJson["submittedAt"]!.ToString());
            foreach (var name in new[] { "filingNo", "submittedAt" })
                (fromJson[name], fromCsv[name]) = (null, null);
            Assert.Equal(fromJson.ToJsonString(), fromCsv.ToJsonString());
        }
        var first = await batches.FilingAsync("A-json-1");
        Assert.Equal("""["credential","workContract"]""", first["shown"]!.ToJsonString());
        Assert.Equal((staff[0], "上海市, \"徐汇\"区", "true"), (first["personNo"]!.ToString(), first["address"]!.ToString(), first["promised"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_rows_can_be_read_page_by_page_with_what_became_of_them()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "P", 5);
        (await batches.PutAsync("P1", Batches.Body(staff))).Ok();
        await batches.FinishedAsync("P1");

        var first = (await api.GetAsync($"{Batches.Path}/P1/rows?limit=3", batches.Clerk)).Ok().Json;
        var second = (await api.GetAsync($"{Batches.Path}/P1/rows?limit=3&after={first["next"]}", batches.Clerk)).Ok().Json;

        Assert.Equal("3", first["next"]!.ToJsonString());
        Assert.Null(second["next"]);
        var rows = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).ToList();
        Assert.Equal(staff, rows.Select(row => row!["personNo"]!.ToString()));
        Assert.Equal(["P1-1", "P1-2", "P1-3", "P1-4", "P1-5"], rows.Select(row => row!["filingNo"]!.ToString()));
        Assert.All(rows, row => Assert.Equal("filed", row!["outcome"]!.ToString()));
        (await api.GetAsync($"{Batches.Path}/P1/rows?limit=201", batches.Clerk)).IsProblem(400, "invalid-request");
        (await api.GetAsync($"{Batches.Path}/P1/rows?after=x", batches.Clerk)).IsProblem(400, "malformed-request");
        (await api.GetAsync($"{Batches.Path}/NONE/rows", batches.Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Batches.Path}/NONE", batches.Clerk)).IsProblem(404, "not-found");
        (await api.GetAsync($"{Batches.Path}/P1", api.Token(Role.Clerk, "440100"))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task One_person_may_have_a_long_term_and_a_temporary_row_and_temporary_ones_one_after_the_other()
    {
        await InventedStaff.AddAsync(api.Database, "C", 1);

        (await batches.PutAsync("C1", $$"""
            {"employer":"示例","rows":[
              {{Batches.Row("C00001", more: ""","validThrough":"2027-02-28" """)}},
              {{Batches.Row("C00001", type: "postedWorker", more: ""","promised":true""")}},
              {{Batches.Row("C00001", validFrom: "2027-03-01")}}]}
            """)).Ok();

        Assert.Equal((3, 0, 0), Batches.Counts(await batches.FinishedAsync("C1")));
    }

    [Fact]
    public async Task A_batch_sent_again_is_answered_and_its_number_is_good_for_nothing_else()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "S", 3);
        var first = (await batches.PutAsync("S1", Batches.Body(staff))).Ok();
        Assert.False(first.IsReplay);
        await batches.FinishedAsync("S1");
        await api.Database.ExecuteAsync("UPDATE person SET status = 'Terminated' WHERE person_no LIKE 'S0000_'"); // no longer asked

        var again = (await batches.PutAsync("S1", Batches.Body(staff))).Ok();

        Assert.Equal((true, 3), (again.IsReplay, again.Json["filed"]!.GetValue<int>()));
        var csv = $"personNo,type,destination,validFrom\n{string.Concat(staff.Select(no => $"{no},otherTemporary,310000,2026-09-01\n"))}";
        Assert.True((await batches.PutAsync("S1?employer=%E7%A4%BA%E4%BE%8B", csv, "text/csv")).Ok().IsReplay);
        (await batches.PutAsync("S1", Batches.Body(staff[..2]))).IsProblem(409, "number-reused");
        (await batches.PutAsync("S1", Batches.Body(staff, employer: "另一单位"))).IsProblem(409, "number-reused");
        Assert.Equal(3L, await api.Database.ScalarAsync("SELECT count(*) FROM filing WHERE filing_no LIKE 'S1-%'"));
    }
}
