using Npgsql;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Replaces the rows of one table by those of its file, and notes the version, in one transaction.</summary>
internal static class DatasetReplacement
{
    /// <summary>Key of the advisory lock under which instances take turns: "refdata" in ASCII.</summary>
    private const long LockKey = 0x72656664617461;

    internal static async Task<Dictionary<string, (string Version, int Rows)>> StoredAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select name, version, row_count from reference_dataset", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, (string, int)>();
        while (await reader.ReadAsync(cancellation))
            stored.Add(reader.GetString(0), (reader.GetString(1), reader.GetInt32(2)));
        return stored;
    }

    internal static async Task<LoadedDataset> RunAsync(
        NpgsqlConnection connection, Dataset dataset, string version, ReferenceFiles files, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock($1)", cancellation, LockKey);
        // Another instance may have loaded it while this one waited for the lock.
        var stored = await StoredAsync(connection, cancellation);
        if (stored.TryGetValue(dataset.Name, out var there) && there.Version == version)
            return new(dataset.Name, there.Rows, WasLoaded: false);

        // Delete, not truncate: readers keep the old rows until the commit and are never blocked.
        await ExecuteAsync(connection, $"delete from {dataset.Name}", cancellation);
        var rows = await CopyAsync(connection, dataset, files, cancellation);
        await ExecuteAsync(connection,
            """
            insert into reference_dataset (name, version, row_count) values ($1, $2, $3)
            on conflict (name) do update set version = $2, row_count = $3, loaded_at = now()
            """,
            cancellation, dataset.Name, version, rows);
        await transaction.CommitAsync(cancellation);
        return new(dataset.Name, rows, WasLoaded: true);
    }

    private static async Task<int> CopyAsync(
        NpgsqlConnection connection, Dataset dataset, ReferenceFiles files, CancellationToken cancellation)
    {
        var columns = string.Join(", ", dataset.Columns.Select(column => column.Name).Concat(dataset.AddedColumns));
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {dataset.Name} ({columns}) from stdin (format binary)", cancellation);
        foreach (var row in DatasetRows.Read(dataset, files))
            await copy.WriteRowAsync(cancellation, row);
        return (int)await copy.CompleteAsync(cancellation);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
