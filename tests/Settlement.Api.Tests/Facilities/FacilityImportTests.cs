using System.Globalization;
using System.Text.Json.Nodes;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Facilities;

/// <summary>A province's list: checked, looked at, applied as it was shown or not at all. Each test has a province of its own.</summary>
[Rule("R-FAC-02")]
public sealed class FacilityImportTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Header = "facilityCode,name,level,region,agreementFrom,agreementThrough,openings\n";
    private static readonly string Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("O", CultureInfo.InvariantCulture);
    private static readonly string Later = DateOnly.Parse(Today, CultureInfo.InvariantCulture).AddDays(30).ToString("O", CultureInfo.InvariantCulture);
    private static readonly string DayBeforeLater = DateOnly.Parse(Today, CultureInfo.InvariantCulture).AddDays(29).ToString("O", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_check_changes_nothing_and_an_application_does_what_was_shown()
    {
        const string Province = "v1/regions/210000/facility-imports";
        var first = Header
            + "H21010200001,沈阳第一医院,tertiary,210102,2023-01-01,,inpatient@2023-01-01;chronicOutpatient/M03900@2024-01-01\n"
            + "P21010200002,沈阳药房,community,210102,2023-01-01,,pharmacy@2023-01-01~2099-12-31\n"
            + "H21010200003,沈阳第三医院,primary,210102,2023-01-01,,outpatient@2023-01-01\n";
        Counts(await CheckAsync($"{Province}/A1", "210000", first), added: 3);
        (await api.GetAsync("v1/facilities/H21010200001", Admin("210000"))).IsProblem(404, "not-found");
        var applied = (await ApplyAsync($"{Province}/A1", "210000")).Ok();
        Assert.Equal("test-administrator", applied.Json["appliedBy"]!.GetValue<string>());
        var facility = (await api.GetAsync("v1/facilities/H21010200001", Admin("210000"))).Ok().Json;
        Assert.Equal(["inpatient", "chronicOutpatient"], facility["openings"]!.AsArray().Select(o => o!["service"]!.GetValue<string>()));
        Assert.Equal("provincial", facility["origin"]!.GetValue<string>());

        // Renamed and its inpatient care closed; the pharmacy as it was; the third is missing from a complete list.
        var second = Header
            + "H21010200001,沈阳中心医院,tertiary,210102,2023-01-01,,chronicOutpatient/M03900@2024-01-01\n"
            + "P21010200002,沈阳药房,community,210102,2023-01-01,,pharmacy@2023-01-01~2099-12-31\n";
        Counts(await CheckAsync($"{Province}/A2?validFrom={Later}&completeList=true", "210000", second), changed: 1, closed: 1, unchanged: 1);
        var rows = (await api.GetAsync($"{Province}/A2/rows", Admin("210000"))).Ok().Json["items"]!.AsArray();
        Assert.Equal(
            [
                $"H21010200001 changed name:沈阳第一医院>沈阳中心医院 inpatient:2023-01-01/..>2023-01-01/{DayBeforeLater}",
                $"H21010200003 closed agreement:2023-01-01/..>2023-01-01/{DayBeforeLater}",
            ],
            rows.Select(r => $"{r!["facilityCode"]} {r["outcome"]} "
                + string.Join(' ', r["changes"]!.AsArray().Select(c => $"{c!["field"]}:{c["before"]}>{c["after"]}"))));
        (await ApplyAsync($"{Province}/A2", "210000")).Ok();

        var closed = (await api.GetAsync("v1/facilities/H21010200003", Admin("210000"))).Ok().Json;
        Assert.Equal(DayBeforeLater, closed["agreementThrough"]!.GetValue<string>());
        var history = (await api.GetAsync("v1/facilities/H21010200001/history", Admin("210000"))).Ok().Json["changes"]!.AsArray();
        Assert.Equal(["import/A1 added", "import/A2 changed"], history.Select(c => $"{c!["changeNo"]} {c["kind"]}"));
        Counts(await CheckAsync($"{Province}/A3?validFrom={Later}", "210000", second), unchanged: 2);
    }

    [Fact]
    public async Task Rows_at_fault_are_named_and_nothing_is_taken()
    {
        const string Import = "v1/regions/220000/facility-imports/B1";
        var list = Header
            + "H22010200001,长春医院,tertiary,220102,2023-01-01,,inpatient@2023-01-01;inpatient@2024-01-01\n" // overlap
            + "H21010200009,别省医院,tertiary,220102,2023-01-01,,\n" // another province's code
            + "H22010200003,长春三院,best,220102,2023-01-01,,\n" // no level
            + "H22010200001,长春医院,tertiary,210102,2023-13-01,,\n" // no day
            + "H22010200005,长春五院,tertiary,229999,2023-01-01,2022-01-01,chronicOutpatient@2023-01-01\n" // region, days, disease
            + "H22010200001,长春医院,tertiary,220102,2023-01-01,,\n"; // twice
        var problem = (await CheckAsync(Import, "220000", list)).IsProblem(422, "facility-import-refused").Json;

        Assert.Equal(
            [
                "1 openings openings-overlap", "2 facilityCode not-of-province", "3 level invalid-request", "4 agreementFrom invalid-request",
                "5 region invalid-request", "5 agreementThrough invalid-request", "5 openings invalid-request", "6 facilityCode facility-twice",
            ],
            problem["rows"]!.AsArray().Select(r => $"{r!["row"]} {r["column"]} {r["code"]}"));
        (await api.GetAsync(Import, Admin("220000"))).IsProblem(404, "not-found");
        Counts(await CheckAsync(Import, "220000", Header + "H22010200001,长春医院,tertiary,220102,2023-01-01,,\n"), added: 1); // the number is still free
    }

    [Fact]
    public async Task A_list_takes_no_day_before_today_away()
    {
        const string Province = "v1/regions/230000/facility-imports";
        await CheckAsync($"{Province}/C1", "230000", Header + "H23010200001,哈尔滨医院,tertiary,230102,2023-01-01,,inpatient@2023-01-01\n");
        (await ApplyAsync($"{Province}/C1", "230000")).Ok();

        var problem = (await CheckAsync($"{Province}/C2", "230000", Header
            + "H23010200001,哈尔滨医院,tertiary,230102,2023-01-01,2023-12-31,inpatient@2023-01-01~2023-12-31\n")).IsProblem(422, "facility-import-refused").Json;

        Assert.Equal(["1 agreementThrough agreement-cut-short", "1 openings opening-cut-short"],
            problem["rows"]!.AsArray().Select(r => $"{r!["row"]} {r["column"]} {r["code"]}"));
        (await CheckAsync($"{Province}/C3?validFrom=2020-01-01", "230000", Header)).IsProblem(422, "date-not-possible");
    }

    [Fact]
    public async Task A_retry_gets_the_same_answer_and_another_list_under_the_number_a_clash()
    {
        const string Import = "v1/regions/150000/facility-imports/D1";
        var list = Header + "H15010200001,呼和浩特医院,tertiary,150102,2023-01-01,,\n";
        var answer = await CheckAsync(Import, "150000", list);
        var again = await CheckAsync(Import, "150000", list);
        Assert.Equal((answer.Text, true), (again.Text, again.IsReplay));
        (await CheckAsync(Import, "150000", list.Replace("tertiary", "primary", StringComparison.Ordinal))).IsProblem(409, "number-reused");

        var applied = (await ApplyAsync(Import, "150000")).Ok();
        var appliedAgain = (await ApplyAsync(Import, "150000")).Ok();
        Assert.Equal((applied.Text, true), (appliedAgain.Text, appliedAgain.IsReplay));
    }

    [Fact]
    public async Task Of_two_lists_checked_on_one_state_only_one_is_applied()
    {
        const string Province = "v1/regions/140000/facility-imports";
        for (var i = 0; i < 6; i++)
            Counts(await CheckAsync($"{Province}/E{i}", "140000", Header + $"H1401050000{i},太原医院{i},tertiary,140105,2023-01-01,,\n"), added: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ApplyAsync($"{Province}/E{i}", "140000")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "facility-import-outdated"));
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM facility WHERE facility_code LIKE 'H14%' AND source = 'provincial'"));
    }

    [Fact]
    public async Task A_list_may_be_json_and_brings_everything_that_is_known_of_a_facility()
    {
        const string Import = "v1/regions/130000/facility-imports/F1";
        var list = """
            { "facilities": [{ "facilityCode": "H13010200001", "name": "石家庄示范医院", "formerNames": ["旧院名"], "level": "tertiary", "grade": "a",
              "region": "130102", "address": "中山路1号", "latitude": 38.045, "longitude": 114.51, "phone": "0311-1", "agreementFrom": "2023-01-01",
              "openings": [{ "service": "chronicOutpatient", "diseaseCode": "M03900", "openFrom": "2023-01-01" }] }] }
            """;
        (await api.SendAsync(HttpMethod.Put, Import, Admin("130000"), list)).Ok();
        (await ApplyAsync(Import, "130000")).Ok();

        var facility = (await api.GetAsync("v1/facilities/H13010200001", Admin("130000"))).Ok().Json;
        Assert.Equal("旧院名 a 中山路1号 38.045 114.51 0311-1", $"{facility["formerNames"]![0]} {facility["grade"]} {facility["address"]} {facility["latitude"]} {facility["longitude"]} {facility["phone"]}");
        var found = await FacilityWait.ForAsync(api, "v1/facilities?name=旧院名&region=130000&service=chronicOutpatient&disease=M03900", Admin("130000"));
        Assert.Equal("H13010200001", found["items"]![0]!["facilityCode"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", "text/csv")]
    [InlineData("facilityCode,colour\n", "text/csv")]
    [InlineData("facilityCode,name\n\"", "text/csv")]
    [InlineData("null", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData("""{"facilities":null}""", "application/json")]
    [InlineData("""{"facilities":[]}""", "application/json")]
    public async Task What_is_no_list_is_malformed(string body, string mediaType) =>
        Assert.Equal(400, (await api.SendAsync(HttpMethod.Put, "v1/regions/140000/facility-imports/G1", Admin("140000"), body, mediaType: mediaType)).Status);

    [Theory]
    [InlineData("""{"facilities":[null]}""")]
    [InlineData("""{"facilities":[{}]}""")]
    [InlineData("""{"facilities":[{"facilityCode":null,"name":"a","level":"tertiary","region":"140105","agreementFrom":"2023-01-01","openings":[null]}]}""")]
    [InlineData("""{"facilities":[{"facilityCode":"H14010599999","name":"\u0000","level":"tertiary","region":"140105","agreementFrom":"0001-01-01","openings":[null]}]}""")]
    [InlineData("""{"facilities":[{"facilityCode":"H14010599999","name":"a","level":"tertiary","region":"140105","agreementFrom":"2023-01-01","openings":[],"latitude":1e27,"longitude":0}]}""")]
    public async Task Rows_that_are_none_are_named(string body) =>
        (await api.SendAsync(HttpMethod.Put, "v1/regions/140000/facility-imports/G2", Admin("140000"), body)).IsProblem(422, "facility-import-refused");

    private string Admin(string province) => api.Token(Role.Administrator, province);

    private Task<Answer> CheckAsync(string path, string province, string csv) => api.SendAsync(HttpMethod.Put, path, Admin(province), csv, mediaType: "text/csv");

    private Task<Answer> ApplyAsync(string path, string province) => api.SendAsync(HttpMethod.Post, $"{path}/application", Admin(province), null);

    private static void Counts(Answer answer, int added = 0, int changed = 0, int closed = 0, int unchanged = 0)
    {
        JsonNode json = answer.Ok().Json;
        Assert.Equal((added, changed, closed, unchanged),
            (json["added"]!.GetValue<int>(), json["changed"]!.GetValue<int>(), json["closed"]!.GetValue<int>(), json["unchanged"]!.GetValue<int>()));
    }
}

/// <summary>Searches answer from the snapshot, which has a change within two seconds.</summary>
internal static class FacilityWait
{
    internal static async Task<JsonNode> ForAsync(DemonstrationApi api, string path, string token, int total = 1)
    {
        for (var i = 0; ; i++)
        {
            var found = (await api.GetAsync(path, token)).Ok().Json;
            if (found["total"]!.GetValue<int>() == total || i == 100)
                return found;
            await Task.Delay(100);
        }
    }
}
