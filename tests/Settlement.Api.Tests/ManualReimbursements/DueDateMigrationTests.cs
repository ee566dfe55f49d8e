using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Tests.Support;
using Settlement.Domain.Calendars;
using Settlement.Persistence;

namespace Settlement.Api.Tests.ManualReimbursements;

/// <summary>Claims that were received before the due date by weekdays was stored.</summary>
public sealed class DueDateMigrationTests
{
    /// <summary>2026 is known; of 2027 only two days are named, and no New Year's Day: its holidays are not known.</summary>
    private static readonly Dictionary<DateOnly, bool> Exceptions = new()
    {
        [new(2026, 1, 1)] = false,
        [new(2026, 1, 2)] = false,
        [new(2026, 1, 4)] = true, // a Sunday
        [new(2026, 10, 1)] = false,
        [new(2026, 10, 10)] = true, // a Saturday
        [new(2027, 1, 9)] = true, // a Saturday
        [new(2027, 1, 11)] = false, // a Monday
    };

    [Fact]
    public async Task Their_due_dates_by_weekdays_are_those_that_the_program_computes()
    {
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(await TestDatabase.CreateEmptyAsync()) { Options = "-c session_replication_role=replica" }.ConnectionString); // persons and encounters are left out
        var options = new DbContextOptionsBuilder<SettlementDbContext>();
        options.UseSettlementDatabase(database);
        await using var db = new SettlementDbContext(options.Options);
        await MigrateBeforeAsync(database, "0017");
        await database.ExecuteAsync(
            $$"""
            INSERT INTO calendar_day VALUES {{string.Join(", ", Exceptions.Select(day => $"('{day.Key:O}', '{(day.Value ? "workday" : "holiday")}', '-')"))}};
            INSERT INTO manual_reimbursement_rules VALUES ('360100', 'twelve', '2026-01-01', NULL, '{"workingDays": 12}', 'test', now());
            INSERT INTO manual_claim (
                person_id, claim_id, insured_region, claim_no, encounter_id, is_uploaded, facility_code, facility_name, facility_region, facility_level,
                service, ended_on, total_fen, state, version, shown, rules_version, catalog_side, received_on, due_on, verification_proposed, request_hash,
                opened_by, opened_at)
            SELECT gen_random_uuid(), gen_random_uuid(), '360100', day || version, gen_random_uuid(), true, 'H10000000000', '-', '310000', 'Tertiary',
                'Inpatient', day, 1, 'Received', 1, '{}', version, 'InsuredPlace', day, CASE version WHEN 'known' THEN date '2020-02-02' END, false, '', '-', now()
            FROM (SELECT date '2025-11-01' + n FROM generate_series(0, 450) n) d (day), unnest(ARRAY['twelve', 'national-manual-2020', 'known']) v (version)
            """);

        await Database.MigrateAsync(database, default);

        var calendar = new WorkingCalendar(Exceptions);
        var claims = await db.ManualClaims.AsNoTracking().ToListAsync();
        Assert.Equal(3 * 451, claims.Count);
        Assert.All(claims, claim => Assert.Equal(
            claim.RulesVersion == "known" ? new(2020, 2, 2) : calendar.AfterWeekdays(claim.ReceivedOn, claim.RulesVersion == "twelve" ? 12 : 30),
            claim.DueOnByWeekdays));
    }

    /// <summary>The scripts before a number, and the history as EF keeps it.</summary>
    private static async Task MigrateBeforeAsync(NpgsqlDataSource database, string number)
    {
        await database.ExecuteAsync(
            """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL)""");
        var scripts = typeof(Database).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && string.CompareOrdinal(name, number) < 0).Order(StringComparer.Ordinal);
        foreach (var script in scripts)
        {
            await using var stream = typeof(Database).Assembly.GetManifestResourceStream(script)!;
            using var reader = new StreamReader(stream);
            await database.ExecuteAsync(await reader.ReadToEndAsync());
            await database.ExecuteAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{Path.GetFileNameWithoutExtension(script)}', '10')");
        }
    }
}
