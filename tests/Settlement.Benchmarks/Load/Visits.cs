using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>
/// Visits of ten lines each. Two templates are made over HTTP, one left open and one settled; all others are copies of their rows.
/// </summary>
internal sealed class Visits(NpgsqlDataSource source, Population population, int persons)
{
    private const string OpenNo = "TEMPLATE-OPEN";
    internal const string SettledNo = "TEMPLATE-SETTLED";

    /// <summary>Stored visits are numbered from 0; prepared ones from here, so that the two never meet.</summary>
    private const long FirstPrepared = 1_000_000_000;

    private readonly RowCopy rows = new(source);
    private long next = FirstPrepared;
    private string open = "";
    private string settledEncounter = "";
    private string settled = "";

    /// <summary>Tables that a settlement adds rows to, with the condition that finds the template's.</summary>
    internal async Task<List<(string Table, string Which)>> RowsOfSettlementAsync() =>
        [.. (await rows.TablesWithAsync("person_id", "settlement_id")).Select(table => (table, settled))];

    /// <summary>The same for the encounter and its fee lines.</summary>
    internal async Task<List<(string Table, string Which)>> RowsOfEncounterAsync()
    {
        var ofSettlement = await rows.TablesWithAsync("person_id", "settlement_id");
        return [.. (await rows.TablesWithAsync("person_id", "encounter_id")).Except(ofSettlement).Select(table => (table, settledEncounter))];
    }

    /// <summary>Makes the templates, as a hospital would.</summary>
    internal async Task MakeTemplatesAsync(Hospital hospital)
    {
        foreach (var no in new[] { OpenNo, SettledNo })
        {
            await hospital.SendAsync(HttpMethod.Put, $"encounters/{no}", new
            {
                insuredRegion = Population.Region,
                personNo = population.TemplatePersonNo,
                service = "outpatient",
                startedOn = Hospital.Day,
                diagnosisCode = "I25.100",
            });
            await hospital.SendAsync(HttpMethod.Put, $"encounters/{no}/lines", new { lines = Lines() });
        }
        await hospital.SendAsync(HttpMethod.Put, $"settlements/{SettledNo}", new { encounterNo = SettledNo, endedOn = Hospital.Day });

        var ofPerson = $"t.person_id = load.person({persons}) AND ";
        open = ofPerson + await ConditionAsync("encounter", "encounter_id", $"encounter_no = '{OpenNo}'");
        settledEncounter = ofPerson + await ConditionAsync("encounter", "encounter_id", $"encounter_no = '{SettledNo}'");
        settled = ofPerson + await ConditionAsync("settlement", "settlement_id", $"transaction_no = '{SettledNo}'");
    }

    /// <summary>Makes open visits with their lines, on disk before it returns.</summary>
    /// <param name="withLines">False where nobody will read them.</param>
    /// <returns>Number of the first; the others follow.</returns>
    internal async Task<long> PrepareAsync(int count, bool withLines = true)
    {
        var first = next;
        next += count;
        foreach (var table in withLines ? (await RowsOfEncounterAsync()).Select(r => r.Table) : ["encounter"])
        {
            var insert = await rows.StatementAsync(table, open, Population.KeysOfVisit("k", Population.PersonOfPrepared("k")));
            await source.ExecuteAsync(insert, first, next - 1);
        }
        await source.ExecuteAsync("CHECKPOINT");
        return first;
    }

    /// <summary>
    /// Stores settled visits of the year before, with everything that belongs to one, spread over all persons. Foreign keys are
    /// not checked meanwhile, since that takes most of the time; they hold by construction.
    /// </summary>
    internal async Task StoreAsync(int already, int upTo, Action<int> progress, CancellationToken cancellation)
    {
        const int batch = 50_000;
        var keys = Population.KeysOfVisit("k", $"k % {persons}");
        (keys["account_year"], keys["account_sequence"]) = ("t.account_year - 1", $"k / {persons} + 1");
        foreach (var day in new[] { "started_on", "ended_on", "service_date" })
            keys[day] = $"t.{day} - 365";
        foreach (var instant in new[] { "registered_at", "settled_at" })
            keys[instant] = $"t.{instant} - interval '365 days'";

        var statements = new List<string>();
        foreach (var (table, which) in (await RowsOfEncounterAsync()).Concat(await RowsOfSettlementAsync()))
            statements.Add(await rows.StatementAsync(table, which, keys));

        await source.ExecuteAsync("ALTER SYSTEM SET max_wal_size = '16GB'");
        await source.ExecuteAsync("SELECT pg_reload_conf()");
        await using (var filling = await source.OpenConnectionAsync(cancellation))
        {
            await ExecuteAsync(filling, "SET session_replication_role = replica; SET synchronous_commit = off");
            for (var first = already; first < upTo; first += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var last = Math.Min(first + batch, upTo) - 1;
                foreach (var statement in statements)
                    await ExecuteAsync(filling, statement, (long)first, (long)last);
                progress(last + 1);
            }
            await ExecuteAsync(filling, await AccountsAsync(), (long)upTo);
            await ExecuteAsync(filling, "RESET ALL");
        }
        await source.ExecuteAsync("ALTER SYSTEM RESET max_wal_size");
        await source.ExecuteAsync("SELECT pg_reload_conf()");
        await source.ExecuteAsync("VACUUM ANALYZE");
    }

    /// <summary>One account of the year before for each person who has stored visits.</summary>
    private async Task<string> AccountsAsync()
    {
        var columns = await rows.ColumnsAsync("benefit_account");
        var values = columns.Select(c => c.Name switch
        {
            "person_id" => "load.person(k)",
            "account_year" => "t.account_year - 1",
            "last_sequence" => $"($1 - k + {persons - 1}) / {persons}",
            var name => $"t.{name}",
        });
        return $"""
            INSERT INTO benefit_account ({RowCopy.Names(columns)}) SELECT {string.Join(", ", values)}
            FROM benefit_account t, generate_series(0, least($1, {persons}) - 1) k
            WHERE t.person_id = load.person({persons})
            ON CONFLICT (person_id, account_year, scheme) DO UPDATE SET last_sequence = excluded.last_sequence
            """;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Sql.TimeoutSeconds };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> ConditionAsync(string table, string id, string which) =>
        $"t.{id} = '{await source.ScalarAsync<Guid>($"SELECT {id} FROM {table} WHERE facility_code = '{Population.Facilities[0]}' AND {which}")}'";

    /// <summary>Ten lines of all three classes, some with a price limit: 3,210 yuan.</summary>
    private static object[] Lines() =>
    [
        Line(1, "001102000050000", 1, 50m), Line(2, "003107010010000", 1, 30m), Line(3, "002103000020000", 1, 320m),
        Line(4, "002102000010000", 1, 700m), Line(5, "XB05AAR021B001010100348", 2, 480m), Line(6, "ZA12HAZ0411010103783", 14, 35m),
        Line(7, "001109000010300", 1, 110m), Line(8, "001201000040000", 1, 40m), Line(9, "XB01AFA319A001010101748", 28, 14.5m),
        Line(10, "001109000010100", 1, 104m),
    ];

    private static object Line(int no, string itemCode, decimal quantity, decimal unitPrice) =>
        new { lineNo = $"{no}", itemCode, serviceDate = Hospital.Day, quantity, unitPrice, amount = quantity * unitPrice };
}
