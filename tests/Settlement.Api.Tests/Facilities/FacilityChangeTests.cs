using System.Globalization;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Facilities;

/// <summary>One facility is kept up to date, and what that means for encounters.</summary>
[Rule("R-FAC-02")]
public sealed class FacilityChangeTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private const string Path = "v1/regions/460000/facilities/H46010599001/changes";
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    private string Admin => api.Token(Role.Administrator, "460000");

    [Fact]
    public async Task A_suspension_stops_what_begins_from_its_day_on_and_not_what_began_before()
    {
        var (yesterday, today) = (Iso(Today.AddDays(-1)), Iso(Today));
        var before = await new Visit(api, Visit.Haikou, "110000", "DEMO01", "SUSP-1").ReadyAsync(2_000m, startedOn: yesterday);
        (await ChangeAsync("S1", new { kind = "suspend", from = today, reason = "系统改造" })).Ok();
        var open = await WhyAsync($"service=inpatient&on={today}", isOpen: false);
        Assert.Equal("suspended", open);

        (await before.SettleAsync("SUSP-1", today)).Ok();
        var after = await new Visit(api, Visit.Haikou, "110000", "DEMO01", "SUSP-2").ReadyAsync(2_000m, startedOn: today);
        (await after.SettleAsync("SUSP-2", today)).IsProblem(422, "facility-not-open");
        Assert.Equal(0, (await FacilityWait.ForAsync(api, $"v1/facilities?region=460105&name=海口示范第一医院&service=inpatient&on={today}", Admin, total: 0))["total"]!.GetValue<int>());

        (await ChangeAsync("S2", new { kind = "resume", from = today, reason = "改造完成" })).Ok();
        Assert.Null(await WhyAsync($"service=inpatient&on={today}", isOpen: true));
        (await after.SettleAsync("SUSP-2", today)).Ok();
        var history = (await api.GetAsync("v1/facilities/H46010599001/history", Admin)).Ok().Json["changes"]!.AsArray();
        Assert.Equal(["S1 suspend", "S2 resume"], history.Select(c => $"{c!["changeNo"]} {c["kind"]}").Take(2));
    }

    [Fact]
    public async Task A_service_opens_and_closes_from_a_day_on_and_the_days_before_stay_as_they_were()
    {
        const string Other = "v1/regions/460000/facilities/P46010599001/changes";
        var (from, through, closed) = (Iso(Today.AddDays(10)), Iso(Today.AddDays(40)), Iso(Today.AddDays(20)));
        object opening = new { kind = "openService", service = "chronicOutpatient", diseaseCode = "M09999", from, through, reason = "新增病种" };
        (await api.PutAsync($"{Other}/O1", Admin, opening)).Ok();
        (await api.PutAsync($"{Other}/O2", Admin, opening)).IsProblem(422, "facility-change-not-possible"); // open already
        Assert.True((await api.PutAsync($"{Other}/O1", Admin, opening)).Ok().IsReplay);
        (await api.PutAsync($"{Other}/O1", Admin, new { kind = "closeService", service = "pharmacy", from, reason = "x" })).IsProblem(409, "number-reused");

        var answer = (await api.PutAsync($"{Other}/O3", Admin,
            new { kind = "closeService", service = "chronicOutpatient", diseaseCode = "M09999", from = closed, reason = "停办" })).Ok();
        var left = answer.Json["openings"]!.AsArray().Single(o => o!["diseaseCode"]?.GetValue<string>() == "M09999")!;
        Assert.Equal((from, Iso(Today.AddDays(19))), (left["openFrom"]!.GetValue<string>(), left["openThrough"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_agreement_ends_the_day_before_and_no_step_reaches_back()
    {
        const string Other = "v1/regions/310000/facilities/H31010499001/changes";
        var admin = api.Token(Role.Administrator, "310000");
        (await api.PutAsync($"{Other}/E0", admin, new { kind = "endAgreement", from = Iso(Today.AddDays(-1)), reason = "协议到期" })).IsProblem(422, "date-not-possible");
        var ended = (await api.PutAsync($"{Other}/E1", admin, new { kind = "endAgreement", from = Iso(Today.AddDays(5)), reason = "协议到期" })).Ok();
        Assert.Equal(Iso(Today.AddDays(4)), ended.Json["agreementThrough"]!.GetValue<string>());
        (await api.PutAsync($"{Other}/E2", admin, new { kind = "endAgreement", from = Iso(Today.AddDays(5)), reason = "协议到期" })).IsProblem(422, "facility-change-not-possible");
    }

    [Fact, Rule("R-PRI-03")]
    public async Task Another_province_may_not()
    {
        (await api.PutAsync("v1/regions/310000/facilities/H46010599001/changes/X1", api.Token(Role.Administrator, "310000"),
            new { kind = "suspend", from = Iso(Today), reason = "x" })).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("""{"kind":"suspend","from":"2099-01-01","reason":"x","service":"inpatient"}""", "/service")]
    [InlineData("""{"kind":"suspend","from":"2099-01-02","through":"2099-01-01","reason":"x"}""", "/through")]
    [InlineData("""{"kind":"resume","from":"2099-01-02","through":"2099-01-03","reason":"x"}""", "/through")]
    [InlineData("""{"kind":"openService","from":"2099-01-01","reason":"x"}""", "/service")]
    [InlineData("""{"kind":"openService","from":"2099-01-01","reason":"x","service":"chronicOutpatient"}""", "/diseaseCode")]
    [InlineData("""{"kind":"suspend","from":"9999-12-31","reason":"\u0000"}""", "/from")]
    public async Task A_malformed_step_is_named_with_its_place(string body, string pointer) =>
        Assert.Equal(pointer, (await api.SendAsync(HttpMethod.Put, $"{Path}/M1", Admin, body)).IsProblem(400, "invalid-request").Json["pointer"]!.GetValue<string>());

    private Task<Answer> ChangeAsync(string no, object body) => api.PutAsync($"{Path}/{no}", Admin, body);

    /// <summary>Waits until the snapshot has the change.</summary>
    private async Task<string?> WhyAsync(string query, bool isOpen)
    {
        for (var i = 0; ; i++)
        {
            var open = (await api.GetAsync($"v1/facilities/H46010599001?{query}", Admin)).Ok().Json["openFor"]!;
            if (open["isOpen"]!.GetValue<bool>() == isOpen || i == 100)
                return open["reason"]?.GetValue<string>();
            await Task.Delay(100);
        }
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
