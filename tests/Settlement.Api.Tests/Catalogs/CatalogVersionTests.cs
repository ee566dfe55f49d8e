using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Catalogs;

/// <summary>A version of a province's catalogue from draft to withdrawal; each test has items of its own.</summary>
[Rule("R-PRI-01")]
public sealed class CatalogVersionTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly DateOnly Soon = Province.Today.AddDays(30);
    private static readonly DateOnly Later = Province.Today.AddDays(60);

    private readonly Province province = new(api, "460000");

    [Fact]
    public async Task A_draft_counts_for_nothing_until_a_second_person_publishes_it()
    {
        var draft = (await province.UploadAsync("A1", Soon, Province.Set("A-1", 0.1m))).Ok();

        Assert.Equal(("draft", 1, 1), (draft.Json["state"]!.GetValue<string>(), draft.Json["revision"]!.GetValue<int>(), draft.Json["rows"]!.GetValue<int>()));
        Assert.Equal("", await province.TimelineAsync("A-1"));
        (await api.PutAsync($"{province.Path}/A1/publication", province.Clerk, new { revision = 1 })).IsProblem(403, "not-permitted");
        (await province.PublishAsync("A1")).Ok();
        Assert.Equal($"{Soon:O}.. A1 0.1000", await province.TimelineAsync("A-1"));
        var entry = await province.EntryAsync("A-1", Soon, e => e is not null);
        Assert.Equal(("460000", "A1"), (entry!["owner"]!.GetValue<string>(), entry["catalogVersion"]!.GetValue<string>()));
        (await api.GetAsync($"v1/regions/460000/catalog/A-1?on={Soon.AddDays(-1):O}", province.Clerk)).IsProblem(404, "not-found");
        var history = (await province.ReadAsync("A1")).Ok().Json["history"]!.AsArray();
        Assert.Equal(["upload test-clerk", "publish test-reviewer"], history.Select(e => $"{e!["step"]} {e["by"]}"));
    }

    [Fact]
    public async Task Whoever_uploaded_may_not_publish_and_the_database_says_so_too()
    {
        var administrator = api.Token(Role.Administrator, "460000");
        (await api.PutAsync($"{province.Path}/B1", administrator, new { validFrom = $"{Soon:O}", basis = "试验", rows = new[] { Province.Set("B-1", 0.1m) } })).Ok();

        (await api.PutAsync($"{province.Path}/B1/publication", administrator, new { revision = 1 })).IsProblem(403, "second-person");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => api.Database.ExecuteAsync(
            "UPDATE catalog_version SET state = 'Published', publication_no = 1000000, published_by = uploaded_by, published_at = now() WHERE version = 'B1'"));
        Assert.Equal("catalog_version_two_persons", refused.ConstraintName);
        Assert.Equal("", await province.TimelineAsync("B-1"));
    }

    [Fact]
    public async Task A_retry_answers_as_the_first_time_and_other_content_replaces_only_a_draft()
    {
        (await province.UploadAsync("C1", Soon, Province.Set("C-1", 0.1m))).Ok();
        Assert.True((await province.UploadAsync("C1", Soon, Province.Set("C-1", 0.1m))).Ok().IsReplay);

        var replaced = (await province.UploadAsync("C1", Soon, Province.Set("C-2", 0.2m))).Ok();
        Assert.Equal((2, false), (replaced.Json["revision"]!.GetValue<int>(), replaced.IsReplay));
        (await province.PublishAsync("C1", revision: 1)).IsProblem(409, "catalog-version-revision");
        Assert.False((await province.PublishAsync("C1", revision: 2)).Ok().IsReplay);
        Assert.True((await province.PublishAsync("C1", revision: 2)).Ok().IsReplay);
        Assert.Equal("", await province.TimelineAsync("C-1"));

        Assert.True((await province.UploadAsync("C1", Soon, Province.Set("C-2", 0.2m))).Ok().IsReplay);
        (await province.UploadAsync("C1", Soon, Province.Set("C-2", 0.3m))).IsProblem(409, "number-reused");
        (await province.UploadAsync("demonstration-460000", Soon, Province.Set("C-2", 0.3m))).IsProblem(409, "number-reused");
    }

    [Fact]
    public async Task Versions_may_be_published_in_either_order_of_their_first_days()
    {
        await province.PublishedAsync("D2", Later, Province.Set("D-1", 0.2m), Province.Remove("D-2"));
        await province.PublishedAsync("D1", Soon, Province.Set("D-1", 0.1m), Province.Set("D-2", 0.1m));

        Assert.Equal($"{Soon:O}..{Later.AddDays(-1):O} D1 0.1000; {Later:O}.. D2 0.2000", await province.TimelineAsync("D-1"));
        Assert.Equal($"{Soon:O}..{Later.AddDays(-1):O} D1 0.1000", await province.TimelineAsync("D-2"));
    }

    [Fact]
    public async Task A_withdrawal_leaves_no_trace_whatever_was_published_since()
    {
        var before = await province.TimelineAsync(Items.SingleRoom);
        Assert.Equal("2025-01-01.. demonstration-460000 ", before);
        await province.PublishedAsync("E2", Later, Province.Set(Items.SingleRoom, 0.2m));
        await province.PublishedAsync("E1", Soon, Province.Set(Items.SingleRoom, 0.1m));
        Assert.Equal(
            $"2025-01-01..{Soon.AddDays(-1):O} demonstration-460000 ; {Soon:O}..{Later.AddDays(-1):O} E1 0.1000; {Later:O}.. E2 0.2000",
            await province.TimelineAsync(Items.SingleRoom));

        Assert.Equal("withdrawn", (await province.WithdrawAsync("E2")).Ok().Json["state"]!.GetValue<string>());
        Assert.Equal($"2025-01-01..{Soon.AddDays(-1):O} demonstration-460000 ; {Soon:O}.. E1 0.1000", await province.TimelineAsync(Items.SingleRoom));
        (await province.WithdrawAsync("E1")).Ok();
        Assert.True((await province.WithdrawAsync("E1")).Ok().IsReplay);
        Assert.Equal(before, await province.TimelineAsync(Items.SingleRoom));
        (await province.UploadAsync("E1", Soon, Province.Set(Items.SingleRoom, 0.3m))).IsProblem(409, "number-reused");
    }

    [Fact]
    public async Task Each_step_leads_to_the_next_revision_and_is_known_by_it_for_ever()
    {
        await province.PublishedAsync("J1", Soon, Province.Set("J-1", 0.1m));
        Assert.Equal(3, (await province.WithdrawAsync("J1")).Ok().Json["revision"]!.GetValue<int>());

        var again = (await province.PublishAsync("J1")).Ok();
        Assert.Equal((true, "withdrawn"), (again.IsReplay, again.Json["state"]!.GetValue<string>()));
        Assert.Equal([1, 2, 3], again.Json["history"]!.AsArray().Select(e => e!["revision"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_withdrawal_repeated_with_another_reason_is_no_repeat()
    {
        await province.PublishedAsync("K1", Soon, Province.Set("K-1", 0.1m));
        Assert.False((await province.WithdrawAsync("K1", reason: "改期")).Ok().IsReplay);

        Assert.True((await province.WithdrawAsync("K1", reason: "改期")).Ok().IsReplay);
        (await province.WithdrawAsync("K1", reason: "另一原因")).IsProblem(409, "catalog-version-revision");
        (await province.WithdrawAsync("K1", revision: 3, reason: "另一原因")).IsProblem(409, "catalog-version-state");
    }

    [Fact]
    public async Task Of_two_versions_with_one_first_day_the_later_counts_and_the_earlier_is_superseded()
    {
        await province.PublishedAsync("F1", Soon, Province.Set("F-1", 0.1m));
        await province.PublishedAsync("F2", Soon, Province.Set("F-1", 0.2m));

        Assert.Equal($"{Soon:O}.. F2 0.2000", await province.TimelineAsync("F-1"));
        Assert.Equal("superseded", (await province.ReadAsync("F1")).Ok().Json["state"]!.GetValue<string>());
        (await province.WithdrawAsync("F2")).Ok();
        Assert.Equal($"{Soon:O}.. F1 0.1000", await province.TimelineAsync("F-1"));
        Assert.Equal("published", (await province.ReadAsync("F1")).Ok().Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_has_begun_is_not_withdrawn_and_what_would_have_begun_is_not_published()
    {
        await province.PublishedAsync("G1", Province.Today, Province.Set("G-1", 0.1m));
        (await province.WithdrawAsync("G1")).IsProblem(422, "catalog-version-begun");

        (await province.UploadAsync("G2", Province.Today.AddDays(-1), Province.Set("G-1", 0.2m))).Ok();
        (await province.PublishAsync("G2")).IsProblem(422, "date-not-possible");
        (await province.WithdrawAsync("G2", revision: 1)).IsProblem(409, "catalog-version-state");
        (await api.PutAsync($"{province.Path}/G2/discard", province.Clerk, new { revision = 1 })).Ok();
        (await province.PublishAsync("G2", revision: 2)).IsProblem(409, "catalog-version-state");
        Assert.Equal($"{Province.Today:O}.. G1 0.1000", await province.TimelineAsync("G-1"));
    }

    [Fact]
    public async Task Only_a_province_has_a_catalogue_and_only_its_own_people_write_it()
    {
        (await new Province(api, "460100").UploadAsync("H1", Soon, Province.Set("H-1", 0.1m))).IsProblem(404, "not-found");
        (await api.PutAsync($"{province.Path}/H1", api.Token(Role.Clerk, "310000"), new { })).IsProblem(404, "not-found");
        (await api.PutAsync($"{province.Path}/H1", api.Token(Role.Hospital, Visit.Haikou), new { })).IsProblem(403, "not-permitted");
        (await api.GetAsync($"{province.Path}/H1", api.Token(Role.Reviewer, "310000"))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Two_who_publish_at_once_publish_once_and_two_versions_of_one_item_do_not_overlap()
    {
        (await province.UploadAsync("I1", Soon, Province.Set("I-1", 0.1m))).Ok();
        (await province.UploadAsync("I2", Later, Province.Set("I-1", 0.2m))).Ok();

        var answers = await Task.WhenAll(
            province.PublishAsync("I1"), province.PublishAsync("I2"), province.PublishAsync("I1"), province.PublishAsync("I2"), province.PublishAsync("I1"));

        Assert.All(answers, answer => answer.Ok());
        Assert.Equal(2, answers.Count(answer => !answer.IsReplay));
        Assert.Equal($"{Soon:O}..{Later.AddDays(-1):O} I1 0.1000; {Later:O}.. I2 0.2000", await province.TimelineAsync("I-1"));
        Assert.Equal(2L, await api.Database.ScalarAsync("SELECT count(*) FROM catalog_version_event WHERE step = 'Publish' AND catalog_version IN ('I1', 'I2')"));
    }
}
