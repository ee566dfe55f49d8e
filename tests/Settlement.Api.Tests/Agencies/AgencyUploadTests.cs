using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Agencies;

/// <summary>A province keeps all its windows by one table, whole or not at all.</summary>
[Rule("R-FAC-03")]
public sealed class AgencyUploadTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Header = "region,agencyCode,level,name,address,phones,hours,services,validFrom,place,parentRegion,parentCode,version\n";

    private string Clerk => api.Token(Role.Clerk, "510000");

    [Fact]
    public async Task A_table_brings_agencies_and_those_below_them()
    {
        const string Table = Header
            + "510100,U1,city,成都中心,某路1号,028-11111111;028-22222222,工作日,filing;enquiry,2026-01-01,,,,\n"
            + "510104,U2,county,锦江中心,某路2号,028-33333333,工作日,filing,2026-01-01,,510100,U1,\n";
        var answer = (await UploadAsync("UP1", Table)).Ok();

        Assert.Equal((2, 2, 0), (answer.Json["rows"]!.GetValue<int>(), answer.Json["recorded"]!.GetValue<int>(), answer.Json["changed"]!.GetValue<int>()));
        Assert.True((await UploadAsync("UP1", Table)).Ok().IsReplay);
        (await UploadAsync("UP1", Table.Replace("锦江", "青羊", StringComparison.Ordinal))).IsProblem(409, "number-reused");
        var found = (await api.GetAsync("v1/regions/510104/agencies/U2", Clerk)).Ok().Json;
        Assert.Equal("U1", found["parentCode"]!.GetValue<string>());

        var changed = (await UploadAsync("UP2", Header + "510104,U2,county,锦江新中心,某路2号,028-33333333,工作日,filing,2026-01-01,,510100,U1,1\n")).Ok();
        Assert.Equal(1, changed.Json["changed"]!.GetValue<int>());
        Assert.Equal("锦江新中心", (await api.GetAsync("v1/regions/510104/agencies/U2", Clerk)).Ok().Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_faulty_row_keeps_all_of_them_out_and_each_fault_is_named()
    {
        var problem = (await UploadAsync("UP3", Header
            + "510100,W1,city,好的一行,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510100,W2,county,层级不符,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510104,W3,county,上级不存在,某路1号,028-11111111,工作日,filing,2026-01-01,,510100,NONE,\n"
            + "510104,W4,county,没有这一版,某路1号,028-11111111,工作日,filing,2026-01-01,,,,7\n")).IsProblem(422, "batch-refused");

        Assert.Equal(
            [(2, "/rows/1/level"), (3, "/rows/2/parentCode"), (4, "/rows/3/agencyCode")],
            problem.Json["rows"]!.AsArray().Select(r => (r!["row"]!.GetValue<int>(), r["pointer"]!.GetValue<string>())));
        (await api.GetAsync("v1/regions/510100/agencies/W1", Clerk)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Rows_of_no_form_are_named_too()
    {
        var problem = (await UploadAsync("UP4", Header
            + "440100,W5,city,别省,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510100,W6,city,,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510100,W7,city,同号,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510100,W7,city,同号,某路1号,028-11111111,工作日,filing,2026-01-01,,,,\n"
            + "510100,W8,city,列数不对\n")).IsProblem(422, "batch-refused");

        Assert.Equal([1, 2, 4, 5], problem.Json["rows"]!.AsArray().Select(r => r!["row"]!.GetValue<int>()).Distinct());
    }

    [Theory]
    [InlineData("null", 400, "malformed-request")]
    [InlineData("{}", 400, "malformed-request")]
    [InlineData("""{"rows":[]}""", 400, "invalid-request")]
    [InlineData("""{"rows":[null]}""", 422, "batch-refused")]
    [InlineData("""{"rows":[{"region":null}]}""", 422, "batch-refused")]
    public async Task A_body_that_is_none_is_refused(string body, int status, string code) =>
        (await api.SendAsync(HttpMethod.Put, "v1/regions/510000/agency-uploads/UP5", Clerk, body)).IsProblem(status, code);

    [Fact]
    public async Task An_unknown_column_or_another_encoding_is_refused()
    {
        (await UploadAsync("UP6", "region,agencyCode,colour\n510100,X,red\n")).IsProblem(400, "malformed-request");
        (await UploadAsync("UP6", new byte[] { 0xff, 0xfe, 0x00 })).IsProblem(400, "malformed-request");
        (await UploadAsync("UP6", Header)).IsProblem(400, "invalid-request"); // no rows
    }

    [Fact]
    public async Task Of_many_uploads_of_one_number_at_once_one_is_taken()
    {
        const string Table = Header + "510300,Z1,city,自贡中心,某路1号,0813-1111111,工作日,filing,2026-01-01,,,,\n";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UploadAsync("UP7", Table)));

        Assert.All(answers, a => a.Ok());
        Assert.Single(answers, a => !a.IsReplay);
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM agency_event WHERE agency_code = 'Z1'"));
    }

    private Task<Answer> UploadAsync(string uploadNo, object table) =>
        api.SendAsync(HttpMethod.Put, $"v1/regions/510000/agency-uploads/{uploadNo}", Clerk, table, mediaType: "text/csv");
}
