namespace Settlement.EmbeddedPostgres;

/// <summary>What the server wrote before it ended by itself.</summary>
internal sealed class ServerLogFile
{
    private const string StillInUse = "is still in use";

    // Server processes of a killed main process need a moment to notice; a server that an owner started just before it was
    // killed may come up beside ours; somebody may take the port between our look and the server's.
    private static readonly string[] PassingReasons =
    [
        StillInUse, "lock file \"postmaster.pid\" already exists", "could not create any TCP/IP sockets",
    ];

    private readonly string[] lines;

    private ServerLogFile(string[] lines) => this.lines = lines;

    internal bool NamesPassingReason => PassingReasons.Any(Says);

    /// <summary>Processes of a server whose main process was killed still use its shared memory.</summary>
    internal bool NamesSurvivors => Says(StillInUse);

    internal string LastLines => lines.Length == 0 ? "(it wrote nothing)" : string.Join(" | ", lines.TakeLast(5));

    internal static ServerLogFile Read(string path) => new(File.Exists(path) ? File.ReadAllLines(path) : []);

    private bool Says(string text) => lines.Any(line => line.Contains(text, StringComparison.Ordinal));
}
