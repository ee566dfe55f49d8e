using Microsoft.Extensions.Logging;
using Npgsql;

namespace Settlement.Persistence.ReferenceData;

/// <summary>Fills the tables of national reference data from the files that ship with the product.</summary>
/// <remarks>
/// A dataset is replaced only when its version differs from the stored one, each in a transaction of its own: whatever is
/// killed, a table holds one whole version. Instances that start at once take turns, dataset by dataset.
/// </remarks>
public static class ReferenceDataLoader
{
    /// <exception cref="ReferenceFileException">A file is not what its table needs; datasets after it are left as they were.</exception>
    public static Task<IReadOnlyList<LoadedDataset>> LoadAsync(
        NpgsqlDataSource database, ILogger logger, CancellationToken cancellation) =>
        LoadAsync(database, ReferenceFiles.Shipped(), logger, cancellation);

    internal static async Task<IReadOnlyList<LoadedDataset>> LoadAsync(
        NpgsqlDataSource database, ReferenceFiles files, ILogger logger, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var stored = await DatasetReplacement.StoredAsync(connection, cancellation);
        var results = new List<LoadedDataset>();
        foreach (var dataset in Datasets.All)
        {
            var version = files.VersionOf(dataset);
            var result = stored.TryGetValue(dataset.Name, out var there) && there.Version == version
                ? new LoadedDataset(dataset.Name, there.Rows, WasLoaded: false)
                : await DatasetReplacement.RunAsync(connection, dataset, version, files, cancellation);
            if (result.WasLoaded)
                logger.Loaded(result.Dataset, result.Rows, version);
            results.Add(result);
        }

        return results;
    }
}
