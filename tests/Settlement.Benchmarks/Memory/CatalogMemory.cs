using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Settlement.Benchmarks.Load;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.EmbeddedPostgres;
using Settlement.Persistence;
using Settlement.Persistence.Snapshots;

namespace Settlement.Benchmarks.Memory;

/// <summary>The <c>memory</c> mode: what the catalogue of the whole country takes in memory, read from PostgreSQL as the program reads it.</summary>
internal static class CatalogMemory
{
    private const int Entries = 25_000;
    private const int Searches = 20;

    /// <summary>省级行政区划 but Hong Kong, Macao and Taiwan.</summary>
    private static readonly string[] Provinces =
    [
        "110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000", "310000", "320000", "330000", "340000", "350000", "360000",
        "370000", "410000", "420000", "430000", "440000", "450000", "460000", "500000", "510000", "520000", "530000", "540000", "610000", "620000",
        "630000", "640000", "650000",
    ];

    /// <summary>
    /// Of each owner as many entries, of the same codes and names: three of five drugs, a quarter of them with one of 500 restrictions, the
    /// others services. Each province has a ratio of its own for each class, and for half of the services limits of its own at three levels.
    /// </summary>
    private const string Fill =
        """
        INSERT INTO catalog_entry (
            owner, item_code, catalog_version, name, kind, item_class, first_self_paid_ratio,
            price_limit_primary, price_limit_secondary, price_limit_tertiary, fee_category, payment_restriction, valid_from, source)
        SELECT $1, CASE WHEN n % 5 < 3 THEN 'XA' ELSE '00' END || lpad(n::text, 13, '0'), 'version-' || $1, '某某缓释胶囊及其他名称第' || n || '号',
            CASE WHEN n % 5 < 3 THEN 'WesternMedicine' ELSE 'MedicalService' END,
            (ARRAY['A', 'B', 'B', 'C'])[1 + n % 4], CASE n % 4 WHEN 0 THEN 0 WHEN 3 THEN NULL ELSE 0.05 + ($1::int / 10000 % 20) * 0.01 END,
            CASE WHEN n % 10 = 4 OR n % 10 = 8 THEN n / 100.0 + $1::int / 10000 END, CASE WHEN n % 10 = 4 OR n % 10 = 8 THEN n / 90.0 + $1::int / 10000 END,
            CASE WHEN n % 10 = 4 OR n % 10 = 8 THEN n / 80.0 + $1::int / 10000 END,
            CASE WHEN n % 5 < 3 THEN '09' ELSE '03' END,
            CASE WHEN n % 20 IN (1, 2, 5) THEN '限有明确药敏试验证据或重症感染的患者，第' || n % 500 || '类' END, DATE '2025-01-01', 'demonstration'
        FROM generate_series(1, $2) n
        """;

    internal static async Task<int> RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"settlement-memory-{Environment.ProcessId}");
        try
        {
            await using var server = await EmbeddedServer.StartAsync(new() { DataRoot = folder }, NullLogger.Instance, CancellationToken.None);
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            var report = new Report(Console.Out);
            await Machine.DescribeAsync(report, source, folder);
            await Database.MigrateAsync(source, CancellationToken.None);
            await source.ExecuteAsync("ALTER TABLE catalog_entry DROP CONSTRAINT catalog_entry_no_overlap"); // to check it takes most of the time
            foreach (var owner in Provinces.Prepend(Catalog.National.Value))
                await source.ExecuteAsync(Fill, owner, Entries);
            await source.ExecuteAsync("ANALYZE");
            await MeasureAsync(source, report);
            return 0;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(NpgsqlDataSource source, Report report)
    {
        var before = Managed();
        var clock = Stopwatch.StartNew();
        var reference = await CurrentReference.LoadAsync(source, CancellationToken.None);
        var load = clock.Elapsed;
        var loaded = Managed();
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;

        await source.ExecuteAsync("UPDATE catalog_entry SET first_self_paid_ratio = 0.2 WHERE owner = '360000' AND item_class = 'B'");
        var old = reference.Snapshot;
        await using var connection = await source.OpenConnectionAsync();
        clock.Restart();
        var parts = await reference.RefreshAsync(connection, CancellationToken.None);
        var replace = clock.Elapsed;
        var both = Managed();
        GC.KeepAlive(old);
        old = null;
        var after = Managed();

        report.Table($"{Provinces.Length} provinces and the national list, {Entries:N0} entries each",
        [
            ["figure", "value"],
            ["entries", $"{reference.Snapshot.Catalog.Count:N0}"],
            ["managed memory of the snapshot, after full collections", Megabytes(loaded - before)],
            ["time to read it from PostgreSQL", $"{load.TotalSeconds:N2} s"],
            ["peak working set of the process", Megabytes(peak)],
            [$"one province replaced ({string.Join(", ", parts)}): time", $"{replace.TotalMilliseconds:N0} ms"],
            ["  more memory while the old snapshot is still used", Megabytes(both - loaded)],
            ["  more memory afterwards", Megabytes(after - loaded)],
            ["search of the whole catalogue that finds nothing, median", $"{SearchMilliseconds(reference.Snapshot.Catalog):N2} ms"],
        ]);
    }

    /// <summary>The dearest search: every entry of a province that has all codes of its own, by a name that none has.</summary>
    private static double SearchMilliseconds(Catalog catalog)
    {
        var times = new List<double>();
        for (var i = 0; i < Searches; i++)
        {
            var clock = Stopwatch.StartNew();
            if (catalog.At(RegionCode.Parse("360000")).InForceOn(new(2026, 1, 1)).Any(e => e.Name.Contains("没有", StringComparison.OrdinalIgnoreCase)))
                throw new LoadException("The search found something.");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return times.Order().ElementAt(Searches / 2);
    }

    private static long Managed()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
