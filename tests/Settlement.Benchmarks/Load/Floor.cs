using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.Benchmarks.Load;

/// <summary>One run of pgbench.</summary>
internal sealed record FloorRun(double PerSecond, int Settled, Usage Usage);

/// <summary>
/// What the tables and indexes alone allow: pgbench writes the rows that the product wrote for the settled template, under other
/// keys, one prepared statement and one commit per settlement. It computes and reads nothing.
/// </summary>
internal sealed partial class Floor
{
    private static readonly TimeSpan TakesAtMost = TimeSpan.FromMinutes(10);

    private readonly NpgsqlConnectionStringBuilder connection;
    private readonly string pgbench;
    private readonly string script;
    private readonly IReadOnlyList<string> values;

    private Floor(NpgsqlConnectionStringBuilder connection, string pgbench, string script, IReadOnlyList<string> values) =>
        (this.connection, this.pgbench, this.script, this.values) = (connection, pgbench, script, values);

    /// <exception cref="LoadException">pgbench is missing.</exception>
    internal static string FindPgbench(string serverPrograms) =>
        Command.FindOnPath("pgbench")
        ?? Directory.EnumerateFiles(serverPrograms, "pgbench").FirstOrDefault()
        ?? (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order().LastOrDefault() : null)
        ?? throw new LoadException("pgbench was not found on PATH, beside the server or under /usr/lib/postgresql: install it (Debian: postgresql-15; Red Hat: postgresql-contrib), or put it on PATH.");

    /// <param name="tables">Tables that a settlement adds rows to, with the condition that finds the template's.</param>
    /// <param name="person">Number of the template person.</param>
    internal static async Task<Floor> CreateAsync(
        NpgsqlDataSource source, string connectionString, string pgbench, string folder, IEnumerable<(string Table, string Which)> tables, int person)
    {
        var rows = new RowCopy(source);
        var visit = Population.KeysOfVisit(":k::bigint", Population.PersonOfPrepared(":k::bigint"));
        var keys = visit.Keys.ToDictionary(name => name, name => $"key.{name}");
        keys["account_sequence"] = "account.last_sequence";
        var values = new List<string>();

        // Every value that is no key is sent with the statement, as the product sends it.
        string Sent(string name, string value)
        {
            values.Add($"{name}={value}");
            return $":{name}";
        }

        async Task<string> AccountAsync()
        {
            var columns = await rows.ColumnsAsync("benefit_account");
            var sent = new List<string>();
            foreach (var column in columns)
                sent.Add(column.Name == "person_id"
                    ? keys["person_id"]
                    : $"{Sent($"account_{column.Name}", await source.ScalarAsync<string>($"SELECT {column.Name}::text FROM benefit_account WHERE person_id = load.person({person})"))}::{column.Type}");
            var updated = columns.Where(c => c.Name is not ("person_id" or "account_year" or "scheme" or "last_sequence"));
            return $"INSERT INTO benefit_account ({RowCopy.Names(columns)}) SELECT {string.Join(", ", sent)} FROM key "
                + "ON CONFLICT (person_id, account_year, scheme) DO UPDATE SET last_sequence = benefit_account.last_sequence + 1, "
                + $"{string.Join(", ", updated.Select(c => $"{c.Name} = excluded.{c.Name}"))} RETURNING last_sequence";
        }

        async Task<string> InsertAsync(string table, string which)
        {
            var columns = await rows.ColumnsAsync(table);
            var sent = columns.Where(c => !keys.ContainsKey(c.Name)).ToList();
            var arrays = new List<string>();
            foreach (var column in sent)
            {
                var value = IsArray(column) ? $"t.{column.Name}::text" : $"t.{column.Name}";
                arrays.Add($"{Sent($"{table}_{column.Name}", await source.ScalarAsync<string>($"SELECT array_agg({value} ORDER BY t.ctid)::text FROM {table} t WHERE {which}"))}::{(IsArray(column) ? "text" : column.Type)}[]");
            }
            return $"INSERT INTO {table} ({RowCopy.Names(columns)}) "
                + $"SELECT {string.Join(", ", columns.Select(c => keys.GetValueOrDefault(c.Name, IsArray(c) ? $"r.{c.Name}::{c.Type}" : $"r.{c.Name}")))} "
                + $"FROM key, account, unnest({string.Join(", ", arrays)}) AS r ({RowCopy.Names(sent)})";
        }

        // unnest would take an array of arrays apart to the last value.
        static bool IsArray(Column column) => column.Type.EndsWith("[]", StringComparison.Ordinal);

        var parts = new List<string>
        {
            $"key AS (SELECT {string.Join(", ", visit.Select(v => $"{v.Value} AS {v.Key}"))})",
            $"account AS ({await AccountAsync()})",
            "closed AS (UPDATE encounter e SET state = 'Settled' FROM key WHERE e.person_id = key.person_id AND e.encounter_id = key.encounter_id)",
        };
        foreach (var (table, which) in tables)
            if (await source.ScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE {which}") > 0)
                parts.Add($"{table}_rows AS ({await InsertAsync(table, which)})");

        var script = Path.Combine(folder, "floor.sql");
        await File.WriteAllTextAsync(script, $"\\set k :first + :client_id * :each + :i\n\\set i :i + 1\nWITH {string.Join(",\n", parts)}\nSELECT 1;\n");
        return new(new(connectionString), pgbench, script, values);
    }

    /// <param name="first">First of the visits, as many as all clients together use.</param>
    /// <param name="each">Settlements of one client.</param>
    internal async Task<FloorRun> RunAsync(long first, int each, int clients, Meter meter)
    {
        var start = new ProcessStartInfo(pgbench,
        [
            "-h", connection.Host!, "-p", $"{connection.Port}", "-U", connection.Username!, "-n", "-M", "prepared",
            "-c", $"{clients}", "-j", $"{Math.Min(clients, Environment.ProcessorCount)}", "-t", $"{each}", "-f", script,
            "-D", $"first={first}", "-D", $"each={each}", "-D", "i=0", .. values.SelectMany(value => new[] { "-D", value }), connection.Database!,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = connection.Password },
        };
        var ended = await meter.BeginAsync();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TakesAtMost);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new LoadException($"pgbench did not end within {TakesAtMost}.");
        }
        var usage = await ended();
        var tps = TransactionsPerSecond().Match(await output);
        return process.ExitCode == 0 && tps.Success && (await output).Contains($": {(long)each * clients}/", StringComparison.Ordinal)
            ? new(double.Parse(tps.Groups[1].Value, CultureInfo.InvariantCulture), each * clients, usage)
            : throw new LoadException($"pgbench failed: {await output} {await errors}");
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}
