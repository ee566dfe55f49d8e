using Npgsql;

namespace Settlement.Persistence.Settlements;

/// <summary>Short form for statements with positional parameters in a batch.</summary>
internal static class NpgsqlBatches
{
    internal static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }
}
