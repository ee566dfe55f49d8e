using System.Diagnostics;

namespace Settlement.Benchmarks.Load;

/// <summary>The API as a process of its own, in its ordinary configuration; its log goes into a file, as a service's would.</summary>
internal sealed class ApiUnderLoad : IAsyncDisposable
{
    private const string IsReady = "Settlement is ready: ";
    private readonly Process process;

    private ApiUnderLoad(Process process, Uri address) => (this.process, Address) = (process, address);

    internal Uri Address { get; }

    internal int ProcessId => process.Id;

    /// <exception cref="LoadException">It does not become ready.</exception>
    internal static async Task<ApiUnderLoad> StartAsync(string connectionString, string logFile, bool withDemonstration)
    {
        File.Delete(logFile); // the last process's says that it is ready
        var program = Path.Combine(AppContext.BaseDirectory, "Settlement.Api.dll");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", logFile, "dotnet", program]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development"; // only there it issues its own tokens
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Settlement"] = connectionString;
        start.Environment["Demonstration__Load"] = withDemonstration ? "true" : "false";
        var process = Process.Start(start)!;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(180); await Task.Delay(50))
        {
            var log = File.Exists(logFile) ? await ReadAsync(logFile) : "";
            if (log.Split('\n').FirstOrDefault(line => line.StartsWith(IsReady, StringComparison.Ordinal)) is { } line && log.EndsWith('\n'))
                return new(process, new(line[IsReady.Length..].Replace("/swagger", "/", StringComparison.Ordinal)));
            if (process.HasExited)
                throw new LoadException($"The API has ended: {log}");
        }
        process.Kill();
        throw new LoadException($"The API did not become ready: {await ReadAsync(logFile)}");
    }

    /// <summary>Ends it in its ordinary way, so that its connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var terminate = Process.Start("kill", [$"-TERM", $"{process.Id}"]);
            await terminate.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        process.Dispose();
    }

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
