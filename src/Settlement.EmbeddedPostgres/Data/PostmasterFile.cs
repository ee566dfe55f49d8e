using System.Globalization;

namespace Settlement.EmbeddedPostgres.Data;

/// <summary>PostgreSQL's own lock file: it names the process that serves the cluster, or that did when it was killed.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    internal static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <returns>Null when there is none, or none that can be read (yet).</returns>
    internal static PostmasterFile? TryRead(string cluster)
    {
        try
        {
            // Line 1 is the process, 2 the data folder, 3 the time of start, 4 the port; a lone process has no port.
            var lines = File.ReadAllLines(PathIn(cluster));
            return lines.Length > 3
                && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new PostmasterFile(Math.Abs(process), port)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
