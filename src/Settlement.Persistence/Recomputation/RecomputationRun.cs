using Npgsql;

namespace Settlement.Persistence.Recomputation;

/// <summary>What is verified, and by how many at once.</summary>
/// <param name="FirstPerson">Persons from this id to <paramref name="LastPerson"/>, both included.</param>
public sealed record RecomputationScope(Guid FirstPerson, Guid LastPerson, int Workers)
{
    /// <summary>Persons that a worker has in memory at once.</summary>
    public int PersonsAtOnce { get; init; } = 100;

    public bool IsWhole => FirstPerson == Guid.Empty && LastPerson == Guid.AllBitsSet;
}

/// <summary>
/// Computes every stored settlement again, and every account from its settlements, in constant memory: workers take a few persons
/// at a time, since whatever must agree belongs to one person.
/// </summary>
public static class RecomputationRun
{
    /// <summary>Whether the schema is the one that this program reads.</summary>
    public static Task<bool> CanReadAsync(NpgsqlDataSource source, CancellationToken cancellation) =>
        Migrations.AppliedMigrations.AreAllAsync(source, cancellation);

    /// <param name="begun">Called with the number of records to come, near enough for a forecast.</param>
    public static async Task RunAsync(
        string connectionString, RecomputationScope scope, RecomputationReport report, Action<long> begun, CancellationToken cancellation)
    {
        await using var snapshot = await RecomputationSnapshot.OpenAsync(connectionString, cancellation);
        var versions = await StoredVersions.ReadAsync(snapshot.Owner, cancellation);
        begun(await RecordsAsync(snapshot.Owner, scope, cancellation));
        var ranges = snapshot.RangesAsync(new(scope.FirstPerson, scope.LastPerson), scope.PersonsAtOnce, cancellation);
        await Parallel.ForEachAsync(
            ranges, new ParallelOptions { MaxDegreeOfParallelism = scope.Workers, CancellationToken = cancellation },
            async (range, token) =>
            {
                var connection = await snapshot.TakeAsync(token);
                try
                {
                    foreach (var books in await BookReader.ReadAsync(connection, range, token))
                        PersonRecomputation.Run(books, versions, report);
                }
                finally
                {
                    snapshot.GiveBack(connection);
                }
            });
    }

    /// <summary>As PostgreSQL estimates the table, or counted where it has no estimate or only a part is verified.</summary>
    private static async Task<long> RecordsAsync(NpgsqlConnection connection, RecomputationScope scope, CancellationToken cancellation)
    {
        if (scope.IsWhole)
        {
            await using var estimate = new NpgsqlCommand("SELECT reltuples::bigint FROM pg_class WHERE oid = 'settlement'::regclass", connection);
            if (await estimate.ExecuteScalarAsync(cancellation) is long rows and > 0)
                return rows;
        }
        await using var count = new NpgsqlCommand("SELECT count(*) FROM settlement WHERE person_id BETWEEN $1 AND $2", connection)
        {
            Parameters = { new() { Value = scope.FirstPerson }, new() { Value = scope.LastPerson } },
        };
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }
}
