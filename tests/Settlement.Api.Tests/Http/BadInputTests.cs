using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Http;

/// <summary>No input gets a 5xx; what is wrong is named with a pointer to it.</summary>
public sealed class BadInputTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Encounter = "v1/facilities/H46010599001/encounters/B1";

    private string Hospital => api.Token(Role.Hospital, Visit.Haikou);

    /// <summary>Body of a registration, expected code, expected pointer.</summary>
    public static TheoryData<string, string, string?> Registrations => new()
    {
        { "", "malformed-request", null },
        { "null", "malformed-request", null },
        { "[]", "malformed-request", null },
        { "{", "malformed-request", null },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","startedOn":"2026-02-30","diagnosisCode":"S72.000"}""", "malformed-request", "/startedOn" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"Inpatient","startedOn":"2026-02-20","diagnosisCode":"S72.000"}""", "malformed-request", "/service" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":1,"startedOn":"2026-02-20","diagnosisCode":"S72.000"}""", "malformed-request", "/service" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","diagnosisCode":"S72.000"}""", "malformed-request", "/startedOn" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","startedOn":"2026-02-20"}""", "invalid-request", "/diagnosisCode" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","startedOn":"2026-02-20","diagnosisCode":"S72.000","trauma":"yes"}""", "malformed-request", "/trauma" },
        { """{"insuredRegion":"110000","personNo":null,"service":"inpatient","startedOn":"2026-02-20","diagnosisCode":"S72.000"}""", "malformed-request", "/personNo" },
        { """{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","startedOn":"2026-02-20","diagnosisCode":"S72.000","colour":"red"}""", "malformed-request", "/colour" },
        { """{"insuredRegion":"11000","personNo":"","service":"inpatient","startedOn":"1999-02-20","diagnosisCode":""}""", "invalid-request", "/insuredRegion" },
    };

    [Theory]
    [MemberData(nameof(Registrations))]
    public async Task A_malformed_registration_is_named_with_its_place(string body, string code, string? pointer)
    {
        var problem = (await api.SendAsync(HttpMethod.Put, Encounter, Hospital, body)).IsProblem(400, code);

        Assert.Equal(pointer, problem.Json["pointer"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    [InlineData("\\ufffe")]
    public async Task Characters_that_are_none_do_no_harm(string character)
    {
        var answer = await api.SendAsync(HttpMethod.Put, Encounter, Hospital,
            $$"""{"insuredRegion":"110000","personNo":"DEMO01","service":"inpatient","startedOn":"2026-02-20","diagnosisCode":"{{character}}"}""");

        Assert.InRange(answer.Status, 400, 499);
    }

    [Fact]
    public async Task Every_field_at_fault_is_listed()
    {
        var problem = (await api.SendAsync(HttpMethod.Put, Encounter, Hospital,
            """{"insuredRegion":"11000","personNo":"","service":"inpatient","startedOn":"1999-02-20","diagnosisCode":""}""")).IsProblem(400, "invalid-request");

        Assert.Equal(
            ["/insuredRegion", "/personNo", "/diagnosisCode", "/startedOn"],
            problem.Json["errors"]!.AsArray().Select(e => e!["pointer"]!.GetValue<string>()));
    }

    /// <summary>One fee line, expected pointer.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":0,"unitPrice":1,"amount":1}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1.00001,"unitPrice":1,"amount":1}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":0.0000001,"amount":1}""", "/lines/0/unitPrice" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":1.001}""", "/lines/0/amount" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":-1}""", "/lines/0/amount" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":100000000}""", "/lines/0/amount" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":99999999999999999999,"unitPrice":1,"amount":1}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":1,"amount":-1}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":-1,"refundsLineNo":"2"}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":0,"unitPrice":1,"amount":0,"refundsLineNo":"2"}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":1,"amount":1,"refundsLineNo":"2"}""", "/lines/0/amount" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":1,"amount":-100000000,"refundsLineNo":"2"}""", "/lines/0/amount" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":-1,"amount":-1,"refundsLineNo":"2"}""", "/lines/0/unitPrice" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":1,"amount":-1,"refundsLineNo":"1"}""", "/lines/0/refundsLineNo" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":-1,"unitPrice":1,"amount":-1,"refundsLineNo":""}""", "/lines/0/refundsLineNo" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":1,"kind":"consumable"}""", "/lines/0/kind" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":1,"approval":"yes"}""", "/lines/0/approval" },
        { """{"lineNo":"a/b","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":1}""", "/lines/0/lineNo" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1e40,"unitPrice":1,"amount":1}""", "/lines/0/quantity" },
        { """{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":"1","unitPrice":1,"amount":1}""", "/lines/0/quantity" },
        { "null", "/lines/0" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_malformed_fee_line_is_named_with_its_place(string line, string pointer)
    {
        var problem = await api.SendAsync(HttpMethod.Put, $"{Encounter}/lines", Hospital, $$"""{"lines":[{{line}}]}""");

        Assert.True(problem.Status == 400, problem.Text);
        Assert.Equal(pointer, problem.Json["pointer"]?.GetValue<string>());
    }

    /// <summary>Method, path below the facility, body, expected pointer.</summary>
    public static TheoryData<string, string, string, string> LaterCalls => new()
    {
        { "POST", "encounters/B1/lines/deletions", """{"lineNos":[null]}""", "/lineNos/0" },
        { "POST", "encounters/B1/lines/deletions", """{"lineNos":[]}""", "/lineNos" },
        { "PUT", "encounters/B1/discharge", """{"dischargedOn":"2026-09-20","manner":"flew"}""", "/manner" },
        { "PUT", "encounters/B1/discharge", """{"dischargedOn":"1999-09-20","manner":"death"}""", "/dischargedOn" },
        { "PUT", "encounters/B1/discharge", """{"dischargedOn":"2026-09-20","manner":"death","otherDiagnoses":[null]}""", "/otherDiagnoses" },
        { "PUT", "encounters/B1/cancellation", """{"reason":""}""", "/reason" },
        { "PUT", "encounters/B1/self-payment", """{"endedOn":"2026-09-20","reason":"because"}""", "/reason" },
        { "PUT", "encounters/B1/details", """{"startedOn":"2026-09-20","trauma":"none","continues":{"facilityCode":null,"encounterNo":"1","kind":"transfer"}}""", "/continues/facilityCode" },
        { "PUT", "encounters/B1", """{"insuredRegion":"110000","personNo":"DEMO01","service":"outpatient","startedOn":"2026-09-20","diagnosisCode":"I10.x00","credential":{"kind":"eVoucher","number":"a\ud83d\ude00b"}}""", "/credential/number" },
        { "PUT", "encounters/B1", """{"insuredRegion":"110000","personNo":"DEMO01","service":"outpatient","startedOn":"2026-09-20","diagnosisCode":"I10.x00","credential":{"kind":"eVoucher","number":"123"}}""", "/credential/number" },
        { "POST", "reversals", """{"reversals":[null],"reason":"x"}""", "/reversals/0" },
        { "POST", "reversals", """{"reversals":[{"transactionNo":"1","settlementTransactionNo":"2"},{"transactionNo":"1","settlementTransactionNo":"3"}],"reason":"x"}""", "/reversals" },
        { "PUT", "refunds/B1", """{"settlementTransactionNo":"1","reversalTransactionNo":"2","reason":"x","lines":[null]}""", "/lines/0" },
        { "PUT", "refunds/B1", """{"settlementTransactionNo":"1","reversalTransactionNo":"2","reason":"x","lines":[{"lineNo":"1","itemCode":"X","serviceDate":"2026-09-20","quantity":1,"unitPrice":1,"amount":1}]}""", "/lines/0" },
        { "PUT", "refunds/B1", """{"settlementTransactionNo":"1","reversalTransactionNo":"2","reason":"x","lines":[]}""", "/lines" },
    };

    [Theory]
    [MemberData(nameof(LaterCalls))]
    public async Task A_malformed_body_of_a_later_call_is_named_with_its_place(string method, string path, string body, string pointer)
    {
        var problem = await api.SendAsync(HttpMethod.Parse(method), $"v1/facilities/{Visit.Haikou}/{path}", Hospital, body);

        Assert.True(problem.Status == 400, problem.Text);
        Assert.Equal(pointer, problem.Json["pointer"]?.GetValue<string>());
    }

    [Fact]
    public async Task The_greatest_possible_numbers_do_no_harm()
    {
        var visit = new Visit(api, Visit.Haikou, "110000", "DEMO01", "B2");
        (await visit.RegisterAsync()).Ok();
        (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 999_999_999_999.9999m, unitPrice = 9_999_999_999.999999m, amount = 1 }))
            .IsProblem(422, "fee-lines-refused");
        (await visit.LinesAsync(
            new { lineNo = "1", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 9_999m, unitPrice = 10_000m, amount = 99_990_000m },
            new { lineNo = "2", itemCode = Items.ClassA, serviceDate = "2026-09-20", quantity = 9_999m, unitPrice = 10_000m, amount = 99_990_000m }))
            .Ok();
        Assert.Equal("199980000.00", (await visit.SettleAsync("B2-T")).Ok().Amount("total"));
    }

    [Fact]
    public async Task Lines_beyond_a_batch_or_twice_the_same_number_are_refused()
    {
        object Line(int no) => new { lineNo = $"{no}", itemCode = Items.Bed, serviceDate = "2026-09-20", quantity = 1, unitPrice = 1, amount = 1 };
        (await api.PutAsync($"{Encounter}/lines", Hospital, new { lines = Enumerable.Range(0, 1001).Select(Line) })).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{Encounter}/lines", Hospital, new { lines = new[] { Line(1), Line(1) } })).IsProblem(400, "invalid-request");
        (await api.PutAsync($"{Encounter}/lines", Hospital, new { lines = Array.Empty<object>() })).IsProblem(400, "invalid-request");
    }

    [Theory]
    [InlineData("v1/facilities?limit=0", 400, "invalid-request")]
    [InlineData("v1/facilities?limit=x", 400, "malformed-request")]
    [InlineData("v1/facilities?region=11", 400, "invalid-request")]
    [InlineData("v1/facilities?service=Inpatient", 400, "malformed-request")]
    [InlineData("v1/facilities?on=2026-13-01", 400, "malformed-request")]
    [InlineData("v1/facilities/nonsense", 404, "not-found")]
    [InlineData("v1/regions/000000/policies/employee", 400, "invalid-request")]
    [InlineData("v1/regions/110000/policies/nobody", 400, "malformed-request")]
    [InlineData("v1/regions/110000/policies/employee?on=1990-01-01", 404, "not-found")]
    [InlineData("v1/regions/x/catalog/1", 400, "invalid-request")]
    [InlineData("v1/regions/460000/catalog/x%0Ay", 404, "not-found")]
    [InlineData("v1/facilities?name=%00", 400, "invalid-request")]
    [InlineData("v1/facilities?limit=99999999999", 400, "malformed-request")]
    [InlineData("v1/no/such/path", 404, "not-found")]
    public async Task A_bad_address_is_a_problem(string path, int status, string code) =>
        (await api.GetAsync(path, Hospital)).IsProblem(status, code);

    [Theory]
    [InlineData("%F0%9F%98%80")]
    [InlineData("a%20b")]
    [InlineData("'; drop table settlement; --")]
    [InlineData("12345678901234567890123456789012345678901")]
    public async Task A_number_that_is_none_is_refused(string number)
    {
        (await api.PutAsync($"v1/facilities/{Visit.Haikou}/settlements/{number}", Hospital, new { encounterNo = "B1", endedOn = "2026-09-20" }))
            .IsProblem(400, "invalid-request");
        (await api.PutAsync($"v1/facilities/{Visit.Haikou}/encounters/{number}", Hospital,
            new { insuredRegion = "110000", personNo = "DEMO01", service = "inpatient", startedOn = "2026-09-20", diagnosisCode = "S72.000" }))
            .IsProblem(400, "invalid-request");
        (await api.GetAsync($"v1/facilities/{Visit.Haikou}/settlements/{number}", Hospital)).IsProblem(404, "not-found");
        (await api.GetAsync($"v1/regions/110000/persons/{number}", api.Token(Role.Clerk, "110000"))).IsProblem(404, "person-not-found");
    }

    [Fact]
    public async Task Another_method_or_media_type_is_a_problem_too()
    {
        (await api.SendAsync(HttpMethod.Delete, Encounter, Hospital, null)).IsProblem(405, "method-not-allowed");
        using var form = new HttpRequestMessage(HttpMethod.Put, Encounter)
        {
            Content = new FormUrlEncodedContent([new("a", "b")]),
            Headers = { Authorization = new("Bearer", Hospital) },
        };
        using var answer = await api.Http.SendAsync(form);
        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Problems_speak_Chinese_unless_English_is_asked_for()
    {
        const string path = "v1/facilities/nonsense";
        Assert.Contains("不存在", (await api.GetAsync(path, Hospital)).Text, StringComparison.Ordinal);
        Assert.Contains("不存在", (await api.SendAsync(HttpMethod.Get, path, Hospital, null, "fr, zh;q=0.8, en;q=0.5")).Text, StringComparison.Ordinal);
        Assert.Contains("does not exist", (await api.SendAsync(HttpMethod.Get, path, Hospital, null, "en-GB")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_about_fields_speak_the_language_asked_for()
    {
        const string body = """{"insuredRegion":"110000","personNo":"","service":"inpatient","startedOn":"1999-02-20","diagnosisCode":"S72.000"}""";
        var chinese = (await api.SendAsync(HttpMethod.Put, Encounter, Hospital, body)).IsProblem(400, "invalid-request");
        var english = (await api.SendAsync(HttpMethod.Put, Encounter, Hospital, body, "en")).IsProblem(400, "invalid-request");

        Assert.All(chinese.Json["errors"]!.AsArray(), e => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", e!["message"]!.GetValue<string>()));
        Assert.All(english.Json["errors"]!.AsArray(), e => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", e!["message"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    public async Task A_body_in_another_encoding_is_refused(string charset)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Encounter)
        {
            Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { { "Content-Type", $"application/json; charset={charset}" } } },
            Headers = { Authorization = new("Bearer", Hospital) },
        };
        using var answer = await api.Http.SendAsync(request);
        Assert.Equal(415, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_field_given_twice_is_refused() =>
        (await api.SendAsync(HttpMethod.Put, Encounter, Hospital,
            """{"insuredRegion":"110000","personNo":"DEMO01","personNo":"DEMO02","service":"inpatient","startedOn":"2026-02-20","diagnosisCode":"S72.000"}"""))
            .IsProblem(400, "malformed-request");

    [Fact]
    public async Task A_body_that_cannot_be_read_is_explained_in_the_language_asked_for()
    {
        var english = (await api.SendAsync(HttpMethod.Put, Encounter, Hospital, "{", "en")).IsProblem(400, "malformed-request");
        Assert.Contains("cannot be read", english.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_about_people_stay_out_of_caches()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/regions/110000/persons/DEMO01");
        request.Headers.Authorization = new("Bearer", api.Token(Role.Clerk, "110000"));
        using var answer = await api.Http.SendAsync(request);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Health_is_open_to_the_anonymous()
    {
        Assert.Equal("Healthy", (await api.GetAsync("health/live", null)).Ok().Text);
        Assert.Equal("Healthy", (await api.GetAsync("health/ready", null)).Ok().Text);
    }
}
