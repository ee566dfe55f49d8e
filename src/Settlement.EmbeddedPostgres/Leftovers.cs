namespace Settlement.EmbeddedPostgres;

internal static class Leftovers
{
    /// <summary>
    /// Deletes what an interrupted attempt left behind. What a program of that attempt still writes may resist; the next start
    /// tries again, and nothing depends on it since every attempt has a folder of its own.
    /// </summary>
    internal static void Delete(string parent, string pattern)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, pattern))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
            }
            catch (UnauthorizedAccessException)
            {
            }
        }
    }
}
