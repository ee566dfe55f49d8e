using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.DemonstrationData;

namespace Settlement.Api.Tests.DemonstrationData;

/// <summary>What a user has changed stays, even where a new version of the product ships other files.</summary>
public sealed class DemonstrationKeepsChangesTests : IAsyncLifetime
{
    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateMigratedAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    /// <summary>What a user does, and the question whose answer it decides.</summary>
    private static readonly (string Change, string Question)[] Changes =
    [
        ("update facility set name = 'Renamed' where facility_code = 'H46010599001'",
            "select name from facility where facility_code = 'H46010599001'"),
        ("delete from facility_opening where facility_code = 'H46010599001'", "select count(*) from facility_opening"),
        ("update person set status = 'Terminated' where person_no = 'DEMO01'", "select status from person where person_no = 'DEMO01'"),
        ("update filing set state = 'Cancelled', ended_on = '2026-01-31' where filing_no = 'DEMO01-F1'",
            "select string_agg(filing_no || state, ',' order by filing_no) from filing"),
        ("update policy_version set state = 'Superseded', superseded_at = now() where policy_version = '110000-employee-2023'",
            "select string_agg(policy_version || state, ',' order by policy_version) from policy_version"),
        ("update catalog_entry set superseded_at = now() where owner = '110000' and item_code = '001109000010300'",
            "select count(*) from catalog_entry where superseded_at is null"),
    ];

    [Fact]
    public async Task Changes_survive_the_next_version_of_the_files_which_adds_what_is_missing()
    {
        const string removed = "owner = '310000' and item_code = '001109000010300'";
        await LoadAsync();
        foreach (var (change, _) in Changes)
            await database.ExecuteAsync(change);
        var before = await AnswersAsync();
        await database.ExecuteAsync($"delete from catalog_entry where {removed}");

        await database.ExecuteAsync("update reference_dataset set version = 'other'");
        await LoadAsync();

        Assert.Equal(before, await AnswersAsync());
        Assert.Equal(1L, await database.ScalarAsync($"select count(*) from catalog_entry where {removed}"));
    }

    [Fact]
    public async Task A_policy_that_the_user_published_first_is_not_overlapped()
    {
        await database.ExecuteAsync(
            """
            insert into policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
            values ('own', '110000', 'Employee', '2026-01-01', 'Published', '{}', 'one', 'two', now())
            """);

        await LoadAsync();

        Assert.Equal("own", await database.ScalarAsync(
            "select string_agg(policy_version, ',') from policy_version where insured_region = '110000' and scheme = 'Employee'"));
        Assert.Equal(17L, await database.ScalarAsync("select count(*) from policy_version"));
    }

    [Fact]
    public async Task A_demonstration_policy_of_an_earlier_format_gives_way_to_the_shipped_one()
    {
        const string version = "where policy_version = '360100-resident-2023'";
        await LoadAsync();
        var shipped = await database.ScalarAsync($"select document::text from policy_version {version}");

        await database.ExecuteAsync($"update policy_version set document = document - 'ceilings' || '{{ \"pooledFundCeilings\": [] }}' {version}");
        await database.ExecuteAsync("update reference_dataset set version = 'other'");
        await LoadAsync();

        Assert.Equal(shipped, await database.ScalarAsync($"select document::text from policy_version {version}"));
    }

    [Theory]
    [InlineData("document = jsonb_set(document, '{insuredRegionName}', '\"Elsewhere\"')")] // can be read, so it was settled by
    [InlineData("document = document - 'ceilings', drafted_by = 'somebody'")]
    public async Task A_published_policy_that_is_not_the_shipped_one_ends_the_start(string change)
    {
        await LoadAsync();
        await database.ExecuteAsync($"update policy_version set {change} where policy_version = '360100-resident-2023'");
        await database.ExecuteAsync("update reference_dataset set version = 'other'");

        Assert.Contains("360100-resident-2023", (await Assert.ThrowsAsync<InvalidDataException>(LoadAsync)).Message, StringComparison.Ordinal);
    }

    private async Task<List<object?>> AnswersAsync()
    {
        var answers = new List<object?>();
        foreach (var (_, question) in Changes)
            answers.Add(await database.ScalarAsync(question));
        return answers;
    }

    private Task LoadAsync() => DemonstrationDataLoader.LoadAsync(database, NullLogger.Instance, default);
}
