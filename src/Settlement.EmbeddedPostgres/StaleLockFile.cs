using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Data;

namespace Settlement.EmbeddedPostgres;

/// <summary>
/// The cases of a left-over postmaster.pid that PostgreSQL does not solve by itself. Removing the file is safe: nobody but us
/// starts a server here, and PostgreSQL still refuses while processes of an old one use its shared memory, which it finds by
/// the data folder, not by this file.
/// </summary>
internal static class StaleLockFile
{
    private static readonly TimeSpan WritingTakesAtMost = TimeSpan.FromSeconds(1);

    /// <summary>Reads the file; one that stays empty or half written is the trace of a power failure and is removed.</summary>
    internal static async Task<PostmasterFile?> ReadAsync(string cluster, CancellationToken cancellation)
    {
        var path = PostmasterFile.PathIn(cluster);
        for (var waited = Stopwatch.StartNew(); File.Exists(path); await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation))
        {
            if (PostmasterFile.TryRead(cluster) is { } file)
            {
                return file;
            }

            if (waited.Elapsed > WritingTakesAtMost)
            {
                File.Delete(path);
            }
        }

        return null;
    }

    /// <summary>
    /// PostgreSQL clears the file away when the process is gone, but gives up when the number belongs to any living process.
    /// </summary>
    internal static void RemoveIfMisleading(string cluster, PostmasterFile file, ILogger log)
    {
        try
        {
            using var other = Process.GetProcessById(file.ProcessId);
            log.RemovedStaleLockFile(PostmasterFile.PathIn(cluster), other.Id);
            File.Delete(PostmasterFile.PathIn(cluster));
        }
        catch (ArgumentException)
        {
            // No such process: PostgreSQL sees that too.
        }
    }
}
