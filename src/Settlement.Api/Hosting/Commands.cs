namespace Settlement.Api.Hosting;

/// <summary>The first word of the command line picks what the program does; without one it serves.</summary>
internal static class Commands
{
    /// <summary>Settings may stand there too: <c>--urls http://…</c>, <c>/urls=…</c>, <c>urls=…</c>.</summary>
    /// <exception cref="StartupException">The first word is no command.</exception>
    internal static void Check(string[] args)
    {
        if (args is [var word, ..] && !word.StartsWith('-') && !word.StartsWith('/') && !word.Contains('='))
            throw new StartupException($"'{word}' is no command: leave it out to start the API, or say {VerifyCommand.Word} ({VerifyCommand.Word} --help tells more).");
    }
}
