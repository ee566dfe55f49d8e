using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.BenefitNotices;

/// <summary>What an insured place tells its people, drafted by one person and published by another.</summary>
[Rule("R-FAC-06")]
public sealed class BenefitNoticeTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private string Clerk(string region) => api.Token(Role.Clerk, region);

    private string Reviewer(string region) => api.Token(Role.Reviewer, region);

    [Fact]
    public async Task A_notice_is_seen_once_a_second_person_has_published_it()
    {
        (await DraftAsync("430100", "N1")).Ok();
        Assert.Empty(await PublicAsync("430100", "2026-06-01"));
        Assert.Equal(["N1"], Numbers(await api.GetAsync("v1/regions/430100/benefit-notice-drafts", Reviewer("430100"))));

        Assert.Equal("published", (await PublishAsync("430100", "N1")).Ok().Json["state"]!.GetValue<string>());
        Assert.Equal(["N1"], await PublicAsync("430100", "2026-06-01"));
        Assert.Equal(["N1"], await PublicAsync("430102", "2026-06-01")); // a district of it
        Assert.Equal(["N1"], await PublicAsync("430000", "2026-06-01"));
        Assert.Empty(await PublicAsync("430100", "2025-12-31"));
        Assert.Empty(Numbers(await api.GetAsync("v1/regions/430100/benefit-notice-drafts", Reviewer("430100"))));
    }

    [Fact]
    public async Task Nobody_publishes_a_draft_of_his_own_and_the_database_says_so_too()
    {
        var administrator = api.Token(Role.Administrator, "510100");
        (await DraftAsync("510100", "N1", token: administrator)).Ok();
        (await PublishAsync("510100", "N1", administrator)).IsProblem(403, "second-person");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE benefit_notice SET state = 'Published', published_by = drafted_by, published_at = now() WHERE insured_region = '510100'"));
        Assert.Equal("benefit_notice_two_persons", refused.ConstraintName);
    }

    [Fact]
    public async Task A_later_notice_ends_the_one_before_and_an_earlier_one_is_refused()
    {
        (await DraftAsync("440100", "N1")).Ok();
        (await DraftAsync("440100", "N2", validFrom: Day(30))).Ok();
        (await DraftAsync("440100", "N3", validFrom: Day(30))).Ok();
        (await DraftAsync("440100", "PAST", validFrom: Day(-1))).Ok();
        (await PublishAsync("440100", "N1")).Ok();
        (await PublishAsync("440100", "N2")).Ok();

        Assert.Equal(["N1"], await PublicAsync("440100", Day(29)));
        Assert.Equal(["N2"], await PublicAsync("440100", Day(30)));
        var first = (await api.GetAsync("v1/regions/440100/benefit-notices/N1", Clerk("440100"))).Ok().Json;
        Assert.Equal((Day(29), "N2"), (first["validThrough"]!.GetValue<string>(), first["supersededBy"]!.GetValue<string>()));
        (await PublishAsync("440100", "N3")).IsProblem(422, "date-not-possible");
        (await PublishAsync("440100", "PAST")).IsProblem(422, "date-not-possible"); // days that N1 held

        (await WithdrawAsync("440100", "N2", "有误")).Ok(); // before it begins
        Assert.Equal(["N1"], await PublicAsync("440100", Day(30)));
        first = (await api.GetAsync("v1/regions/440100/benefit-notices/N1", Clerk("440100"))).Ok().Json;
        Assert.Equal((null, null), (first["validThrough"]?.GetValue<string>(), first["supersededBy"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_notice_that_has_begun_is_ended_and_stays_to_be_read_for_the_days_on_which_it_held()
    {
        (await DraftAsync("330100", "N1")).Ok();
        (await PublishAsync("330100", "N1")).Ok();

        Assert.Equal("ended", (await WithdrawAsync("330100", "N1", "停办")).Ok().Json["state"]!.GetValue<string>());

        Assert.Equal(["N1"], await PublicAsync("330100", Day(-10)));
        Assert.Equal(["N1"], await PublicAsync("330100", Day(0)));
        Assert.Empty(await PublicAsync("330100", Day(1)));
    }

    [Fact]
    public async Task Every_step_may_be_sent_again()
    {
        (await DraftAsync("460100", "N1")).Ok();
        Assert.True((await DraftAsync("460100", "N1")).Ok().IsReplay);
        (await DraftAsync("460100", "N1", validFrom: "2026-02-01")).IsProblem(409, "number-reused");
        Assert.False((await PublishAsync("460100", "N1")).Ok().IsReplay);
        Assert.True((await PublishAsync("460100", "N1")).Ok().IsReplay);
        Assert.False((await WithdrawAsync("460100", "N1", "有误")).Ok().IsReplay);
        Assert.True((await WithdrawAsync("460100", "N1", "有误")).Ok().IsReplay);
        (await WithdrawAsync("460100", "N1", "另一原因")).IsProblem(409, "benefit-notice-step-not-possible");
        (await PublishAsync("460100", "N1")).IsProblem(409, "benefit-notice-step-not-possible"); // it names no version: known while it is the last
        Assert.Empty(await PublicAsync("460100", Day(1)));
        Assert.Equal(3L, await api.Database.ScalarAsync("SELECT count(*) FROM benefit_notice_event WHERE insured_region = '460100' AND notice_no = 'N1'"));

        (await DraftAsync("460100", "N2")).Ok();
        (await WithdrawAsync("460100", "N2", "不发了")).Ok();
        (await PublishAsync("460100", "N2")).IsProblem(409, "benefit-notice-step-not-possible");
        (await PublishAsync("460100", "NONE")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Of_several_notices_of_one_day_published_at_once_one_is()
    {
        foreach (var no in Enumerable.Range(1, 5))
            (await DraftAsync("360100", $"R{no}")).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(no => PublishAsync("360100", $"R{no}")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(1L, await api.Database.ScalarAsync("SELECT count(*) FROM benefit_notice WHERE insured_region = '360100' AND state = 'Published'"));
    }

    [Fact]
    public async Task A_notice_is_warned_of_what_the_policies_of_the_day_do_not_pay_or_pay_besides()
    {
        // Beijing's demonstration policies pay inpatient and ordinary outpatient care; the draft names outpatient care nowhere.
        var paid = (await api.GetAsync("v1/openness?region=110000&on=2026-06-01", Clerk("110000"))).Ok().Json["items"]![0]!["asInsuredPlace"]!.AsArray();
        Assert.Contains(paid, s => s!["services"]!.AsArray().Any(w => w!.GetValue<string>() == "outpatient"));
        (await DraftAsync("110000", "N1", services: ["inpatient", "chronicOutpatient"], diseases: ["M99999"])).Ok();
        (await PublishAsync("110000", "N1")).Ok();

        var warnings = (await api.GetAsync("v1/regions/110000/benefit-notices?on=2026-06-01", Clerk("110000"))).Ok().Json["items"]![0]!["warnings"]!.AsArray()
            .Select(w => (w!["fault"]!.GetValue<string>(), w["service"]!.GetValue<string>(), w["disease"]?.GetValue<string>())).ToList();

        Assert.Contains(("notPaid", "chronicOutpatient", "M99999"), warnings);
        Assert.Contains(("leftOut", "outpatient", null), warnings);
        Assert.DoesNotContain(warnings, w => w.Item2 == "inpatient"); // named, and paid
    }

    [Fact]
    public async Task It_names_an_agency_to_turn_to_and_only_one_that_is_there()
    {
        var answer = (await DraftAsync("460200", "N1", contact: ("460100", "DEMO-460100"))).Ok();
        Assert.Equal("0898-12393100", answer.Json["contact"]!["phones"]![0]!.GetValue<string>());
        (await DraftAsync("460200", "N2", contact: ("460100", "NONE"))).IsProblem(400, "invalid-request");
    }

    [Fact]
    public async Task Only_a_pooling_region_has_notices()
    {
        (await DraftAsync("430102", "N1")).IsProblem(422, "not-a-pooling-region");
        (await DraftAsync("430000", "N1")).IsProblem(422, "not-a-pooling-region");
        (await DraftAsync("439900", "N1")).Ok(); // 省本级 insures people
    }

    [Theory]
    [InlineData("null", "malformed-request")]
    [InlineData("[]", "malformed-request")]
    [InlineData("{}", "malformed-request")]
    [InlineData("""{"title":"a","services":["inpatient"],"diseases":[null],"policy":"a","process":"a","validFrom":"2026-01-01","source":"a"}""", "invalid-request")]
    [InlineData("""{"title":"a","services":["chronicOutpatient"],"diseases":[],"policy":"a","process":"a","validFrom":"2026-01-01","source":"a"}""", "invalid-request")]
    [InlineData("""{"title":"a","services":["inpatient"],"diseases":["M01600"],"policy":"a","process":"a","validFrom":"2026-01-01","source":"a"}""", "invalid-request")]
    [InlineData("""{"title":"a","services":["inpatient"],"diseases":[],"policy":"\u0000","process":"a","validFrom":"2026-01-01","source":"a"}""", "invalid-request")]
    [InlineData("""{"title":"a","services":["inpatient"],"diseases":[],"policy":"a","process":"a","validFrom":"9999-12-31","source":"a"}""", "invalid-request")]
    [InlineData("""{"title":"a","services":["inpatient"],"diseases":[],"policy":"a","process":"a","validFrom":"2026-01-01","validThrough":"2025-01-01","source":"a"}""", "invalid-request")]
    public async Task A_malformed_notice_is_refused(string body, string code) =>
        (await api.SendAsync(HttpMethod.Put, "v1/regions/430100/benefit-notices/BAD", Clerk("430100"), body)).IsProblem(400, code);

    [Theory]
    [InlineData("v1/regions/x/benefit-notices", 400, "invalid-request")]
    [InlineData("v1/regions/430100/benefit-notices?limit=0", 400, "invalid-request")]
    [InlineData("v1/regions/430100/benefit-notices?after=1", 400, "invalid-request")]
    [InlineData("v1/regions/430100/benefit-notices/NONE", 404, "not-found")]
    public async Task A_bad_address_is_a_problem(string path, int status, string code) => (await api.GetAsync(path, Clerk("430100"))).IsProblem(status, code);

    private static string Day(int fromToday) => $"{TimeProvider.System.Today().AddDays(fromToday):yyyy-MM-dd}";

    private Task<Answer> DraftAsync(
        string region, string no, string validFrom = "2026-01-01", string[]? services = null, string[]? diseases = null,
        (string Region, string Code)? contact = null, string? token = null) =>
        api.PutAsync($"v1/regions/{region}/benefit-notices/{no}", token ?? Clerk(region), new
        {
            title = "告知书",
            services = services ?? ["inpatient"],
            diseases = diseases ?? [],
            policy = "政策",
            process = "流程",
            validFrom,
            source = "通知",
            contactRegion = contact?.Region,
            contactCode = contact?.Code,
        });

    private Task<Answer> PublishAsync(string region, string no, string? token = null) =>
        api.SendAsync(HttpMethod.Put, $"v1/regions/{region}/benefit-notices/{no}/publication", token ?? Reviewer(region), null);

    private Task<Answer> WithdrawAsync(string region, string no, string reason) =>
        api.PutAsync($"v1/regions/{region}/benefit-notices/{no}/withdrawal", Reviewer(region), new { reason });

    private async Task<IReadOnlyList<string>> PublicAsync(string region, string on) =>
        Numbers(await api.GetAsync($"v1/regions/{region}/benefit-notices?on={on}", api.Token(Role.Hospital, "H46010599001")));

    private static IReadOnlyList<string> Numbers(Answer answer) => [.. answer.Ok().Json["items"]!.AsArray().Select(n => n!["noticeNo"]!.GetValue<string>())];
}
