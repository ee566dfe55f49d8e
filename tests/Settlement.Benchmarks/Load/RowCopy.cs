using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>A column and its type in SQL.</summary>
internal sealed record Column(string Name, string Type);

/// <summary>
/// Statements that write rows which the product wrote once, again under other keys. Columns are read from the database, so
/// that a column which is added later is copied like the others.
/// </summary>
internal sealed class RowCopy(NpgsqlDataSource source)
{
    internal Task<List<Column>> ColumnsAsync(string table) => source.ListAsync(
        """
        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' ORDER BY attnum
        """,
        row => new Column(row.GetString(0), row.GetString(1)), table);

    /// <summary>Tables of the product that have all of these columns.</summary>
    internal Task<List<string>> TablesWithAsync(params string[] columns) => source.ListAsync(
        """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attname = ANY ($1)
        GROUP BY c.oid, c.relname HAVING count(*) = cardinality($1) ORDER BY c.oid
        """,
        row => row.GetString(0), (object)columns);

    /// <summary>Copies the rows of <paramref name="which"/> once for each k of a range.</summary>
    /// <param name="which">Condition on <c>t</c>, the table.</param>
    /// <param name="keys">Columns that differ from copy to copy, as SQL over <c>k</c> and <c>t</c>; others are ignored.</param>
    internal async Task<string> StatementAsync(string table, string which, IReadOnlyDictionary<string, string> keys)
    {
        var columns = await ColumnsAsync(table);
        var values = columns.Select(c => keys.TryGetValue(c.Name, out var key) ? key : $"t.{c.Name}");
        return $"INSERT INTO {table} ({Names(columns)}) SELECT {string.Join(", ", values)} FROM {table} t, generate_series($1::bigint, $2::bigint) k WHERE {which}";
    }

    internal static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => c.Name));
}
