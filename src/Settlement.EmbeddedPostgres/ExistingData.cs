using Settlement.EmbeddedPostgres.Data;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres;

/// <summary>What there is in a data folder before anything is started: for those who want to read and not to begin a database.</summary>
internal sealed class ExistingData
{
    private readonly string cluster;
    private readonly string passwordFile;

    private ExistingData(string root) => (Root, cluster, passwordFile) = (root, Path.Combine(root, "cluster"), Path.Combine(root, "password"));

    internal string Root { get; }

    /// <returns>Null where the folder holds no database.</returns>
    /// <exception cref="EmbeddedPostgresException">The folder is not known.</exception>
    internal static ExistingData? Find(EmbeddedPostgresOptions options)
    {
        var path = Path.GetFullPath(options.DataRoot ?? DefaultFolders.DataRoot(ServerAccount.Find()));
        return Directory.Exists(Path.Combine(path, "cluster")) ? new(RealPath.Of(path)) : null;
    }

    /// <summary>How to reach the server that another program runs on the folder; null where none answers.</summary>
    internal async Task<string?> OfRunningServerAsync(CancellationToken cancellation)
    {
        if (PostmasterFile.TryRead(cluster) is not { } postmaster || !File.Exists(passwordFile))
            return null;
        var login = new ServerLogin(cluster, (await File.ReadAllTextAsync(passwordFile, cancellation)).Trim());
        return await login.AskAsync(postmaster.Port, cancellation) == ServerAnswer.Ready ? login.ConnectionString(postmaster.Port) : null;
    }
}
