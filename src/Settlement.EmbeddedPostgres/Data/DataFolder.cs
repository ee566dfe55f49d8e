using System.Globalization;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Data;

/// <summary>
/// The folder of one database: <c>cluster</c> (PostgreSQL's own), <c>password</c>, <c>postgresql.log</c> and <c>lock</c>,
/// which is held as long as this object lives, so that two programs never own one server.
/// </summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly FileStream lockFile;

    private DataFolder(string root, FileStream held) => (Root, lockFile) = (root, held);

    /// <summary>Links followed.</summary>
    internal string Root { get; }

    internal string Cluster => Path.Combine(Root, "cluster");

    internal string PasswordFile => Path.Combine(Root, "password");

    /// <summary>What the server said since it was started last.</summary>
    internal string LogFile => Path.Combine(Root, "postgresql.log");

    /// <summary>Major version of PostgreSQL that the data is of; null while there is no data.</summary>
    internal int? ClusterMajor => Directory.Exists(Cluster)
        ? int.Parse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Creates the folder where needed, sees that the server's account can write it, and takes its lock.</summary>
    internal static async Task<DataFolder> OpenAsync(string path, ServerAccount account, CancellationToken cancellation)
    {
        try
        {
            Create(path, account);
            var root = RealPath.Of(path);
            await CheckWritableAsync(root, account, cancellation);
            return new DataFolder(root, FileLock.TryTake(Path.Combine(root, "lock")) ?? throw new EmbeddedPostgresException(
                $"Another instance runs on the data folder {root}; set Postgres:DataRoot to another folder, or "
                + "ConnectionStrings__Settlement to the server that both shall use."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {path} cannot be used ({e.Message}); set Postgres:DataRoot to a folder that user {account.Name} may write.");
        }
    }

    public ValueTask DisposeAsync() => lockFile.DisposeAsync();

    private static void Create(string path, ServerAccount account)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // An existing folder keeps its owner unless it is empty: it may be one that others use too.
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (!Directory.EnumerateFileSystemEntries(path).Any())
        {
            account.TakeOwnership(path);
        }
    }

    /// <summary>Only for a substitute account; for ourselves taking the lock shows it.</summary>
    private static async Task CheckWritableAsync(string root, ServerAccount account, CancellationToken cancellation)
    {
        if (!account.IsSubstitute)
        {
            return;
        }

        var test = await Command.RunAsync(account.Words("/bin/sh", "-c", "test -w \"$0\" && test -x \"$0\"", root), "/", cancellation);
        if (!test.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {root} cannot be written by user {account.Name}, who runs PostgreSQL in root's place; give the "
                + "folder to that user and let it enter the folders above, or set Postgres:DataRoot to another folder.");
        }
    }
}
