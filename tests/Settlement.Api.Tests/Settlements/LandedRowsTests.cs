using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Persistence;

namespace Settlement.Api.Tests.Settlements;

/// <summary>Rows of the first version: keys that were services, a working that was one list, and no payer but fund, two layers and the person.</summary>
public sealed class LandedRowsTests(DemonstrationApi api) : IClassFixture<DemonstrationApi>
{
    /// <summary>The first settlement of README.md as the first version stored its working, shortened to the steps that differ in form.</summary>
    private const string Working =
        """
        [
          {"rule": "Total", "amount": 5222000, "formula": "Σ 8", "source": null, "parts": []},
          {"rule": "FullSelfPay", "amount": 120000, "formula": "Σ 8", "source": null, "parts": []},
          {"rule": "OverLimit", "amount": 44000, "formula": "Σ 8", "source": null, "parts": []},
          {"rule": "FirstSelfPaid", "amount": 58000, "formula": "Σ 8", "source": null, "parts": []},
          {"rule": "InScope", "amount": 5000000, "formula": "52220.00 - 1200.00 - 440.00 - 580.00", "source": null, "parts": []},
          {"rule": "UpFrontShare", "amount": 500000, "formula": "50000.00 × 10%", "source": {"document": "notice", "article": null}, "parts": []},
          {"rule": "Deductible", "amount": 80000, "formula": "min(45000.00, 800.00)", "source": {"document": "notice", "article": null}, "parts": []},
          {"rule": "PooledFund", "amount": 3757000, "formula": "37570.00", "source": null, "parts": [
            {"rule": "Band", "amount": 3757000, "formula": "44200.00 × 85%", "source": {"document": "notice", "article": "art. 4"}, "parts": []},
            {"rule": "Ceiling", "amount": 10000000, "formula": "100000.00 - 0.00", "source": null, "parts": []},
            {"rule": "OverCeiling", "amount": 0, "formula": "44200.00 - 44200.00", "source": null, "parts": []}]},
          {"rule": "LargeAmount", "amount": 0, "formula": "min(0.00, 400000.00)", "source": null, "parts": [
            {"rule": "LayerBase", "amount": 0, "formula": "0.00 + 0.00 - 0.00", "source": null, "parts": []}]},
          {"rule": "Personal", "amount": 1465000, "formula": "52220.00 - 37570.00", "source": null, "parts": []}
        ]
        """;

    private const string Change =
        """{"service": "Inpatient", "encounters": 1, "amounts": {"deductible/inpatient": 80000, "inBands/inpatient": 4420000, "pooledFund/inpatient": 3757000}}""";

    [Fact]
    public async Task A_database_of_the_first_version_is_migrated_and_says_the_same()
    {
        await using var database = NpgsqlDataSource.Create(await TestDatabase.CreateEmptyAsync());
        var options = new DbContextOptionsBuilder<SettlementDbContext>();
        options.UseSettlementDatabase(database);
        await using var db = new SettlementDbContext(options.Options);
        await MakeFirstVersionAsync(database);
        await InsertAsync(database);

        await Database.MigrateAsync(database, default);

        var stored = await db.Settlements.Include(s => s.EarlierYears).SingleAsync(s => s.Reverses == null);
        Assert.Equal(("14650.00", "0.00", "14650.00"), ($"{stored.Personal}", $"{stored.PersonalAccount}", $"{stored.Cash}"));
        Assert.Equal((new DateOnly(1900, 1, 3), Sex.Male), (stored.BirthDate, stored.Sex)); // 360100190001030031
        Assert.Equal((new Benefit(CareService.Inpatient), 1), (stored.AccountChange.Benefit, stored.AccountChange.Encounters));
        Assert.Equal("37570.00", $"{stored.AccountChange.Amounts.Single(a => a.Accumulator == Accumulator.PooledFund(CareService.Inpatient)).Amount}");
        Assert.Equal(2, stored.AccountBefore.EncountersOf(CareService.Inpatient));
        Assert.Empty(stored.EarlierYears);
        var reversal = await db.Settlements.SingleAsync(s => s.Reverses != null);
        Assert.Null(reversal.Working);
        Assert.Equal("-14650.00", $"{reversal.Cash}");
        var account = await db.BenefitAccounts.SingleAsync();
        Assert.Equal(2, account.Encounters[CareService.Inpatient]);

        Assert.Equal("52220.00", $"{stored.Working!.Scope.Amount}");
        Assert.All(Steps(stored.Working.Scope).Concat(Steps(stored.Working.Payers)).Where(step => step.Parts.Count > 0),
            step => Assert.Equal(step.Amount, Money.Sum(step.Parts.Select(part => part.Amount))));
        Assert.Equal("6630.00", $"{Steps(stored.Working.Scope).Single(step => step.Rule == WorkingRule.CoPay).Amount}"); // 15% of 44 200
        Assert.Equal("notice art. 4", $"{Steps(stored.Working.Payers).Single(step => step.Rule == WorkingRule.Band).Source}");
    }

    [Fact]
    public async Task A_settlement_of_the_first_version_is_read_and_reversed_over_HTTP()
    {
        var visit = new Visit(api, Visit.Shanghai, "360100", "DEMO03", "DEMO03-T1");
        (await visit.SettleAsync("DEMO03-T1", "2026-09-09")).Ok();
        await api.Database.ExecuteAsync($"UPDATE settlement SET working = '{Working}', account_change = '{Change}' WHERE transaction_no = 'DEMO03-T1'");
        await api.Database.ExecuteAsync(
            """
            UPDATE benefit_account SET encounters = '{"Inpatient": 1}', amounts = '{"deductible/inpatient": 80000, "inBands/inpatient": 4420000, "pooledFund/inpatient": 3757000}'
            WHERE person_id = (SELECT person_id FROM person WHERE person_no = 'DEMO03')
            """);

        var read = (await visit.ReadAsync("DEMO03-T1")).Ok();
        Assert.Equal("37570.00", read.Json["working"]!["payers"]!["parts"]![0]!["parts"]![0]!["amount"]!.ToJsonString());
        (await visit.ReverseAsync("DEMO03-R1", "DEMO03-T1")).Ok();

        var account = (await visit.PersonAsync()).Ok().Json["benefitAccounts"]!.AsArray().Single()!;
        Assert.Equal("{} {}", $"{account["encounters"]!.ToJsonString()} {account["amounts"]!.ToJsonString()}");
    }

    private static IEnumerable<WorkingStep> Steps(WorkingStep step) => step.Parts.SelectMany(Steps).Prepend(step);

    /// <summary>The first two scripts, and the history as EF keeps it.</summary>
    private static async Task MakeFirstVersionAsync(NpgsqlDataSource database)
    {
        await database.ExecuteAsync(
            """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL)""");
        foreach (var script in new[] { "0001_core", "0002_reference_data" })
        {
            await using var stream = typeof(Database).Assembly.GetManifestResourceStream($"{script}.sql")!;
            using var reader = new StreamReader(stream);
            await database.ExecuteAsync(await reader.ReadToEndAsync());
            await database.ExecuteAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{script}', '10')");
        }
    }

    private static Task InsertAsync(NpgsqlDataSource database) => database.ExecuteAsync(
        $$$"""
        INSERT INTO policy_version (policy_version, insured_region, scheme, valid_from, state, document, drafted_by, published_by, published_at)
        VALUES ('v1', '360100', 'Employee', '2023-01-01', 'Published', '{}', 'one', 'two', now());
        INSERT INTO facility (facility_code, name, kind, region, level, agreement_from, source)
        VALUES ('H31010499001', 'hospital', 'Hospital', '310104', 'Tertiary', '2023-01-01', 'test');
        INSERT INTO facility_opening (facility_code, service, open_from) VALUES ('H31010499001', 'ChronicOutpatient', '2023-01-01');
        INSERT INTO person (person_id, insured_region, person_no, name, identity_number, scheme, category, status, source)
        VALUES ('00000000-0000-8000-8000-000000000001', '360100', 'P', 'name', '360100190001030031', 'Employee', 'Active', 'Normal', 'test');
        INSERT INTO encounter (person_id, encounter_id, facility_code, encounter_no, service, is_emergency, started_on, diagnosis_code, state, request_hash, registered_by, registered_at)
        SELECT '00000000-0000-8000-8000-000000000001', id, 'H31010499001', id::text, service, false, '2026-09-01', 'I25.100', 'Open', '', 'test', now()
        FROM (VALUES ('00000000-0000-8000-8000-00000000000a'::uuid, 'Inpatient'), ('00000000-0000-8000-8000-00000000000b'::uuid, 'ChronicOutpatient')) AS e (id, service);
        INSERT INTO settlement (person_id, settlement_id, facility_code, transaction_no, encounter_id, reverses, insured_region, scheme, service,
            person_category, facility_level, facility_region, is_emergency, started_on, ended_on, account_year, account_sequence, treatment_class,
            policy_version, total_fen, full_self_pay_fen, over_limit_fen, first_self_paid_fen, in_scope_fen, up_front_share_fen, deductible_fen,
            pooled_fund_fen, large_amount_fen, large_illness_fen, personal_fen, account_before, account_change, working, request_hash, settled_by, settled_at)
        SELECT '00000000-0000-8000-8000-000000000001', id, 'H31010499001', no, '00000000-0000-8000-8000-00000000000a', reverses, '360100', 'Employee', 'Inpatient',
            'Active', 'Tertiary', '310104', false, '2026-09-01', '2026-09-09', 2026, sequence, 'Referral',
            'v1', sign * 5222000, sign * 120000, sign * 44000, sign * 58000, sign * 5000000, sign * 500000, sign * 80000,
            sign * 3757000, 0, 0, sign * 1465000, '{"encounters": {"Inpatient": 2}, "amounts": {}}', '{{{Change}}}', working::jsonb, '', 'test', now()
        FROM (VALUES
            ('00000000-0000-8000-8000-0000000000aa'::uuid, 'T', NULL::uuid, 1, 1, '{{{Working}}}'),
            ('00000000-0000-8000-8000-0000000000bb'::uuid, 'R', '00000000-0000-8000-8000-0000000000aa'::uuid, 2, -1, '[]')) AS s (id, no, reverses, sequence, sign, working);
        INSERT INTO benefit_account (person_id, account_year, scheme, last_sequence, encounters, amounts)
        VALUES ('00000000-0000-8000-8000-000000000001', 2026, 'Employee', 2, '{"Inpatient": 2}', '{}');
        """);
}
