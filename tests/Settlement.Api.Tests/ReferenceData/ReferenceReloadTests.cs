using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.ReferenceData;

namespace Settlement.Api.Tests.ReferenceData;

public sealed class ReferenceReloadTests : IAsyncLifetime, IDisposable
{
    private const string Damaged = "C88.203,M?重链病\n";
    private const string Repaired = "C88.203,重链病\n";

    private readonly EditableFiles files = new();
    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateMigratedAsync();
        Assert.All(await Load(), dataset => Assert.True(dataset.WasLoaded));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task A_second_load_loads_nothing_and_reports_the_same_rows()
    {
        var again = await Load();

        Assert.All(again, dataset => Assert.False(dataset.WasLoaded));
        Assert.Equal(33304, again.Single(dataset => dataset.Dataset == "diagnosis").Rows);
    }

    [Fact]
    public async Task A_changed_file_reloads_its_dataset_alone()
    {
        files.Replace("diagnosis.csv", Damaged, Repaired);

        Assert.Equal(["diagnosis"], Loaded(await Load()));
        Assert.Equal("重链病", await Name());
        Assert.Equal(33304L, await database.ScalarAsync("select count(*) from diagnosis"));
    }

    [Fact]
    public async Task A_changed_catalogue_also_reloads_the_codes_that_were_matched_with_it()
    {
        files.Replace("national_drug.csv", ",乙,氢溴酸替格列汀片,", ",乙,氢溴酸替格列汀新片,");

        Assert.Equal(["national_drug", "drug_code"], Loaded(await Load()));
    }

    [Fact]
    public async Task A_file_that_fails_on_its_last_line_leaves_the_old_rows_and_version()
    {
        var before = await Version();
        files.Replace("diagnosis.csv", Damaged, Repaired).Append("diagnosis.csv", "Z99.999\n");

        await Assert.ThrowsAsync<ReferenceFileException>(Load);

        Assert.Equal(before, await Version());
        Assert.Equal("M?重链病", await Name());
        Assert.Equal(33304L, await database.ScalarAsync("select count(*) from diagnosis"));
    }

    [Fact]
    public async Task A_load_that_is_killed_before_its_commit_leaves_the_old_rows_and_version()
    {
        var before = await Version();
        files.Replace("diagnosis.csv", Damaged, Repaired);
        await using var holder = await database.OpenConnectionAsync();
        await using var holding = await holder.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table reference_dataset in exclusive mode", holder);
        await hold.ExecuteNonQueryAsync();

        var load = Load(); // copies every row, then waits for the lock to write the version
        while (!load.IsCompleted && await database.ScalarAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'relation'") is not true)
            await Task.Delay(20);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => load);
        await holding.RollbackAsync();

        Assert.Equal(before, await Version());
        Assert.Equal("M?重链病", await Name());
        Assert.Equal(33304L, await database.ScalarAsync("select count(*) from diagnosis"));
        Assert.Equal(["diagnosis"], Loaded(await Load()));
    }

    [Fact]
    public async Task Of_two_instances_that_start_at_once_one_loads_each_dataset()
    {
        await database.ExecuteAsync("delete from reference_dataset");

        var both = await Task.WhenAll(Load(), Load());

        Assert.Equal(both[0].Select(dataset => dataset.Dataset).Order(), Loaded([.. both[0], .. both[1]]).Order());
    }

    private Task<IReadOnlyList<LoadedDataset>> Load() =>
        ReferenceDataLoader.LoadAsync(database, files.Read(), NullLogger.Instance, default);

    private static IEnumerable<string> Loaded(IEnumerable<LoadedDataset> results) =>
        results.Where(dataset => dataset.WasLoaded).Select(dataset => dataset.Dataset);

    private Task<object?> Name() => database.ScalarAsync("select name from diagnosis where code = 'C88.203'");

    private Task<object?> Version() => database.ScalarAsync("select version from reference_dataset where name = 'diagnosis'");
}
