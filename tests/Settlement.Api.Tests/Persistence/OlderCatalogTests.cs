using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Persistence;

/// <summary>A database whose catalogue was loaded before restrictions were read for conditions.</summary>
public sealed class OlderCatalogTests : IAsyncLifetime
{
    /// <summary>2 706 of drug codes twice (national, carried on), 3 025 and 2 095 of five provinces.</summary>
    private const long WithConditions = 7826;

    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateMigratedAsync();
        await LoadAsync();
        await database.ExecuteAsync(
            """
            update catalog_entry set
                catalog_version = replace(catalog_version, '-restrictions', ''), recorded_at = now() - interval '1 day',
                payment_restriction = case when kind <> 'MedicalService' then payment_restriction end,
                restriction_only_age = null, restriction_only_sex = null, restriction_from_level = null, restriction_only_care = null,
                restriction_second_line = false, restriction_other_insurance = false, restriction_says_all = false;
            update reference_dataset set version = 'older';
            """);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Its_entries_are_superseded_by_those_with_conditions_and_kept()
    {
        await LoadAsync();

        var expected = NationalCatalog.Rows().Concat(DemonstrationCatalog.Rows()).Select(row => row.Entry).ToList();
        var stored = (await CurrentReference.LoadAsync(database, default)).Snapshot.Catalog;
        Assert.Equal(expected.Count, stored.Count);
        Assert.All(expected, entry => Assert.Equal(
            (entry.Version, entry.Restriction), Terms(stored.Find(entry.Owner, entry.ItemCode, entry.InForce.First))));
        Assert.Equal(WithConditions, await CountAsync("superseded_at is not null"));
        Assert.Equal(0L, await CountAsync("superseded_at is not null and catalog_version like '%-restrictions'"));
    }

    [Fact]
    public async Task A_second_load_changes_nothing()
    {
        await LoadAsync();
        await database.ExecuteAsync("update reference_dataset set version = 'other'");

        await LoadAsync();

        Assert.Equal(WithConditions, await CountAsync("superseded_at is not null"));
        Assert.Equal(WithConditions, await CountAsync("catalog_version like '%-restrictions'"));
    }

    [Fact]
    public async Task An_entry_that_somebody_has_changed_or_superseded_stays_as_it_is()
    {
        const string key = "owner = '460000' and item_code";
        await database.ExecuteAsync(
            $"""
            update catalog_entry set item_class = 'C', first_self_paid_ratio = null where {key} = '003314000120000';
            update catalog_entry set payment_restriction = 'own' where {key} = '003312010010000';
            update catalog_entry set superseded_at = now() where {key} = '001201000070000';
            """);

        await LoadAsync();

        Assert.Equal("demonstration-460000 C", await database.ScalarAsync(
            $"select string_agg(catalog_version || ' ' || item_class, ',') from catalog_entry where {key} = '003314000120000'"));
        Assert.Equal("demonstration-460000 own", await database.ScalarAsync(
            $"select string_agg(catalog_version || ' ' || payment_restriction, ',') from catalog_entry where {key} = '003312010010000'"));
        Assert.Equal(0L, await CountAsync($"superseded_at is null and {key} = '001201000070000'"));
    }

    private static (string?, PaymentRestriction?) Terms(CatalogAnswer answer) => (answer.Entry?.Version, answer.Entry?.Restriction);

    private async Task<long> CountAsync(string condition) => (long)(await database.ScalarAsync($"select count(*) from catalog_entry where {condition}"))!;

    private async Task LoadAsync()
    {
        await NationalCatalog.LoadAsync(database, NullLogger.Instance, default);
        await DemonstrationDataLoader.LoadAsync(database, NullLogger.Instance, default);
    }
}
