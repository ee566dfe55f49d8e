using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>Bytes of one table.</summary>
internal sealed record TableSize(string Table, long Data, long Indexes);

/// <summary>What is on disk.</summary>
internal static class Storage
{
    /// <summary>The product's tables, the large ones first.</summary>
    internal static Task<List<TableSize>> SizesAsync(NpgsqlDataSource source) => source.ListAsync(
        """
        SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY pg_total_relation_size(oid) DESC
        """,
        row => new TableSize(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    /// <summary>Bytes that each of <paramref name="count"/> settlements added, by table and in all.</summary>
    internal static void Describe(Report report, IReadOnlyList<TableSize> before, IReadOnlyList<TableSize> after, int count)
    {
        var grown = after.Select(a => before.FirstOrDefault(b => b.Table == a.Table) is { } b
                ? new(a.Table, a.Data - b.Data, a.Indexes - b.Indexes)
                : a)
            .Where(t => t.Data + t.Indexes > count).ToList();
        string[] Row(string name, long data, long indexes) =>
            [name, $"{data / (double)count:N0}", $"{indexes / (double)count:N0}", $"{(data + indexes) / (double)count:N0}"];
        report.Table($"Bytes per settlement of {count:N0} stored, each with its encounter and ten lines",
            [
                ["table", "data", "indexes", "both"],
                .. grown.Select(t => Row(t.Table, t.Data, t.Indexes)),
                Row("all", grown.Sum(t => t.Data), grown.Sum(t => t.Indexes)),
            ]);
    }

    /// <exception cref="LoadException">The disk is too small.</exception>
    internal static void CheckRoom(string folder, int settlements)
    {
        const long each = 14_000; // data, indexes and their log while they are written
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < settlements * each)
            throw new LoadException($"{settlements:N0} stored settlements want about {settlements * each / 1e9:N0} GB and {folder} has {free / 1e9:N0} GB: store fewer, or choose another --folder.");
    }
}
