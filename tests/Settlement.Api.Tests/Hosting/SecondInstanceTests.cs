using Microsoft.AspNetCore.Builder;
using Settlement.Api.Tests.Support;

namespace Settlement.Api.Tests.Hosting;

public sealed class SecondInstanceTests
{
    [Fact]
    public async Task Instances_that_start_at_once_on_an_empty_database_all_come_up()
    {
        var database = await TestDatabase.CreateEmptyAsync();

        var instances = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunningApi.StartAsync(database))));

        Assert.Equal(3, instances.Length);
        foreach (WebApplication instance in instances)
            await instance.DisposeAsync();
    }

    [Fact]
    public async Task Where_nothing_is_to_be_migrated_no_right_to_change_the_schema_is_needed()
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(await TestDatabase.CreateDemonstrationAsync());
        var role = $"service_{Guid.CreateVersion7():N}";
        await using (var owner = Npgsql.NpgsqlDataSource.Create(database.ConnectionString))
            await owner.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'service'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");

        (database.Username, database.Password) = (role, "service");
        await using var app = await RunningApi.StartAsync(database.ConnectionString);
    }
}
