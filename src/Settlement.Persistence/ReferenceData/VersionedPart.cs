using Npgsql;

namespace Settlement.Persistence.ReferenceData;

/// <summary>A part of what ships with the product that is loaded as a whole or not at all, and once per version.</summary>
/// <param name="Name">Its row in <c>reference_dataset</c>, which says what version was loaded.</param>
/// <param name="Version">Changes with the shipped content.</param>
/// <param name="Insert">Inserts what is missing and gives the number of rows that the content has.</param>
internal sealed record VersionedPart(
    string Name, Func<string> Version, Func<NpgsqlConnection, CancellationToken, Task<int>> Insert)
{
    /// <summary>Key of the advisory lock under which instances take turns: "demodat" in ASCII.</summary>
    private const long LockKey = 0x64656d6f646174;

    /// <summary>Rows that the content has; null where this version was loaded before.</summary>
    internal async Task<int?> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var version = Version();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", cancellation, LockKey);
        await using (var stored = new NpgsqlCommand("select 1 from reference_dataset where name = $1 and version = $2", connection))
        {
            stored.Parameters.AddWithValue(Name);
            stored.Parameters.AddWithValue(version);
            if (await stored.ExecuteScalarAsync(cancellation) is not null)
                return null;
        }

        var rows = await Insert(connection, cancellation);
        await connection.ExecuteAsync(
            """
            insert into reference_dataset (name, version, row_count) values ($1, $2, $3)
            on conflict (name) do update set version = $2, row_count = $3, loaded_at = now()
            """,
            cancellation, Name, version, rows);
        await transaction.CommitAsync(cancellation);
        return rows;
    }
}

internal static class PartSql
{
    internal static async Task ExecuteAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
