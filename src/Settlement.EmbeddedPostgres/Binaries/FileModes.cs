namespace Settlement.EmbeddedPostgres.Binaries;

internal static class FileModes
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>0755 for folders and programs, 0644 for other files; nothing on Windows.</summary>
    internal static void MakeReadableForAll(string path, bool program = false)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, program || Directory.Exists(path) ? Readable | Executable : Readable);
        }
    }
}
