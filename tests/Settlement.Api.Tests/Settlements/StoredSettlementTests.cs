using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Tests.Support;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Encounters;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Settlements;

/// <summary>What is stored suffices to compute it again, and accounts are what their settlements make of them.</summary>
public sealed class StoredSettlementTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    [Fact]
    public async Task Every_stored_settlement_computes_again_to_the_same_amounts()
    {
        await SettleSomeAsync();
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        var reference = api.Services.GetRequiredService<ReferenceSnapshot>();

        var settlements = await db.Settlements.AsNoTracking().Where(s => s.Reverses == null).ToListAsync();

        Assert.True(settlements.Count >= 4);
        foreach (var stored in settlements)
        {
            var again = SettlementCalculator.Settle(await ClaimAsync(db, stored, reference));
            var statement = Assert.IsType<SettlementOutcome.Settled>(again).Statement;
            Assert.Equal(stored.Amounts, statement.Amounts);
            Assert.Equal(stored.AccountChange.Amounts, statement.AccountChange.Amounts);
            Assert.Equal(StoredJson.Write(stored.Working), StoredJson.Write(statement.Working));
        }
    }

    [Fact]
    public async Task Every_account_is_the_fold_of_its_settlements()
    {
        await SettleSomeAsync();
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();

        foreach (var account in await db.BenefitAccounts.AsNoTracking().ToListAsync())
        {
            var records = await db.Settlements.AsNoTracking()
                .Where(s => s.PersonId == account.PersonId && s.AccountYear == account.AccountYear && s.Scheme == account.Scheme)
                .OrderBy(s => s.AccountSequence).ToListAsync();

            var fold = BenefitAccount.Empty;
            foreach (var record in records)
            {
                Assert.Equal(StoredJson.Write(fold), StoredJson.Write(record.AccountBefore));
                fold = fold.With(record.AccountChange);
            }
            Assert.Equal(fold.Amounts.OrderBy(a => a.Key.Key), account.Amounts.OrderBy(a => a.Key.Key));
            Assert.Equal(Enumerable.Range(1, records.Count), records.Select(r => r.AccountSequence));
            Assert.Equal(records.Count, account.LastSequence);
        }
    }

    private async Task SettleSomeAsync()
    {
        var no = Guid.CreateVersion7().ToString("N")[..20];
        var stay = await new Visit(api, Visit.Shanghai, "360100", "DEMO03", $"{no}a").ReadyAsync(50_000m);
        (await stay.SettleAsync($"{no}a")).Ok();
        var visit = await new Visit(api, "H31010199002", "110000", "DEMO15", $"{no}b").ReadyAsync(2_000m, "outpatient", "2026-10-08");
        (await visit.SettleAsync($"{no}b", "2026-10-08")).Ok();
        (await visit.ReverseAsync($"{no}c", $"{no}b")).Ok();
    }

    private static async Task<SettlementClaim> ClaimAsync(SettlementDbContext db, SettlementRecord stored, ReferenceSnapshot reference)
    {
        var lines = await db.SettlementLines.AsNoTracking()
            .Where(l => l.PersonId == stored.PersonId && l.SettlementId == stored.SettlementId).OrderBy(l => l.LineNo).ToListAsync();
        var filings = await db.Filings.AsNoTracking().Where(f => f.PersonId == stored.PersonId).ToListAsync();
        return new(
            new InsuredPerson(stored.PersonId, new("-"), stored.InsuredRegion, stored.Scheme, stored.PersonCategory, InsuredStatus.Normal),
            new Encounter(stored.Service, stored.IsEmergency, stored.StartedOn, stored.EndedOn),
            reference.Facilities[stored.FacilityCode] with { Level = stored.FacilityLevel, Region = stored.FacilityRegion },
            [.. filings.Where(f => f.FilingId == stored.FilingId).Select(f => f.ToFiling() with { State = FilingState.Accepted })],
            [.. lines.Select(l => l.ToFeeLine())],
            reference.Catalog,
            reference.Policies.Versions.Single(p => p.Version == stored.PolicyVersion),
            stored.AccountBefore);
    }
}
