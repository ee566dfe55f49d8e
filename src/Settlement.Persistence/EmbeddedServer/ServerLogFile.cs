namespace Settlement.Persistence.EmbeddedServer;

/// <summary>What the server wrote before it ended by itself.</summary>
internal sealed class ServerLogFile
{
    // Server processes of a killed main process need a moment to notice; a server that an owner started just before it was
    // killed may come up beside ours; somebody may take the port between our look and the server's.
    private static readonly string[] PassingReasons =
    [
        "is still in use", "lock file \"postmaster.pid\" already exists", "could not create any TCP/IP sockets",
    ];

    private readonly string[] _lines;

    private ServerLogFile(string[] lines) => _lines = lines;

    internal bool NamesPassingReason =>
        _lines.Any(line => PassingReasons.Any(reason => line.Contains(reason, StringComparison.Ordinal)));

    internal string LastLines => _lines.Length == 0 ? "(it wrote nothing)" : string.Join(" | ", _lines.TakeLast(5));

    internal static ServerLogFile Read(string path) => new(File.Exists(path) ? File.ReadAllLines(path) : []);
}
