using Npgsql;
using Settlement.Benchmarks.Load;

namespace Settlement.Benchmarks.Verify;

/// <summary>
/// Consistent books of any size: the settled template once for each person, with its encounter, its lines and its benefit account.
/// </summary>
internal sealed class OnePerPerson(NpgsqlDataSource source, Visits visits, int persons)
{
    private const int Batch = 50_000;

    private readonly RowCopy rows = new(source);

    /// <remarks>Foreign keys are not checked meanwhile; they hold by construction.</remarks>
    internal async Task StoreAsync(Action<int> progress, CancellationToken cancellation)
    {
        var statements = new List<string>();
        foreach (var (table, which) in (await visits.RowsOfEncounterAsync()).Where(r => r.Table == "encounter").Concat(await visits.RowsOfSettlementAsync()))
            statements.Add(await rows.StatementAsync(table, which, Population.KeysOfVisit("k", "k")));
        statements.Add(await rows.StatementAsync(
            "benefit_account", $"t.person_id = load.person({persons})", new Dictionary<string, string> { ["person_id"] = "load.person(k)" }));

        await source.ExecuteAsync("ALTER SYSTEM SET max_wal_size = '16GB'");
        await source.ExecuteAsync("SELECT pg_reload_conf()");
        await using (var filling = await source.OpenConnectionAsync(cancellation))
        {
            await ExecuteAsync(filling, "SET session_replication_role = replica; SET synchronous_commit = off");
            for (var first = 0; first < persons; first += Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var last = Math.Min(first + Batch, persons) - 1;
                foreach (var statement in statements)
                    await ExecuteAsync(filling, statement, (long)first, (long)last);
                progress(last + 1);
            }
            await ExecuteAsync(filling, "RESET ALL");
        }
        await source.ExecuteAsync("VACUUM ANALYZE");
        await source.ExecuteAsync("CHECKPOINT");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Sql.TimeoutSeconds };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
