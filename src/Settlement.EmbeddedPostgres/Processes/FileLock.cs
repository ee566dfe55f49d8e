namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>A file that one process at a time holds open. The operating system lets go of it even when the holder is killed.</summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux, the same of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    /// <returns>The lock, held until disposed; null while another process, or this one, holds it.</returns>
    internal static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }

    internal static async Task<FileStream> TakeAsync(string path, CancellationToken cancellation)
    {
        FileStream? held;
        while ((held = TryTake(path)) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }

        return held;
    }
}
