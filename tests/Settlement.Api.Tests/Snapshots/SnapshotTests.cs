using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Snapshots;

/// <summary>What is published reaches every running instance without a restart. Each test has a database of its own.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task A_publication_reaches_two_running_instances() => WithInstancesAsync(async instances =>
    {
        await instances.PublishAsync("S1", 80);
        await instances.HaveAsync("S1");
    });

    [Fact]
    public Task A_publication_whose_notification_is_lost_reaches_them_all_the_same() => WithInstancesAsync(async instances =>
    {
        await instances.Database.ExecuteAsync(
            """
            CREATE OR REPLACE FUNCTION reference_parts_changed(parts text[]) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO reference_part AS known (part) SELECT DISTINCT part FROM unnest(parts) part WHERE part IS NOT NULL ORDER BY part
                ON CONFLICT (part) DO UPDATE SET version = known.version + 1, changed_at = now();
            END $$
            """);
        await instances.PublishAsync("S1", 80);
        await instances.HaveAsync("S1");
    });

    [Fact]
    public Task A_change_of_one_part_leaves_the_others_the_same_objects() => WithInstancesAsync(async instances =>
    {
        var before = instances.References[0].Snapshot;
        await instances.PublishAsync("S1", 80);
        await instances.HaveAsync("S1");
        var after = instances.References[0].Snapshot;

        Assert.NotSame(before, after);
        Assert.NotSame(before.Policies, after.Policies);
        Assert.Same(before.Catalog, after.Catalog);
        Assert.Same(before.Facilities, after.Facilities);
        Assert.Same(before.National, after.National);
        Assert.Same( // a policy of another province is read once
            before.Policies.Versions.Single(p => p.Version == "110000-employee-2023"), after.Policies.Versions.Single(p => p.Version == "110000-employee-2023"));
        Assert.DoesNotContain(before.Policies.Versions, p => p.Version == "S1"); // whoever has the old one keeps it whole
    });

    [Fact]
    public async Task An_instance_that_cannot_read_what_was_published_settles_by_what_it_has_and_says_that_it_is_not_ready()
    {
        var api = new DemonstrationApi();
        await api.InitializeAsync();
        try
        {
            var visit = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", "U1").ReadyAsync(50_000m);
            await api.Database.ExecuteAsync(
                """
                INSERT INTO policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
                VALUES ('unreadable', '360200', 'Employee', '2023-01-01', 'Published', '{}', 'one', 'two', now())
                """);
            await Until.TrueAsync(async () => !await IsReadyAsync(api)); // ten seconds later
            Assert.DoesNotContain(api.Services.GetRequiredService<CurrentReference>().Snapshot.Policies.Versions, p => p.Version == "unreadable");
            Assert.Equal("37570.00", (await visit.SettleAsync("U1-T")).Ok().Amount("pooledFund")); // (50 000 - 5 000 - 800) × 85%

            await api.Database.ExecuteAsync("UPDATE policy_version SET state = 'Superseded' WHERE policy_version = 'unreadable'");
            await Until.TrueAsync(() => IsReadyAsync(api));
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(DemonstrationApi api)
    {
        using var answer = await api.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    private static async Task WithInstancesAsync(Func<TwoInstances, Task> test)
    {
        var instances = new TwoInstances();
        await ((IAsyncLifetime)instances).InitializeAsync();
        try
        {
            await test(instances);
        }
        finally
        {
            await ((IAsyncLifetime)instances).DisposeAsync();
        }
    }
}
