using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Settlement.Api.Access;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.DemonstrationData;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Settlements;

/// <summary>What is stored suffices to compute it again, and accounts are what their settlements make of them.</summary>
public sealed class StoredSettlementTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>, IAsyncLifetime
{
    /// <summary>Every bill of the demonstration that can be settled, with the personal account; a stay that used it and was reversed.</summary>
    public async Task InitializeAsync()
    {
        foreach (var bill in DemonstrationFiles.Bills().Select(b => b.TryIt))
            await api.PutAsync($"v1/facilities/{bill.FacilityCode}/settlements/{bill.TransactionNo}", api.Token(Role.Hospital, bill.FacilityCode),
                new { encounterNo = bill.EncounterNo, endedOn = bill.EndedOn.ToString("O"), usePersonalAccount = true });
        var visit = await new Visit(api, "H31010199002", "110000", "DEMO15", "STORED").ReadyAsync(2_000m, "outpatient", "2026-10-08");
        (await visit.SettleAsync("STORED-T", "2026-10-08", usePersonalAccount: true)).Ok();
        (await visit.ReverseAsync("STORED-R", "STORED-T")).Ok();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_stored_settlement_computes_again_to_the_same_amounts()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();
        var reference = api.Services.GetRequiredService<CurrentReference>().Snapshot;

        var settlements = await db.Settlements.AsNoTracking().Include(s => s.EarlierYears).Where(s => s.Reverses == null).ToListAsync();

        Assert.Equal(16, settlements.Count); // 13 bills to try, 2 of the history, the one above
        Assert.Contains(settlements, s => s.PersonalAccount > Money.Zero);
        foreach (var stored in settlements)
        {
            var statement = Assert.IsType<SettlementOutcome.Settled>(
                SettlementCalculator.Settle(await StoredClaim.LoadAsync(db, stored, reference, default))).Statement;
            Assert.Equal(stored.Amounts, statement.Amounts);
            Assert.Equal(stored.TreatmentClass, statement.TreatmentClass);
            Assert.Equal(stored.FilingId, statement.Filing);
            Assert.Equal(Sorted(BenefitAccount.Empty.With(stored.AccountChange)), Sorted(BenefitAccount.Empty.With(statement.AccountChange)));
            Assert.Equal(StoredJson.Write(stored.Working!), StoredJson.Write(statement.Working().WithoutFeeLines()));
        }
    }

    [Fact]
    public async Task Every_account_is_the_fold_of_its_settlements()
    {
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
                Assert.Equal(Sorted(fold), Sorted(record.AccountBefore));
                fold = fold.With(record.AccountChange);
            }
            Assert.Equal(Sorted(fold), Sorted(new() { Amounts = account.Amounts, Encounters = account.Encounters }));
            Assert.Equal(Enumerable.Range(1, records.Count), records.Select(r => r.AccountSequence));
            Assert.Equal(records.Count, account.LastSequence);
        }
    }

    [Fact]
    public async Task Every_personal_account_is_what_was_credited_less_what_settlements_took() => Assert.Equal(0L, await api.Database.ScalarAsync(
        """
        SELECT count(*) FROM personal_account a
        WHERE credited_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM personal_account_credit c WHERE c.person_id = a.person_id)
           OR spent_fen <> (SELECT coalesce(sum(personal_account_fen), 0) FROM settlement s WHERE s.person_id = a.person_id)
        """));

    /// <summary>Recomputation rests on this: what the identity number says is stored with each settlement.</summary>
    [Fact]
    public async Task A_settlement_keeps_who_the_person_was()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();

        var stored = await db.Settlements.AsNoTracking().SingleAsync(s => s.TransactionNo == "STORED-T");

        Assert.Equal((new DateOnly(1900, 1, 15), Sex.Male), (stored.BirthDate, stored.Sex)); // 110000190001150154: the seventeenth digit is 5
        Assert.Equal((true, false, null), (stored.IsCivilServant, stored.HasEnterpriseSupplement, stored.Hardship));
    }

    private static string Sorted(BenefitAccount account) => string.Join(", ",
        account.Amounts.Select(a => $"{a.Key} {a.Value}").Concat(account.Encounters.Select(e => $"{e.Key} {e.Value}")).Order(StringComparer.Ordinal));
}
