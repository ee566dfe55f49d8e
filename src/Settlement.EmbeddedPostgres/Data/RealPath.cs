namespace Settlement.EmbeddedPostgres.Data;

internal static class RealPath
{
    /// <summary>
    /// The path with every link in it followed, so that it can be compared with the one that a running server reports.
    /// </summary>
    internal static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var entry = new DirectoryInfo(Path.Combine(Of(parent), Path.GetFileName(full)));
        return entry.LinkTarget is { } target ? Of(Path.Combine(Path.GetDirectoryName(entry.FullName)!, target)) : entry.FullName;
    }
}
