using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Settlements;

/// <summary>A settlement is two conversations with the database: one that reads and locks, one that writes and commits.</summary>
public sealed class RoundTripTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    [Theory]
    [InlineData("2026-09-20", "2026-09-25")]
    [InlineData("2025-12-22", "2026-01-10")] // two accounts
    public async Task A_settlement_takes_two_round_trips_and_a_preview_one(string startedOn, string endedOn)
    {
        var direct = new NpgsqlConnectionStringBuilder(api.ConnectionString);
        await using var proxy = new TurnCountingProxy(direct.Host!, direct.Port);
        await using var source = Database.Connect(
            new NpgsqlConnectionStringBuilder(api.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable }.ConnectionString);
        var store = new SettlementStore(source);
        var (facility, end) = (FacilityCode.Parse(Visit.Shanghai), DateOnly.Parse(endedOn));

        // The third time nothing is new to the connection any more.
        var (preview, settlement) = (0, 0);
        for (var i = 0; i < 3; i++)
        {
            var no = $"RT-{startedOn}-{i}";
            await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Resident, no).ReadyAsync(2_000m, startedOn: startedOn);

            var before = proxy.Turns;
            await store.ReadAsync(new(facility, no, new((short)end.Year)) { UsesPersonalAccount = true }, default);
            preview = proxy.Turns - before;

            before = proxy.Turns;
            await SettleAsync(store, facility, no, end);
            settlement = proxy.Turns - before;
        }

        Assert.Equal((1, 2), (preview, settlement));
        Assert.Equal(3L, await api.Database.ScalarAsync($"SELECT count(*) FROM settlement WHERE transaction_no LIKE 'RT-{startedOn}-%'"));
    }

    private async Task SettleAsync(SettlementStore store, FacilityCode facility, string no, DateOnly endedOn)
    {
        var reference = api.Services.GetRequiredService<CurrentReference>().Snapshot;
        await using var session = await store.BeginAsync(default);
        var reads = await session.ReadAsync(
            new(facility, no, new((short)endedOn.Year)) { TransactionNo = no, UsesPersonalAccount = true }, default);
        var encounter = reads.Found!;
        var claim = encounter.ToClaim(reference.Facilities.Find(facility)!, endedOn, usePersonalAccount: true, reference);
        var statement = Assert.IsType<SettlementOutcome.Settled>(SettlementCalculator.Settle(claim)).Statement;
        var record = SettlementRecord.Of(new(facility, no, [], "test"), encounter, claim, statement, DateTimeOffset.UnixEpoch);
        Assert.True(await session.KeepAsync(new(record, statement.Lines), default));
    }
}
