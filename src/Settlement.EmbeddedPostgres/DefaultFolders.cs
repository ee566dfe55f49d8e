using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres;

/// <summary>
/// The folders used when none are set. Root has others than everybody else: the server then runs as another user, who
/// cannot enter root's home.
/// </summary>
internal static class DefaultFolders
{
    internal static string DataRoot(ServerAccount account) =>
        account.IsSubstitute ? "/var/lib/settlement" : Path.Combine(OfUser("Postgres:DataRoot"), "data");

    internal static string Cache(ServerAccount account) =>
        account.IsSubstitute ? "/var/cache/settlement" : Path.Combine(OfUser("Postgres:CacheDirectory"), "cache");

    /// <summary>Folder of documents (材料附件), which are the program's own and not the server's.</summary>
    internal static string Documents() => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
        ? "/var/lib/settlement-documents"
        : Path.Combine(OfUser("Documents:Folder"), "documents");

    private static string OfUser(string setting)
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "Settlement")
            : throw new EmbeddedPostgresException($"This user has no home folder; set {setting} to a folder that it may write.");
    }
}
