using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Tests.Settlements;

/// <summary>A stay over New Year whose insured place splits it by days counts into two accounts, and its reversal out of both.</summary>
[Rule("R1.12.3")]
public sealed class StayOverNewYearTests(InventedPlace api) : IClassFixture<InventedPlace>
{
    /// <summary>Twenty days, ten of each year.</summary>
    private const string Admission = "2025-12-22", Discharge = "2026-01-10";

    [Fact]
    public async Task A_split_stay_counts_into_both_years_and_its_reversal_out_of_both()
    {
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Resident, "Y1").ReadyAsync(20_000m, startedOn: Admission);

        var preview = (await visit.PreviewAsync(Discharge)).Ok();
        var settled = (await visit.SettleAsync("Y1-T", Discharge)).Ok();

        // 2025: 10 000 - 800 = 9 200 × 85% = 7 820; 2026: the deductible of the stay is paid, 10 000 × 85% = 8 500
        Assert.Equal("16320.00", settled.Amount("pooledFund"));
        Assert.Equal("800.00", settled.Amount("deductible"));
        Assert.Equal([(2025, "7820.00", "2180.00"), (2026, "8500.00", "1500.00")], YearsOf(settled));
        Assert.Equal(preview.Json["years"]!.ToJsonString(), settled.Json["years"]!.ToJsonString());
        Assert.Equal(settled.Text, (await visit.ReadAsync("Y1-T")).Ok().Text);
        Assert.Equal(
            [
                """2025 {} {"covered/inpatient":10000.00,"deductible/inpatient":800.00,"inBands/inpatient":9200.00,"pooledFund/inpatient":7820.00}""",
                """2026 {"inpatient":1} {"covered/inpatient":10000.00,"inBands/inpatient":10000.00,"pooledFund/inpatient":8500.00}""",
            ],
            await AccountsAsync(visit));

        var reversed = (await visit.ReverseAsync("Y1-R", "Y1-T")).Ok();

        Assert.Equal([(2025, "-7820.00", "-2180.00"), (2026, "-8500.00", "-1500.00")], YearsOf(reversed));
        Assert.Equal(["2025 {} {}", "2026 {} {}"], await AccountsAsync(visit));
    }

    [Fact]
    public async Task A_split_stay_is_reversed_after_whatever_counted_on_either_of_its_accounts()
    {
        var stay = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Entitled, "Y2").ReadyAsync(20_000m, startedOn: Admission);
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Entitled, "Y2b").ReadyAsync(1_000_000m, startedOn: "2025-12-01"); // up to the ceiling
        (await stay.SettleAsync("Y2-T", Discharge)).Ok();
        (await visit.SettleAsync("Y2b-T", "2025-12-05")).Ok(); // settled later, in the account of the earlier year alone

        var refused = (await stay.ReverseAsync("Y2-R", "Y2-T")).IsProblem(422, "reversal-out-of-order");
        Assert.Contains("Y2b-T", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        (await visit.ReverseAsync("Y2b-R", "Y2b-T")).Ok();
        (await stay.ReverseAsync("Y2-R", "Y2-T")).Ok();
        Assert.Equal(["2025 {} {}", "2026 {} {}"], await AccountsAsync(stay));
    }

    [Fact]
    public async Task A_split_stay_that_counted_later_stands_in_the_way_of_an_earlier_visit_too()
    {
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Chronic, "Y3").ReadyAsync(1_000m, startedOn: "2025-12-01");
        var stay = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Chronic, "Y3b").ReadyAsync(2_000_000m, startedOn: Admission); // up to the ceilings
        (await visit.SettleAsync("Y3-T", "2025-12-05")).Ok();
        (await stay.SettleAsync("Y3b-T", Discharge)).Ok();

        Assert.Contains("Y3b-T", (await visit.ReverseAsync("Y3-R", "Y3-T")).IsProblem(422, "reversal-out-of-order").Text, StringComparison.Ordinal);

        (await stay.ReverseAsync("Y3b-R", "Y3b-T")).Ok();
        (await visit.ReverseAsync("Y3-R", "Y3-T")).Ok();
    }

    [Fact]
    public async Task A_split_stay_computes_again_from_what_is_stored_and_its_records_are_numbered_without_a_gap()
    {
        var visit = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Buyer, "Y4").ReadyAsync(33_333.33m, startedOn: Admission, isEmergency: true);
        (await visit.SettleAsync("Y4-T", Discharge)).Ok();
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDbContext>();

        var stored = await db.Settlements.AsNoTracking().Include(s => s.EarlierYears).SingleAsync(s => s.TransactionNo == "Y4-T");
        var statement = Assert.IsType<SettlementOutcome.Settled>(SettlementCalculator.Settle(
            await StoredClaim.LoadAsync(db, stored, api.Services.GetRequiredService<CurrentReference>().Snapshot, default))).Statement;

        Assert.Equal(stored.Amounts, statement.Amounts);
        Assert.Equal(YearAmounts.Of(stored), statement.Years.Select(YearAmounts.Of));
        Assert.Equal(StoredJson.Write(stored.Working!), StoredJson.Write(statement.Working().WithoutFeeLines()));
        Assert.Equal(0L, await api.Database.ScalarAsync(
            """
            SELECT count(*) FROM benefit_account a
            WHERE last_sequence <> (SELECT count(*) FROM settlement s WHERE (s.person_id, s.account_year, s.scheme) = (a.person_id, a.account_year, a.scheme))
                + (SELECT count(*) FROM settlement_earlier_year y WHERE (y.person_id, y.account_year, y.scheme) = (a.person_id, a.account_year, a.scheme))
            """));
    }

    [Fact]
    public async Task Stays_and_visits_of_one_person_at_once_take_turns()
    {
        var stay = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Another, "Y5").ReadyAsync(20_000m, startedOn: Admission);
        var visits = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Another, $"Y5-{i}")
            .ReadyAsync(100m, "outpatient", i % 2 == 0 ? "2025-12-23" : "2026-01-05")));

        var answers = await Task.WhenAll([stay.SettleAsync("Y5-T", Discharge), .. visits.Select(v => v.SettleAsync($"{v.No}-T", v.No[^1] % 2 == 0 ? "2025-12-23" : "2026-01-05"))]);

        // Each year: 600 in scope, 300 deductible once, 300 × 55% = 165.
        Assert.Equal(330m, answers.Skip(1).Sum(a => a.Ok().Json["amounts"]!["pooledFund"]!.GetValue<decimal>()));
        Assert.Equal("16320.00", answers[0].Ok().Amount("pooledFund"));
    }

    [Fact]
    public async Task Several_reversals_lock_the_accounts_in_the_order_of_their_years_and_the_personal_account_after_them()
    {
        var earlier = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Resident, "Y6a").ReadyAsync(100m, "outpatient", "2025-12-23");
        var later = await new Visit(api, Visit.Shanghai, InventedPlace.Region, InventedPlace.Resident, "Y6b").ReadyAsync(100m, "outpatient", "2026-01-05");
        (await earlier.SettleAsync("Y6a-T", "2025-12-23")).Ok();
        Assert.Equal("100.00", (await later.SettleAsync("Y6b-T", "2026-01-05", usePersonalAccount: true)).Ok().Amount("personalAccount"));
        const string ofPerson = "person_id = (SELECT person_id FROM person WHERE insured_region = '330100' AND person_no = 'P1')";

        Task<Answer> reversing;
        await using (var holder = await api.Database.OpenConnectionAsync())
        await using (var held = await holder.BeginTransactionAsync())
        {
            await LockAsync("benefit_account", "AND account_year = 2025 FOR UPDATE");
            reversing = api.PostAsync($"{later.Path}/reversals", later.Token, new
            {
                reversals = new[]
                {
                    new { transactionNo = "Y6b-R", settlementTransactionNo = "Y6b-T" },
                    new { transactionNo = "Y6a-R", settlementTransactionNo = "Y6a-T" },
                },
                reason = "录入错误",
            });
            while (!reversing.IsCompleted && await api.Database.ScalarAsync(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 0L)
                await Task.Delay(20);

            // It waits for the first year and holds nothing that comes after it.
            await LockAsync("benefit_account", "AND account_year = 2026 FOR UPDATE NOWAIT");
            await LockAsync("personal_account", "FOR UPDATE NOWAIT");

            async Task LockAsync(string table, string rest)
            {
                await using var command = new NpgsqlCommand($"SELECT FROM {table} WHERE {ofPerson} {rest}", holder, held);
                await command.ExecuteNonQueryAsync();
            }
        }
        Assert.Equal(2, (await reversing).Ok().Json["reversals"]!.AsArray().Count);
    }

    private static IEnumerable<(int, string, string)> YearsOf(Answer answer) => answer.Json["years"]!.AsArray()
        .Select(y => (y!["year"]!.GetValue<int>(), y["pooledFund"]!.ToJsonString(), y["personal"]!.ToJsonString()));

    private static async Task<IEnumerable<string>> AccountsAsync(Visit visit) => (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.AsArray()
        .Select(a => $"{a!["year"]} {a["encounters"]!.ToJsonString()} {a["amounts"]!.ToJsonString()}");
}
