using Settlement.Api.Access;
using Settlement.Api.Tests.Filings;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Chronic;

/// <summary>Uploads are taken as a whole or not at all; lists of the insured place.</summary>
[Rule("R-CHR-01")]
public sealed class QualificationUploadTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Region = $"v1/regions/{InventedStaff.Region}";

    private string Clerk => api.Token(Role.Clerk, InventedStaff.Region);

    [Fact]
    public async Task An_upload_comes_as_JSON_or_CSV_and_the_same_rows_again_change_nothing()
    {
        await InventedStaff.AddAsync(api.Database, "A", 2);
        const string csv = "\uFEFFqualificationNo,personNo,diseaseCode,validFrom,validThrough,facilities,doctor,issuedOn,issuer\r\n"
            + "A-1,A00001,M03900,2026-01-01,2026-12-31,H46010599001;H31010499001,王,2025-12-01,\"医院, 一\"\r\n"
            + "A-2,A00002,M01600,2026-01-01,,,李,2025-12-01,医院\r\n";
        const string json = """
            { "rows": [
              { "qualificationNo": "A-1", "personNo": "A00001", "diseaseCode": "M03900", "validFrom": "2026-01-01", "validThrough": "2026-12-31",
                "facilities": ["H46010599001", "H31010499001"], "doctor": "王", "issuedOn": "2025-12-01", "issuer": "医院, 一" },
              { "qualificationNo": "A-2", "personNo": "A00002", "diseaseCode": "M01600", "validFrom": "2026-01-01", "doctor": "李", "issuedOn": "2025-12-01", "issuer": "医院" } ] }
            """;

        var dry = (await UploadAsync("A?dryRun=true", csv, "text/csv")).Ok();
        Assert.Equal(("2", "true", 0L), (dry.Json["granted"]!.ToJsonString(), dry.Json["dryRun"]!.ToJsonString(), await CountAsync("A-%")));
        var uploaded = (await UploadAsync("A", csv, "text/csv")).Ok();
        Assert.Equal(("2", 2L), (uploaded.Json["granted"]!.ToJsonString(), await CountAsync("A-%")));
        Assert.True((await UploadAsync("A", json)).Ok().IsReplay); // the same content
        var under = (await UploadAsync("A-again", json)).Ok().Json; // under another number: granted before
        Assert.Equal(("0", "2"), (under["granted"]!.ToJsonString(), under["unchanged"]!.ToJsonString()));
        (await UploadAsync("A", json.Replace("M01600", "M08300"))).IsProblem(409, "number-reused");

        var one = (await api.GetAsync($"{Region}/persons/A00001/qualifications/A-1", Clerk)).Ok().Json;
        Assert.Equal("""["H46010599001","H31010499001"]""", one["facilities"]!.ToJsonString());
        Assert.Equal("医院, 一", one["certificate"]!["issuer"]!.ToString());
        Assert.Single((await api.GetAsync($"{Region}/persons/A00001/qualifications/A-1/history", Clerk)).Ok().Json["items"]!.AsArray());
    }

    /// <summary>The second of two rows, expected pointer and code.</summary>
    public static TheoryData<string, string, string> BadRows => new()
    {
        { Row("B-2", "NOBODY"), "/rows/1/personNo", "person-not-found" },
        { Row("B-2", "B00002", disease: "hyper"), "/rows/1/diseaseCode", "invalid-request" },
        { Row("B-2", "B00002", from: "2026-02-30"), "/rows/1/validFrom", "malformed-request" },
        { Row("B-2", "B00002", from: "0001-01-01"), "/rows/1/validFrom", "invalid-request" },
        { Row("B-2", "B00002", more: ""","facilities":["H99999999999"]"""), "/rows/1/facilities/0", "qualification-facilities" },
        { Row("B-2", "B00002", more: ""","issuer":"a\u0000b" """).Replace(""","issuer":"医院" """.TrimEnd(), ""), "/rows/1/issuer", "invalid-request" },
        { Row("B 2", "B00002"), "/rows/1/qualificationNo", "invalid-request" },
        { Row("B-2", "B00002", more: ""","x":1"""), "/rows/1/x", "malformed-request" },
        { Row("B-2", "B00001"), "/rows/1", "qualification-row-twice" },
        { Row("B-1", "B00001", disease: "M08300"), "/rows/1", "qualification-row-twice" },
        { Row("B-2", "B00003"), "/rows/1/validFrom", "qualification-overlaps" },
        { Row("B-0", "B00003", disease: "M08300"), "/rows/1/qualificationNo", "number-reused" },
        { "null", "/rows/1", "malformed-request" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task One_faulty_row_refuses_the_whole_upload(string row, string pointer, string code)
    {
        if (await api.Database.ScalarAsync("SELECT 1 FROM person WHERE person_no = 'B00001'") is null)
        {
            await InventedStaff.AddAsync(api.Database, "B", 3);
            (await UploadAsync("B0", $$"""{"rows":[{{Row("B-0", "B00003")}}]}""")).Ok();
        }

        foreach (var dryRun in new[] { "?dryRun=true", "" })
        {
            var refused = (await UploadAsync($"B1{dryRun}", $$"""{"rows":[{{Row("B-1", "B00001")}},{{row}}]}""")).IsProblem(422, "batch-refused");
            var fault = Assert.Single(refused.Json["rows"]!.AsArray())!;
            Assert.Equal((2, pointer, code), (fault["row"]!.GetValue<int>(), fault["pointer"]!.ToString(), fault["code"]!.ToString()));
        }
        Assert.Equal(0L, await CountAsync("B-1"));
    }

    [Fact]
    public async Task Ten_thousand_rows_are_taken_at_once_and_listed_page_by_page()
    {
        await InventedStaff.AddAsync(api.Database, "C", 10_000);
        var rows = Enumerable.Range(1, 10_000).Select(i => Row($"C-{i}", $"C{i:00000}", from: "2020-01-01", disease: "M07804", more: i % 4000 == 0 ? ""","validThrough":"2026-06-30" """ : ""));

        Assert.Equal("10000", (await UploadAsync("C", $$"""{"rows":[{{string.Join(',', rows)}}]}""")).Ok().Json["granted"]!.ToJsonString());

        (await UploadAsync("C2", $$"""{"rows":[{{string.Join(',', Enumerable.Repeat(Row("X", "X"), 10_001))}}]}""")).IsProblem(400, "invalid-request");
        (await UploadAsync("C2", """{"rows":[]}""")).IsProblem(400, "invalid-request");
        var first = (await api.GetAsync($"{Region}/qualifications?disease=M07804&limit=150", Clerk)).Ok().Json;
        var second = (await api.GetAsync($"{Region}/qualifications?disease=M07804&limit=150&after={first["next"]}", Clerk)).Ok().Json;
        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"C-{i}"),
            first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(q => q!["qualificationNo"]!.ToString()));
        var expiring = (await api.GetAsync($"{Region}/qualifications?expiringBefore=2026-07-01", Clerk)).Ok().Json;
        Assert.Equal(["C-4000", "C-8000"], expiring["items"]!.AsArray().Select(q => q!["qualificationNo"]!.ToString()));
        Assert.Empty((await api.GetAsync($"{Region}/qualifications?expiringBefore=2026-06-30", Clerk)).Ok().Json["items"]!.AsArray());
        Assert.Empty((await api.GetAsync($"{Region}/qualifications?disease=M07804&validOn=2019-12-31", Clerk)).Ok().Json["items"]!.AsArray());
        foreach (var bad in new[] { "limit=0", "limit=201", "disease=M1", "disease=%00%00%00%00%00%00", "validOn=0001-01-01", "expiringBefore=9999-12-31" })
            (await api.GetAsync($"{Region}/qualifications?{bad}", Clerk)).IsProblem(400, "invalid-request");
    }

    private static string Row(string no, string person, string disease = "M03900", string from = "2026-01-01", string more = "") =>
        $$"""{"qualificationNo":"{{no}}","personNo":"{{person}}","diseaseCode":"{{disease}}","validFrom":"{{from}}","doctor":"王","issuedOn":"2025-12-01","issuer":"医院"{{more}}}""";

    private async Task<long> CountAsync(string like) => (long)(await api.Database.ScalarAsync($"SELECT count(*) FROM chronic_qualification WHERE qualification_no LIKE '{like}'"))!;

    private Task<Answer> UploadAsync(string no, string body, string mediaType = "application/json") =>
        api.SendAsync(HttpMethod.Put, $"{Region}/qualification-uploads/{no}", Clerk, body, mediaType: mediaType);
}
