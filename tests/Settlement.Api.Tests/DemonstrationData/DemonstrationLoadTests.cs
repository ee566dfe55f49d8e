using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.Snapshots;
using Xunit.Abstractions;

namespace Settlement.Api.Tests.DemonstrationData;

public sealed class DemonstrationLoadTests(ITestOutputHelper output) : IAsyncLifetime
{
    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateMigratedAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Everything_is_loaded_and_a_second_load_changes_nothing()
    {
        var clock = Stopwatch.StartNew();
        await LoadAsync();
        output.WriteLine($"first load: {clock.ElapsedMilliseconds} ms");
        var first = await CountsAsync();

        clock.Restart();
        await LoadAsync();
        output.WriteLine($"second load: {clock.ElapsedMilliseconds} ms");

        Assert.Equal(first, await CountsAsync());
        Assert.Equal("17 policy_version, 39316 catalog_entry, 29 facility, 54 facility_opening, 19 person, 16 filing, 2 special_drug, 2 special_drug_approval", first);
    }

    [Fact]
    public async Task The_database_holds_what_the_files_say()
    {
        await LoadAsync();

        var snapshot = (await CurrentReference.LoadAsync(database, default)).Snapshot;

        Assert.Equal(DemonstrationCatalog.Rows().Count(), snapshot.Catalog.Count);
        Assert.Equal(17, snapshot.Policies.Versions.Count());
        Assert.All(DemonstrationFiles.Facilities().Select(f => f.ToFacility()), facility =>
        {
            var stored = snapshot.Facilities.Find(facility.Code)!;
            Assert.Equal(facility.Openings.OrderBy(o => $"{o.Benefit}"), stored.Openings.OrderBy(o => $"{o.Benefit}"));
            Assert.Equal(facility with { Openings = [] }, stored with { Openings = [] });
        });
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from settlement"));
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from benefit_account"));
    }

    [Fact]
    public async Task A_person_has_the_id_that_follows_from_region_and_number()
    {
        await LoadAsync();

        var retired = PersonId.Of(RegionCode.Parse("110000"), new("DEMO01"));
        Assert.Equal("RelocatedRetiree 460000 Accepted 32", await database.ScalarAsync(
            $"select concat_ws(' ', type, destination, state, length(request_hash)) from filing where person_id = '{retired.Value}'"));
    }

    /// <summary>The regions of the demonstration are ones that the reference data knows.</summary>
    [Fact]
    public async Task Every_region_is_usable()
    {
        await LoadAsync();
        await Settlement.Persistence.ReferenceData.ReferenceDataLoader.LoadAsync(database, NullLogger.Instance, default);

        Assert.Null(await database.ScalarAsync(
            """
            select region from (
                select region from facility where source = 'demonstration' union select insured_region from person union select destination from filing) used
            where not exists (select from region known where known.code = used.region and known.usable)
            """));
    }

    private Task LoadAsync() => DemonstrationDataLoader.LoadAsync(database, NullLogger.Instance, default);

    private async Task<string> CountsAsync()
    {
        string[] tables = ["policy_version", "catalog_entry", "facility", "facility_opening", "person", "filing", "special_drug", "special_drug_approval"];
        var counts = new List<string>();
        foreach (var table in tables)
            counts.Add($"{await database.ScalarAsync($"select count(*) from {table}")} {table}");
        return string.Join(", ", counts);
    }
}
