using Microsoft.Extensions.Logging;
using Settlement.EmbeddedPostgres.Processes;

namespace Settlement.EmbeddedPostgres.Binaries;

/// <summary>Finds the programs of PostgreSQL: set, installed, downloaded before, downloaded now.</summary>
/// <param name="neededMajor">Version that the existing data demands; null while there is no data.</param>
internal sealed class BinarySearch(
    EmbeddedPostgresOptions options, ServerAccount account, string dataRoot, int? neededMajor, ILogger log)
{
    private readonly NpmPackage? package =
        NpmPackage.ForThisMachine(Path.GetFullPath(options.CacheDirectory ?? DefaultFolders.Cache(account)), account, log);

    internal async Task<ServerBinaries> FindAsync(CancellationToken cancellation) =>
        options.BinDirectory is { Length: > 0 } set
            ? await AsSetAsync(set, cancellation)
            : await InstalledAsync(cancellation)
                ?? await CachedAsync(cancellation)
                ?? await DownloadedAsync(cancellation)
                ?? throw NothingFound();

    private async Task<ServerBinaries> AsSetAsync(string folder, CancellationToken cancellation)
    {
        var found = await ServerBinaries.TryOpenAsync(Path.GetFullPath(folder), account, cancellation)
            ?? throw new EmbeddedPostgresException(
                $"Postgres:BinDirectory is {folder}, where user {account.Name} can run no PostgreSQL {ServerBinaries.OldestMajor} "
                + "or later; set it to the folder that holds postgres and initdb, or remove it.");
        return Fits(found)
            ? found
            : throw new EmbeddedPostgresException(
                $"The data in {dataRoot} is of PostgreSQL {neededMajor} but Postgres:BinDirectory holds PostgreSQL {found.Major}; "
                + $"set it to the folder of PostgreSQL {neededMajor}, or set Postgres:DataRoot to another folder.");
    }

    private async Task<ServerBinaries?> InstalledAsync(CancellationToken cancellation)
    {
        foreach (var folder in SystemFolders.InOrder())
        {
            if (await ServerBinaries.TryOpenAsync(folder, account, cancellation) is { } found && Fits(found))
            {
                return found;
            }
        }

        return null;
    }

    private async Task<ServerBinaries?> CachedAsync(CancellationToken cancellation) =>
        package is not null && await ServerBinaries.TryOpenAsync(package.BinDirectory, account, cancellation) is { } found && Fits(found)
            ? found
            : null;

    private async Task<ServerBinaries?> DownloadedAsync(CancellationToken cancellation) =>
        package is not null && neededMajor is null or NpmPackage.Major ? await package!.DownloadAsync(cancellation) : null;

    private bool Fits(ServerBinaries found) => neededMajor is null || found.Major == neededMajor;

    private EmbeddedPostgresException NothingFound() => new(neededMajor is null or NpmPackage.Major
        ? $"No PostgreSQL server was found: {NpmPackage.WaysOut}"
        : $"The data in {dataRoot} is of PostgreSQL {neededMajor}, which was not found; install PostgreSQL {neededMajor}, set "
            + "Postgres:BinDirectory to its folder, or set Postgres:DataRoot to another folder.");
}
