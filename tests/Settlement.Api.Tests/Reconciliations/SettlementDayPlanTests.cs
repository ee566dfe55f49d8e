using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Tests.Settlements;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Reconciliations;

namespace Settlement.Api.Tests.Reconciliations;

/// <summary>A day is found through its index, so that the years before it cost nothing.</summary>
public sealed class SettlementDayPlanTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    private static readonly FacilityCode Facility = FacilityCode.Parse(Visit.Shanghai);
    private static readonly DateOnly Day = new(2026, 11, 6);

    [Fact]
    public Task The_numbers_of_a_day_are_read_through_the_index() => UsesIndexAsync(db => db.OfDay(Facility, Day));

    [Fact]
    public Task A_page_of_a_day_is_read_through_the_index() => UsesIndexAsync(db => db.OfDay(Facility, Day).InOrder().Take(200));

    [Fact]
    public Task The_totals_of_a_day_are_read_through_the_index() => UsesIndexAsync(db => db.TotalRows(Facility, Day));

    private async Task UsesIndexAsync<T>(Func<SettlementDbContext, IQueryable<T>> query)
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off"); // the test's table fits on a page
        await using var command = query(db).CreateDbCommand();
#pragma warning disable CA2100 // the text is EF's own, with parameters
        command.CommandText = "EXPLAIN " + command.CommandText;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));

        Assert.Contains(plan, line => line.Contains("settlement_by_day", StringComparison.Ordinal));
        var condition = Assert.Single(plan, line => line.Contains("Index Cond", StringComparison.Ordinal));
        Assert.Matches("settled_day = .*facility_code.* = ", condition);
    }
}
