using Settlement.Api.Access;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Agencies;

/// <summary>Agencies down to the windows of villages, kept by their regions and found by everybody.</summary>
[Rule("R-FAC-03")]
public sealed class AgencyTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private string Clerk => api.Token(Role.Clerk, "430000");

    private string Shandong => api.Token(Role.Clerk, "370000");

    private string Hospital => api.Token(Role.Hospital, "H46010599001");

    [Fact]
    public async Task A_region_finds_what_lies_in_it_down_to_the_village()
    {
        (await RecordAsync("370000", "P", "province", token: Shandong)).Ok();
        (await RecordAsync("370100", "C", "city", parent: ("370000", "P"), token: Shandong)).Ok();
        (await RecordAsync("370102", "D", "county", parent: ("370100", "C"), token: Shandong)).Ok();
        (await RecordAsync("370102", "T", "township", place: "370102001", parent: ("370102", "D"), token: Shandong)).Ok();
        (await RecordAsync("370102", "V", "village", place: "370102001003", parent: ("370102", "T"), token: Shandong)).Ok();

        Assert.Equal(["370000/P", "370100/C", "370102/D", "370102/T", "370102/V"], await FindAsync("region=370000&on=2026-06-01"));
        Assert.Equal(["370100/C", "370102/D", "370102/T", "370102/V"], await FindAsync("region=370100&on=2026-06-01"));
        Assert.Equal(["370102/T", "370102/V"], await FindAsync("region=370102001&on=2026-06-01"));
        Assert.Equal(["370102/V"], await FindAsync("region=370102001003&on=2026-06-01"));
        Assert.Equal(["370102/T"], await FindAsync("region=370102&level=township&on=2026-06-01"));
        Assert.Empty(await FindAsync("region=370000&on=2025-12-31")); // before the first day
    }

    [Fact]
    public async Task A_region_without_an_agency_is_told_the_nearest_one_above()
    {
        (await RecordAsync("440000", "P", "province", token: api.Token(Role.Administrator, "440000"))).Ok();
        (await RecordAsync("440100", "C", "city", token: api.Token(Role.Administrator, "440000"))).Ok();

        Assert.Equal("440100", await AboveAsync("region=440104&on=2026-06-01"));
        Assert.Equal("440100", await AboveAsync("region=440104001&on=2026-06-01"));
        Assert.Equal("440000", await AboveAsync("region=440303&on=2026-06-01")); // Shenzhen has none
        Assert.Null(await AboveAsync("region=440100&on=2026-06-01")); // it has one itself
        Assert.Null(await AboveAsync("region=440104&on=2026-06-01&service=enrolment")); // none above does that
        Assert.Null(await AboveAsync("region=440104&on=2025-06-01")); // none was there yet
    }

    [Fact]
    public async Task Service_and_part_of_the_name_narrow_the_search()
    {
        Assert.Equal(["360100/DEMO-360100"], await FindAsync("region=360000&service=chronicQualification&on=2025-09-01"));
        Assert.Equal(["110105/DEMO-110105"], await FindAsync("name=朝阳区医疗&on=2025-09-01"));
        Assert.Empty(await FindAsync("name=%25&on=2025-09-01")); // a wildcard is a letter like any other
    }

    [Fact]
    public async Task Every_step_may_be_sent_again_and_a_stale_one_is_refused()
    {
        (await RecordAsync("430200", "R", "city")).Ok();
        Assert.True((await RecordAsync("430200", "R", "city")).Ok().IsReplay);
        (await RecordAsync("430200", "R", "city", name: "另一机构")).IsProblem(409, "number-reused");

        object Moved(int version, string name) => new { agency = Content("city", name), version };
        const string Path = "v1/regions/430200/agencies/R";
        Assert.Equal(2, (await api.PutAsync($"{Path}/details", Clerk, Moved(1, "新名"))).Ok().Json["version"]!.GetValue<int>());
        (await api.PutAsync($"{Path}/details", Clerk, Moved(1, "别名"))).IsProblem(409, "agency-version");
        var closed = (await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2099-06-30", version = 2 })).Ok();
        Assert.Equal("2099-06-30", closed.Json["validThrough"]!.GetValue<string>());

        var again = (await api.PutAsync($"{Path}/details", Clerk, Moved(1, "新名"))).Ok();
        Assert.True(again.IsReplay);
        Assert.Equal((3, "2099-06-30"), (again.Json["version"]!.GetValue<int>(), again.Json["validThrough"]!.GetValue<string>())); // as it is now
        Assert.Equal(3, (await RecordAsync("430200", "R", "city")).Ok().Json["version"]!.GetValue<int>());
        Assert.True((await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2099-06-30", version = 2 })).Ok().IsReplay);
        Assert.Contains("430200/R", await FindAsync("region=430200&on=2099-06-30"));
        Assert.Empty(await FindAsync("region=430200&on=2099-07-01"));
        (await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2020-01-01", version = 3 })).IsProblem(422, "date-not-possible");
        (await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2099-07-01", version = 3 })).IsProblem(422, "date-not-possible"); // opens it again
    }

    [Fact]
    public async Task The_history_shows_every_version_with_who_and_when()
    {
        const string Path = "v1/regions/430700/agencies/H";
        (await RecordAsync("430700", "H", "city", name: "旧名")).Ok();
        (await api.PutAsync($"{Path}/details", Clerk, new { agency = Content("city", "新名"), version = 1 })).Ok();
        var closed = (await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2099-06-30", version = 2 })).Ok();
        (await api.PutAsync($"{Path}/closure", Clerk, new { lastDay = "2099-06-30", version = 2 })).Ok(); // sent again

        var items = (await api.GetAsync($"{Path}/history", api.Token(Role.Auditor, "430000"))).Ok().Json["items"]!.AsArray();

        Assert.Equal(["1 record 旧名 ", "2 change 新名 ", "3 close 新名 2099-06-30"],
            items.Select(i => $"{i!["version"]} {i["step"]} {i["agency"]!["name"]} {i["agency"]!["validThrough"]}"));
        Assert.Equal(closed.Json.ToJsonString(), items[2]!["agency"]!.ToJsonString());
        Assert.All(items, i => Assert.False(string.IsNullOrEmpty(i!["doneBy"]!.GetValue<string>())));
        Assert.All(items, i => Assert.EndsWith("+08:00", i!["doneAt"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_history_is_for_the_staff_of_the_region()
    {
        Assert.Equal("[]", (await api.GetAsync("v1/regions/360100/agencies/DEMO-360100/history", api.Token(Role.Auditor, "360100"))).Ok().Json["items"]!.ToJsonString());
        (await api.GetAsync("v1/regions/360100/agencies/DEMO-360100/history", Clerk)).IsProblem(404, "not-found"); // a clerk of Hunan
        (await api.GetAsync("v1/regions/360100/agencies/DEMO-360100/history", Hospital)).IsProblem(403, "not-permitted");
        (await api.GetAsync("v1/regions/430700/agencies/none/history", Clerk)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Of_two_changes_of_one_version_one_wins()
    {
        (await RecordAsync("430300", "X", "city")).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            api.PutAsync("v1/regions/430300/agencies/X/details", Clerk, new { agency = Content("city", $"名称{i}"), version = 1 })));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.IsProblem(409, "agency-version"));
    }

    [Theory]
    [InlineData("430100", "county", null, "/level")] // a city has no county agency of its own
    [InlineData("430199", "county", null, "/region")] // no such region
    [InlineData("430102", "county", "430102001", "/place")] // a county agency lies in the county
    [InlineData("430102", "township", "430103001", "/place")] // another county
    [InlineData("430102", "township", "430102001001", "/place")] // a village
    public async Task An_agency_lies_where_one_of_its_level_can(string region, string level, string? place, string pointer) =>
        Assert.Equal(pointer, (await RecordAsync(region, "BAD", level, place: place)).IsProblem(422, "agency-not-possible").Json["pointer"]!.GetValue<string>());

    [Fact]
    public async Task The_agency_above_is_there_is_higher_and_holds_the_region()
    {
        (await RecordAsync("430400", "C", "city")).Ok();
        (await RecordAsync("430500", "C", "city")).Ok();
        (await RecordAsync("430405", "D", "county", parent: ("430400", "NONE"))).IsProblem(422, "agency-not-possible");
        (await RecordAsync("430405", "D", "county", parent: ("430500", "C"))).IsProblem(422, "agency-not-possible"); // another city
        (await RecordAsync("430400", "C2", "city", parent: ("430400", "C"))).IsProblem(422, "agency-not-possible"); // not higher
        (await RecordAsync("430405", "D", "county", parent: ("430400", "C"))).Ok();
    }

    [Fact]
    public async Task Funds_of_the_corps_and_of_a_province_itself_have_agencies_too()
    {
        (await RecordAsync("660000", "B", "province", token: api.Token(Role.Clerk, "660000"))).Ok();
        (await RecordAsync("439900", "B", "province")).Ok();
    }

    [Theory]
    [InlineData("""{"phones":[null]}""", "/phones/0")]
    [InlineData("""{"phones":["abc"]}""", "/phones[0]")]
    [InlineData("""{"phones":[]}""", "/phones")]
    [InlineData("""{"services":[]}""", "/services")]
    [InlineData("""{"services":["filing","filing"]}""", "/services")]
    [InlineData("""{"services":["magic"]}""", "/services/0")]
    [InlineData("""{"name":"\u0000"}""", "/name")]
    [InlineData("""{"validFrom":"0001-01-01"}""", "/validFrom")]
    [InlineData("""{"validThrough":"2001-01-01"}""", "/validThrough")]
    [InlineData("""{"longitude":115.9}""", "/longitude")]
    [InlineData("""{"longitude":1e20,"latitude":1}""", "/longitude")]
    [InlineData("""{"longitude":115.1234567,"latitude":28.1}""", "/longitude")]
    [InlineData("""{"parentRegion":"430000"}""", "/parentCode")]
    [InlineData("""{"parentCode":"X"}""", "/parentRegion")]
    [InlineData("""{"place":"43010200"}""", "/place")]
    public async Task A_malformed_agency_is_named_with_its_place(string fields, string pointer)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(Content("city", "机构"))!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(fields)!.AsObject())
            body[name] = value?.DeepClone();

        var problem = await api.SendAsync(HttpMethod.Put, "v1/regions/430600/agencies/BAD", Clerk, body.ToJsonString());

        Assert.True(problem.Status == 400, problem.Text);
        Assert.Equal(pointer.Replace("[0]", "/0", StringComparison.Ordinal), problem.Json["pointer"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("v1/agencies?region=1234", 400, "invalid-request")]
    [InlineData("v1/agencies?limit=0", 400, "invalid-request")]
    [InlineData("v1/agencies?after=x", 400, "invalid-request")]
    [InlineData("v1/agencies?after=430000/%00", 400, "invalid-request")]
    [InlineData("v1/agencies?service=Filing", 400, "malformed-request")]
    [InlineData("v1/agencies?on=2026-13-01", 400, "malformed-request")]
    [InlineData("v1/regions/430000/agencies/none", 404, "not-found")]
    [InlineData("v1/regions/x/agencies/none", 400, "invalid-request")]
    public async Task A_bad_address_is_a_problem(string path, int status, string code) => (await api.GetAsync(path, Hospital)).IsProblem(status, code);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"agency":null,"version":1}""")]
    public async Task A_body_that_is_none_is_refused(string body)
    {
        (await api.SendAsync(HttpMethod.Put, "v1/regions/430600/agencies/BAD", Clerk, body)).IsProblem(400, "malformed-request");
        (await api.SendAsync(HttpMethod.Put, "v1/regions/430600/agencies/BAD/details", Clerk, body)).IsProblem(400, "malformed-request");
        (await api.SendAsync(HttpMethod.Put, "v1/regions/430600/agencies/BAD/closure", Clerk, body)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var all = await FindAsync("limit=200&on=2025-06-01");
        var paged = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.GetAsync($"v1/agencies?limit=2&on=2025-06-01{(after is null ? "" : $"&after={after}")}", Hospital)).Ok().Json;
            paged.AddRange(page["items"]!.AsArray().Select(a => $"{a!["region"]}/{a["agencyCode"]}"));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(7, all.Count); // the demonstration's
        Assert.Equal(all, paged);
    }

    private Task<Answer> RecordAsync(
        string region, string code, string level, string? place = null, (string Region, string Code)? parent = null, string name = "机构", string? token = null) =>
        api.PutAsync($"v1/regions/{region}/agencies/{code}", token ?? Clerk, Content(level, name, place, parent));

    private static object Content(string level, string name, string? place = null, (string Region, string Code)? parent = null) => new
    {
        level,
        name,
        address = "某路1号",
        phones = new[] { "0731-12345678" },
        hours = "工作日",
        services = new[] { "filing" },
        validFrom = "2026-01-01",
        place,
        parentRegion = parent?.Region,
        parentCode = parent?.Code,
    };

    private async Task<IReadOnlyList<string>> FindAsync(string query) =>
        [.. (await api.GetAsync($"v1/agencies?{query}", Hospital)).Ok().Json["items"]!.AsArray().Select(a => $"{a!["region"]}/{a["agencyCode"]}")];

    private async Task<string?> AboveAsync(string query) =>
        (await api.GetAsync($"v1/agencies?{query}", Hospital)).Ok().Json["above"]?["region"]!.GetValue<string>();
}
