using System.Text.Json;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>Rows of a version are read strictly; a version with a faulty one is not taken.</summary>
public sealed class CatalogRowTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Good = """{"itemCode":"R-0","operation":"set","name":"项目","kind":"medicalService","itemClass":"b","firstSelfPaidRatio":0.1,"feeCategory":"03"}""";

    private readonly Province province = new(api, "460000");

    /// <summary>A row, expected column, expected code.</summary>
    public static TheoryData<string, string?, string> Rows => new()
    {
        { "null", null, "unreadable" },
        { "[]", null, "unreadable" },
        { "{}", "itemCode", "unreadable" },
        { """{"itemCode":"R-1","operation":"Set"}""", "operation", "unreadable" },
        { """{"itemCode":"R-1","operation":"set","colour":"red"}""", "colour", "unreadable" },
        { """{"itemCode":"","operation":"remove"}""", "itemCode", "item-code" },
        { """{"itemCode":"R\u0000","operation":"remove"}""", "itemCode", "item-code" },
        { """{"itemCode":"R-0","operation":"remove"}""", "itemCode", "twice" },
        { """{"itemCode":"R-1","operation":"remove","name":"项目"}""", "operation", "terms-of-removed" },
        { """{"itemCode":"R-1","operation":"set","kind":"medicalService","itemClass":"a","feeCategory":"03"}""", "name", "missing" },
        { Set(""" "name":"x\u0000" """), "name", "text" },
        { Set(""" "name":"\ud800" """), "name", "unreadable" },
        { Set(""" "name":" " """), "name", "text" },
        { Set(""" "feeCategory":"15" """), "feeCategory", "fee-category" },
        { Set(""" "firstSelfPaidRatio":null """), "firstSelfPaidRatio", "ratio" },
        { Set(""" "firstSelfPaidRatio":1.01 """), "firstSelfPaidRatio", "ratio" },
        { Set(""" "firstSelfPaidRatio":0.12345 """), "firstSelfPaidRatio", "ratio" },
        { Set(""" "firstSelfPaidRatio":1e400 """), "firstSelfPaidRatio", "unreadable" },
        { Set(""" "itemClass":"a" """), "firstSelfPaidRatio", "ratio" },
        { Set(""" "itemClass":"c" """), "firstSelfPaidRatio", "ratio" },
        { Set(""" "priceLimitTertiary":-1 """), "priceLimitTertiary", "price-limit" },
        { Set(""" "priceLimitTertiary":0.0000001 """), "priceLimitTertiary", "price-limit" },
        { Set(""" "priceLimitTertiary":99999999999 """), "priceLimitTertiary", "price-limit" },
        { Set(""" "paymentRestriction":"" """), "paymentRestriction", "text" },
        { Set(""" "onlySex":"female" """), "paymentRestriction", "conditions-without-text" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_faulty_row_is_named_with_its_column(string row, string? column, string code)
    {
        var refused = (await UploadAsync($$"""{"validFrom":"2030-01-01","basis":"x","rows":[{{Good}},{{row}}]}""")).IsProblem(422, "catalog-rows-refused");

        var fault = Assert.Single(refused.Json["rows"]!.AsArray())!;
        Assert.Equal((2, column, code), (fault["row"]!.GetValue<int>(), fault["column"]?.GetValue<string>(), fault["code"]!.GetValue<string>()));
        (await province.ReadAsync("R")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"validFrom":"2030-01-01","basis":"x","rows":null}""")]
    [InlineData("""{"validFrom":"2030-01-01","basis":"x","rows":[]}""")]
    [InlineData("""{"validFrom":"0001-01-01","basis":"x","rows":[{}]}""")]
    [InlineData("""{"validFrom":"9999-12-31","basis":"x","rows":[{}]}""")]
    [InlineData("""{"validFrom":"2030-01-01","basis":"\u0000","rows":[{}]}""")]
    [InlineData("""{"validFrom":"2030-01-01","basis":"","rows":[{}]}""")]
    public async Task A_body_that_is_no_version_is_refused(string body) => Assert.Equal(400, (await UploadAsync(body)).Status);

    [Fact]
    public async Task A_table_says_the_same_as_JSON()
    {
        const string table =
            """
            itemCode,operation,name,kind,itemClass,firstSelfPaidRatio,priceLimitTertiary,feeCategory,paymentRestriction,onlySex,saysAll
            T-1,set,"项目,一",medicalService,b,0.1,12.5,03,限女性,female,true
            T-2,remove,,,,,,,,,
            """;
        (await CsvAsync("T1", table)).Ok();

        var same = await province.UploadAsync("T1", new(2030, 1, 1),
            new
            {
                itemCode = "T-1",
                operation = "set",
                name = "项目,一",
                kind = "medicalService",
                itemClass = "b",
                firstSelfPaidRatio = 0.1m,
                priceLimitTertiary = 12.5m,
                feeCategory = "03",
                paymentRestriction = "限女性",
                onlySex = "female",
                saysAll = true,
            },
            Province.Remove("T-2"));
        Assert.True(same.Ok().IsReplay);
    }

    [Theory]
    [InlineData("", "malformed-request")]
    [InlineData("itemCode,colour\nT,red", "malformed-request")]
    [InlineData("operation\nset", "malformed-request")]
    [InlineData("itemCode,itemCode\nT,T", "malformed-request")]
    [InlineData("itemCode,operation\n\"T,set", "malformed-request")]
    [InlineData("itemCode,operation", "invalid-request")]
    public async Task A_table_that_is_none_is_refused(string table, string code) => (await CsvAsync("T2", table)).IsProblem(400, code);

    [Fact]
    public async Task A_line_of_a_table_that_is_too_short_is_named()
    {
        var fault = Assert.Single((await CsvAsync("T3", "itemCode,operation\nT-1,remove\nT-2")).IsProblem(422, "catalog-rows-refused").Json["rows"]!.AsArray())!;

        Assert.Equal(2, fault["row"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_whole_catalogue_is_taken_published_and_withdrawn()
    {
        var rows = Enumerable.Range(1, 20_000).Select(i => Province.Set($"M-{i:000000}", 0.1m)).ToArray();

        (await province.UploadAsync("M1", Province.Today.AddDays(30), rows)).Ok();
        var differences = (await api.GetAsync($"{province.Path}/M1/differences?limit=1", province.Reviewer)).Ok();
        Assert.Equal(20_000, differences.Json["counts"]!["added"]!.GetValue<int>());
        (await province.PublishAsync("M1")).Ok();
        Assert.Equal(20_000L, await LiveAsync());
        (await province.WithdrawAsync("M1")).Ok();
        Assert.Equal(0L, await LiveAsync());

        async Task<long> LiveAsync() =>
            (long)(await api.Database.ScalarAsync("SELECT count(*) FROM catalog_entry WHERE catalog_version = 'M1' AND superseded_at IS NULL"))!;
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_the_most()
    {
        var rows = Enumerable.Range(1, 100_001).Select(i => Province.Remove($"N-{i:000000}")).ToArray();

        (await province.UploadAsync("N1", Province.Today, rows)).IsProblem(400, "invalid-request");
        (await province.UploadAsync("N1", Province.Today, rows[..100_000])).Ok();
    }

    private static string Set(string field)
    {
        var name = field.Trim().Split('"')[1];
        var row = JsonDocument.Parse(Good.Replace("R-0", "R-1", StringComparison.Ordinal)).RootElement.EnumerateObject()
            .Where(p => p.Name != name).Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}");
        return $"{{{string.Join(',', row)},{field}}}";
    }

    private Task<Answer> UploadAsync(string body) => api.SendAsync(HttpMethod.Put, $"{province.Path}/R", province.Clerk, body);

    private Task<Answer> CsvAsync(string version, string table) => api.SendAsync(
        HttpMethod.Put, $"{province.Path}/{version}?validFrom=2030-01-01&basis=试验", province.Clerk, table, mediaType: "text/csv");
}
