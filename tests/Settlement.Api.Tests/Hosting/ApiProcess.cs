using System.Diagnostics;
using System.Text;

namespace Settlement.Api.Tests.Hosting;

/// <summary>The program as a process of its own, to be signalled and killed.</summary>
internal sealed class ApiProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApiProcess(Process process) => this.process = process;

    /// <param name="settings">Environment variables besides a free port of loopback and Development.</param>
    internal static ApiProcess Start(params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Settlement.Api.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment.Remove("ConnectionStrings__Settlement");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var api = new ApiProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        api.process.OutputDataReceived += (_, line) => api.Take(line.Data);
        api.process.ErrorDataReceived += (_, line) => api.Take(line.Data);
        api.process.Exited += (_, _) => api.ready.TrySetException(new InvalidOperationException($"The program has ended: {api.Output}"));
        api.process.Start();
        api.process.BeginOutputReadLine();
        api.process.BeginErrorReadLine();
        return api;
    }

    /// <summary>Everything that it has written so far.</summary>
    internal string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <returns>Its address.</returns>
    internal Task<string> ReadyAsync() => ready.Task.WaitAsync(TimeSpan.FromSeconds(120));

    /// <summary>The first token that the welcome shows for a hospital.</summary>
    internal string HospitalToken() => Output.Split('\n').SkipWhile(line => !line.StartsWith("  hospital ", StringComparison.Ordinal)).Skip(1).First().Trim();

    internal async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    /// <summary>SIGKILL of the program alone, as by the kernel; its children live on.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    internal void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Take(string? line)
    {
        const string isReady = "Settlement is ready: ";
        lock (output)
            output.AppendLine(line);
        if (line?.StartsWith("curl ", StringComparison.Ordinal) == true)
            ready.TrySetResult(Output.Split('\n').First(l => l.StartsWith(isReady, StringComparison.Ordinal))[isReady.Length..].Replace("/swagger", "", StringComparison.Ordinal).Trim());
    }
}
