using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>Short forms for the load tool's own statements.</summary>
internal static class Sql
{
    /// <summary>Filling a database takes minutes; a server that hangs must still end the run.</summary>
    internal const int TimeoutSeconds = 1800;

    internal static async Task ExecuteAsync(this NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<T> ScalarAsync<T>(this NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.Command(sql, values);
        return await command.ExecuteScalarAsync() is T value ? value : throw new LoadException($"Nothing was answered to: {sql}");
    }

    internal static async Task<List<T>> ListAsync<T>(this NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = source.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private static NpgsqlCommand Command(this NpgsqlDataSource source, string sql, object[] values)
    {
        var command = source.CreateCommand(sql);
        command.CommandTimeout = TimeoutSeconds;
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
