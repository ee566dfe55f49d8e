using System.Globalization;
using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>
/// What one request does to the database: round trips and statements, counted on the wire, and rows written, by PostgreSQL's
/// own count, beside those of the floor. The two must be alike, or the floor is none.
/// </summary>
internal static class Anatomy
{
    private const int Requests = 100;

    internal static async Task MeasureAsync(
        string connectionString, string log, NpgsqlDataSource source, Visits visits, Floor floor, int serverProcess, Report report)
    {
        var first = await visits.PrepareAsync(Requests * 2);
        var withFloor = await visits.PrepareAsync(Requests, withLines: false);
        var relayed = new NpgsqlConnectionStringBuilder(connectionString);
        await using var wire = new RoundTrips(relayed.Port);
        relayed.Port = wire.Port;

        List<string[]> rows = [["request", "round trips", "statements"]];
        await ForgetAsync(source);
        await using (var api = await ApiUnderLoad.StartAsync(relayed.ConnectionString, log, withDemonstration: false))
        {
            using var hospital = await Hospital.ConnectAsync(api.Address);
            foreach (var (kind, request) in new (string, Func<long, Task<bool>>)[] { ("preview", hospital.PreviewAsync), ("settlement", hospital.SettleAsync) })
            {
                for (var k = first; k < first + Requests; k++) // until its statements are prepared
                    await SucceedAsync(hospital, request, k);
                var before = wire.Count;
                for (var k = first + Requests; k < first + Requests * 2; k++)
                    await SucceedAsync(hospital, request, k);
                var (trips, statements) = (wire.Count.Trips - before.Trips, wire.Count.Statements - before.Statements);
                rows.Add([kind, Each(trips, Requests), Each(statements, Requests)]);
            }
        }
        report.Table($"On the wire to PostgreSQL: mean of {Requests} requests, one after another", rows);

        var byProduct = await WrittenAsync(source, Requests * 2);
        await ForgetAsync(source);
        await floor.RunAsync(withFloor, Requests, clients: 1, new(source, serverProcess, Environment.ProcessId));
        var byFloor = await WrittenAsync(source, Requests);
        report.Table("Rows written per settlement, by the product and by the floor",
            [["table", "product", "floor"], .. byProduct.Keys.Union(byFloor.Keys).Select(t => new[] { t, byProduct.GetValueOrDefault(t, "0"), byFloor.GetValueOrDefault(t, "0") })]);
    }

    private static async Task SucceedAsync(Hospital hospital, Func<long, Task<bool>> request, long k)
    {
        if (!await request(k))
            throw new LoadException($"A request failed: {hospital.FirstFailure}");
    }

    /// <summary>PostgreSQL counts anew, with nothing of this tool's own still to come.</summary>
    private static async Task ForgetAsync(NpgsqlDataSource source)
    {
        await source.ExecuteAsync("SELECT pg_stat_force_next_flush()");
        await source.ExecuteAsync("SELECT pg_stat_reset()");
    }

    private static async Task<Dictionary<string, string>> WrittenAsync(NpgsqlDataSource source, int settlements) => (await source.ListAsync(
        """
        SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables
        WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname
        """,
        row => (Table: row.GetString(0), Rows: string.Join(", ", new[] { (row.GetInt64(1), "inserted"), (row.GetInt64(2), "updated"), (row.GetInt64(3), "deleted") }
            .Where(r => r.Item1 > 0).Select(r => $"{Each(r.Item1, settlements)} {r.Item2}")))))
        .ToDictionary(row => row.Table, row => row.Rows);

    private static string Each(long count, int of) => (count / (double)of).ToString("0.##", CultureInfo.InvariantCulture);
}
