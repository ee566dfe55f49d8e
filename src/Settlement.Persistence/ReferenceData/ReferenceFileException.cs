namespace Settlement.Persistence.ReferenceData;

/// <summary>A reference file that may not be loaded. The message names the file, the line (header = 1) and the problem.</summary>
public sealed class ReferenceFileException : Exception
{
    internal ReferenceFileException(string file, int line, string problem, Exception? inner = null)
        : base($"{file}, line {line}: {problem}", inner)
    {
        (File, Line) = (file, line);
    }

    public string File { get; }

    public int Line { get; }
}
