using System.Diagnostics;

namespace Settlement.EmbeddedPostgres.Processes;

/// <summary>What a program that ran to its end left: exit code and both outputs.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    internal bool Succeeded => ExitCode == 0;

    /// <summary>The line that tells why it failed: the first that calls itself an error, else the last.</summary>
    internal string Reason
    {
        get
        {
            var lines = (Output + '\n' + Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
                ?? lines.LastOrDefault() ?? $"exit code {ExitCode}";
        }
    }
}

internal static class Command
{
    /// <summary>Runs a program to its end. Cancelling ends it and what it started.</summary>
    /// <param name="words">Program and arguments, each passed as it is.</param>
    internal static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> words, string workingDirectory, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Full path of a program that PATH leads to, or null.</summary>
    internal static string? FindOnPath(string name)
    {
        string[] files = OperatingSystem.IsWindows() ? [$"{name}.exe", $"{name}.cmd"] : [name];
        return FoldersOnPath()
            .SelectMany(folder => files.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }

    internal static IEnumerable<string> FoldersOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified);
}
