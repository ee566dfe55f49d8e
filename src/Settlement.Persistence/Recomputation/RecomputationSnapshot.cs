using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Settlement.Persistence.Recomputation;

/// <summary>
/// One moment of the database, seen alike by every connection that reads it, however long that takes and whatever is settled
/// meanwhile. Nothing can be written through it.
/// </summary>
internal sealed class RecomputationSnapshot : IAsyncDisposable
{
    private const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private readonly NpgsqlDataSource source;
    private readonly string id;
    private readonly ConcurrentBag<NpgsqlConnection> opened = [];
    private readonly ConcurrentBag<NpgsqlConnection> idle = [];

    private RecomputationSnapshot(NpgsqlDataSource source, NpgsqlConnection owner, string id) => (this.source, Owner, this.id) = (source, owner, id);

    /// <summary>The connection that holds the snapshot.</summary>
    internal NpgsqlConnection Owner { get; }

    internal static async Task<RecomputationSnapshot> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "settlement-verify", CommandTimeout = 0, Pooling = false };
        settings.Options = $"-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off {settings.Options}".Trim();
        var source = NpgsqlDataSource.Create(settings.ConnectionString);
        var owner = await source.OpenConnectionAsync(cancellation);
        await ExecuteAsync(owner, Begin, cancellation);
        await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", owner);
        return new(source, owner, (string)(await export.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>A connection that reads this moment, to be given back.</summary>
    internal async Task<NpgsqlConnection> TakeAsync(CancellationToken cancellation)
    {
        if (idle.TryTake(out var known))
            return known;
        var connection = await source.OpenConnectionAsync(cancellation);
        opened.Add(connection);
        // A range of persons is a small part of each table, whatever the planner knows of it.
        await ExecuteAsync(connection, $"{Begin}; SET TRANSACTION SNAPSHOT '{id}'; SET LOCAL enable_seqscan = off", cancellation);
        return connection;
    }

    internal void GiveBack(NpgsqlConnection connection) => idle.Add(connection);

    /// <summary>All persons between two ids, cut into ranges of so many.</summary>
    internal async IAsyncEnumerable<PersonRange> RangesAsync(PersonRange all, int personsEach, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT person_id FROM (
                SELECT person_id, row_number() OVER (ORDER BY person_id) AS n FROM person WHERE person_id BETWEEN $1 AND $2) p
            WHERE n % $3 = 0 ORDER BY person_id
            """,
            Owner);
        foreach (var value in new object[] { all.First, all.Last, personsEach })
            command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var first = all.First;
        while (await row.ReadAsync(cancellation))
        {
            yield return new(first, row.GetGuid(0));
            first = After(row.GetGuid(0));
        }
        yield return new(first, all.Last);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in opened)
            await connection.DisposeAsync();
        await Owner.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>The next id in the order of the database, which is that of the bytes.</summary>
    private static Guid After(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 15; i >= 0 && unchecked(++bytes[i]) == 0; i--)
        {
            // carries
        }
        return new(bytes, bigEndian: true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
