using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Binaries;

/// <summary>The programs of one installed PostgreSQL, tried out under the account that will run them.</summary>
/// <param name="Directory">The real folder, links followed: PostgreSQL finds its other files from there.</param>
internal sealed partial record ServerBinaries(string Directory, int Major)
{
    internal const int OldestMajor = 15;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    internal string Postgres => PathOf(Directory, "postgres");

    internal string InitDb => PathOf(Directory, "initdb");

    internal string PgCtl => PathOf(Directory, "pg_ctl");

    /// <returns>Null when the folder holds no PostgreSQL that this account can run, or one that is too old.</returns>
    internal static async Task<ServerBinaries?> TryOpenAsync(string folder, ServerAccount account, CancellationToken cancellation)
    {
        var postgres = new FileInfo(PathOf(folder, "postgres"));
        if (!postgres.Exists)
        {
            return null;
        }

        var real = Path.GetDirectoryName(postgres.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? postgres.FullName)!;
        var major = await MajorOfAsync(PathOf(real, "postgres"), account, cancellation);
        return major >= OldestMajor && File.Exists(PathOf(real, "initdb")) ? new ServerBinaries(real, major.Value) : null;
    }

    private static async Task<int?> MajorOfAsync(string postgres, ServerAccount account, CancellationToken cancellation)
    {
        try
        {
            var said = await Command.RunAsync(account.Words(postgres, "--version"), Path.GetTempPath(), cancellation);
            var version = VersionLine().Match(said.Output);
            return said.Succeeded && version.Success ? int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        }
        catch (Win32Exception)
        {
            return null; // Not a program of this kind of machine, or not one that may be run.
        }
    }

    private static string PathOf(string folder, string program) => Path.Combine(folder, program + Suffix);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();
}
