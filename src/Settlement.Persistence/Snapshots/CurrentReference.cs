using Npgsql;

namespace Settlement.Persistence.Snapshots;

/// <summary>The reference snapshot of this process, replaced whole when something in it has changed.</summary>
public sealed class CurrentReference
{
    private readonly ReferenceSnapshotLoader loader;
    private volatile ReferenceSnapshot snapshot;

    private CurrentReference(ReferenceSnapshotLoader loader, ReferenceSnapshot snapshot) => (this.loader, this.snapshot) = (loader, snapshot);

    /// <summary>Whoever decides something takes it once and uses it to the end, so that old and new are never mixed.</summary>
    public ReferenceSnapshot Snapshot => snapshot;

    /// <exception cref="InvalidDataException">A published policy cannot be read.</exception>
    public static async Task<CurrentReference> LoadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var loader = new ReferenceSnapshotLoader();
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return new(loader, await loader.LoadAsync(connection, cancellation));
    }

    /// <summary>Reads again what has another version than here. Not for two callers at once.</summary>
    /// <returns>The parts that were read.</returns>
    /// <exception cref="InvalidDataException">A published policy cannot be read; the snapshot stays as it was.</exception>
    public async Task<IReadOnlyList<string>> RefreshAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = snapshot.Versions;
        var versions = await ReferenceSnapshotLoader.VersionsAsync(connection, cancellation);
        if (versions.Count == known.Count && versions.All(v => known.TryGetValue(v.Key, out var version) && version == v.Value))
            return [];
        var (next, changed) = await loader.ReloadAsync(connection, snapshot, cancellation);
        snapshot = next;
        return changed;
    }
}
