using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Filings;

/// <summary>A batch is taken whole or not at all.</summary>
[Rule("R-FIL-04")]
public sealed class FilingBatchRefusalTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private readonly Batches batches = new(api);

    /// <summary>The second of two rows, expected pointer and code.</summary>
    public static TheoryData<string, string, string> BadRows => new()
    {
        { Batches.Row("R00002", validFrom: "2026-02-30"), "/rows/1/validFrom", "malformed-request" },
        { Batches.Row("R00002", validFrom: "1999-01-01"), "/rows/1/validFrom", "invalid-request" },
        { Batches.Row("R00002", more: ""","validThrough":"2026-08-31" """), "/rows/1/validThrough", "invalid-request" },
        { Batches.Row("R00002", more: ""","validThrough":"2026-12-31" """), "/rows/1/validThrough", "filing-period" }, // at least six months
        { Batches.Row("R00002", destination: "999999"), "/rows/1/destination", "destination-not-possible" },
        { Batches.Row("R00002", destination: "110100"), "/rows/1/destination", "destination-not-possible" }, // 市辖区
        { Batches.Row("R00002", destination: "330103"), "/rows/1/destination", "destination-not-possible" }, // abolished
        { Batches.Row("R00002", destination: "330100"), "/rows/1/destination", "destination-not-possible" }, // the insured place
        { Batches.Row("R00002", destination: "3301"), "/rows/1/destination", "invalid-request" },
        { Batches.Row("R00002", more: ""","identityNumber":"330100199001010010" """), "/rows/1/identityNumber", "invalid-request" }, // check digit
        { Batches.Row("R00002", more: ""","identityNumber":"11010519491231002X" """), "/rows/1/identityNumber", "identity-not-of-person" },
        { Batches.Row("R00002", type: "holiday"), "/rows/1/type", "malformed-request" },
        { Batches.Row("R00002", type: "postedWorker", more: ""","validThrough":"2027-12-31" """), "/rows/1/validThrough", "invalid-request" },
        { Batches.Row("R00002", more: ""","shown":["passport"] """), "/rows/1/shown/0", "malformed-request" },
        { Batches.Row("R00002", more: ""","employer":"x" """), "/rows/1/employer", "malformed-request" },
        { Batches.Row("R00002", more: ""","address":"a\u0000b" """), "/rows/1/address", "invalid-request" },
        { """{"personNo":"R00002"}""", "/rows/1/type", "malformed-request" },
        { "null", "/rows/1", "malformed-request" },
        { "[]", "/rows/1", "malformed-request" },
        { Batches.Row("R00001"), "/rows/1", "batch-row-twice" },
        { Batches.Row("R00001", destination: "440100", more: ""","validThrough":"2027-06-30" """), "/rows/1", "batch-row-twice" },
        { Batches.Row("NOBODY"), "/rows/1/personNo", "person-not-found" },
        { Batches.Row("DEMO02"), "/rows/1/personNo", "person-not-found" }, // insured elsewhere
        { Batches.Row("R00003"), "/rows/1/personNo", "not-insured-here" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task One_faulty_row_refuses_the_whole_batch(string row, string pointer, string code)
    {
        if (await api.Database.ScalarAsync("SELECT 1 FROM person WHERE person_no = 'R00001'") is null)
            await InventedStaff.AddAsync(api.Database, "R", 3);
        await api.Database.ExecuteAsync("UPDATE person SET status = 'Terminated' WHERE person_no = 'R00003'");

        var refused = (await batches.PutAsync("R1", $$"""{"employer":"示例","rows":[{{Batches.Row("R00001")}},{{row}}]}""")).IsProblem(422, "batch-refused");

        var fault = Assert.Single(refused.Json["rows"]!.AsArray())!;
        Assert.Equal((2, pointer, code), (fault["row"]!.GetValue<int>(), fault["pointer"]!.ToString(), fault["code"]!.ToString()));
        Assert.False(string.IsNullOrEmpty(fault["detail"]!.ToString()));
        await batches.NothingIsStoredAsync("R1");
    }

    [Fact]
    public async Task Every_faulty_row_is_named_up_to_a_thousand()
    {
        await InventedStaff.AddAsync(api.Database, "E", 1);
        var rows = Enumerable.Range(0, 1_200).Select(i => i switch { 0 => Batches.Row("E00001"), 1 => Batches.Row("E00001", type: "holiday"), _ => Batches.Row($"NOBODY{i}") });

        var refused = (await batches.PutAsync("E1", $$"""{"employer":"示例","rows":[{{string.Join(',', rows)}}]}""")).IsProblem(422, "batch-refused");

        var faults = refused.Json["rows"]!.AsArray();
        Assert.Equal(Enumerable.Range(2, 1_000), faults.Select(f => f!["row"]!.GetValue<int>()));
        Assert.Equal(("malformed-request", "person-not-found"), (faults[0]!["code"]!.ToString(), faults[1]!["code"]!.ToString()));
        Assert.Contains("1199", refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        await batches.NothingIsStoredAsync("E1");
    }

    [Fact]
    public async Task A_number_that_a_filing_has_already_refuses_the_batch()
    {
        var staff = await InventedStaff.AddAsync(api.Database, "N", 2);
        (await api.SendAsync(HttpMethod.Put, $"{Batches.Filings}/N1-2", batches.Clerk, Batches.Row(staff[1]))).Ok();

        var fault = Assert.Single((await batches.PutAsync("N1", Batches.Body(staff))).IsProblem(422, "batch-refused").Json["rows"]!.AsArray())!;

        Assert.Equal((2, "number-reused"), (fault["row"]!.GetValue<int>(), fault["code"]!.ToString()));
    }

    [Fact]
    public async Task A_batch_has_one_to_ten_thousand_rows()
    {
        (await batches.PutAsync("T1", Batches.Body([.. Enumerable.Repeat("NOBODY", 10_001)]))).IsProblem(400, "invalid-request");
        (await batches.PutAsync("T1", Batches.Body([]))).IsProblem(400, "invalid-request");
        Assert.Equal("/employer", (await batches.PutAsync("T1", Batches.Body(["NOBODY"], employer: ""))).IsProblem(400, "invalid-request").Json["pointer"]!.ToString());
        (await batches.PutAsync(new string('T', 31), Batches.Body(["NOBODY"]))).IsProblem(400, "invalid-request");
        await batches.NothingIsStoredAsync("T1");
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
        var answer = await batches.PutAsync("M1?employer=x", body, mediaType);

        Assert.True(answer.Status == status, answer.Text);
        Assert.NotNull(answer.Code);
        await batches.NothingIsStoredAsync("M1");
    }
}
