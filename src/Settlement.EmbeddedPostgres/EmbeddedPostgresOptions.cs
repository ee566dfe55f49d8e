namespace Settlement.EmbeddedPostgres;

/// <summary>Where the embedded server lives. Everything may be left out.</summary>
internal sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder of the data, its password and its lock; null: see <see cref="DefaultFolders"/>.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Folder that holds <c>postgres</c> and <c>initdb</c>; null: search, and download as the last resort.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Folder that keeps downloaded servers; null: see <see cref="DefaultFolders"/>.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>PostgreSQL settings given to the server besides our own, such as <c>fsync=off</c> where the data may be lost.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The data need not outlive a power failure, so nothing waits for the disk.</summary>
    internal bool IsThrowaway => Settings.TryGetValue("fsync", out var fsync) && fsync == "off";
}
