using System.Runtime.InteropServices;
using Npgsql;

namespace Settlement.Benchmarks.Load;

/// <summary>Where it ran, in words that name no machine.</summary>
internal static class Machine
{
    internal static async Task DescribeAsync(Report report, NpgsqlDataSource source, string folder)
    {
        var model = Value("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024d * 1024 * 1024);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var version = await source.ScalarAsync<string>("SHOW server_version");
        var settings = await source.ListAsync(
            """
            SELECT name || '=' || current_setting(name) FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'shared_buffers', 'max_wal_size', 'max_connections') ORDER BY name
            """,
            row => row.GetString(0));
        report.Say($"Machine: {Environment.ProcessorCount} cores ({model}), {memory:N0} GB of memory, {DiskOf(folder)}; load average {load} before the run. "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, PostgreSQL {version}.");
        report.Say($"PostgreSQL: {string.Join(", ", settings)}; the rest as the embedded server has it.");
        if (settings.Contains("fsync=off") || !settings.Contains("synchronous_commit=on"))
            throw new LoadException("The server does not write to the disk at each commit: no figure would count.");
    }

    private static string DiskOf(string folder)
    {
        var drive = new DriveInfo(folder);
        var rotational = Directory.EnumerateDirectories("/sys/block").Where(d => !Path.GetFileName(d).StartsWith("zram", StringComparison.Ordinal) && !Path.GetFileName(d).StartsWith("loop", StringComparison.Ordinal))
            .Select(d => Path.Combine(d, "queue/rotational")).Where(File.Exists).Any(f => File.ReadAllText(f).Trim() == "1");
        return $"{drive.DriveFormat} on {(rotational ? "a rotational or virtual disk" : "a solid-state disk")}, {drive.AvailableFreeSpace / 1e9:N0} GB free";
    }

    private static string? Value(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
