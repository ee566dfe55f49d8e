using System.Globalization;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>
/// Server processes whose main process was killed. An idle one notices and ends; one that computes goes on for as long as its
/// query takes, and PostgreSQL does not start anew before.
/// </summary>
internal static class Survivors
{
    /// <summary>Call only when no main process serves the cluster. Finds them on Linux; elsewhere they have to notice.</summary>
    internal static void End(string cluster)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ServerProcess.Serves(id, cluster))
            {
                _ = LibC.Kill(id, (int)UnixSignal.Quit);
            }
        }
    }
}
