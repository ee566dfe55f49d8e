namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>What PostgreSQL takes for an order to end; the numbers are the same on every Unix.</summary>
internal enum UnixSignal
{
    /// <summary>"Fast": breaks off what runs, writes everything down.</summary>
    Interrupt = 2,

    /// <summary>"Immediate": the next start has to recover.</summary>
    Quit = 3,

    Kill = 9,
}
