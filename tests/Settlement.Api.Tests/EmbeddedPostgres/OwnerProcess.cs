using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Settlement.Api.Tests.EmbeddedPostgres;
using Settlement.EmbeddedPostgres;

namespace Settlement.Api.Tests.EmbeddedPostgres
{
    /// <summary>Another process that owns a server, to be killed: this assembly again, entered through a startup hook.</summary>
    internal sealed class OwnerProcess : IDisposable
    {
        internal const string DataRootVariable = "SETTLEMENT_TEST_OWNS";
        private readonly Process process;

        private OwnerProcess(Process process) => this.process = process;

        internal static OwnerProcess Start(TemporaryDataRoot root)
        {
            var assembly = typeof(OwnerProcess).Assembly.Location;
            var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true };
            start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
            start.Environment[DataRootVariable] = root.Path;
            return new OwnerProcess(Process.Start(start)!);
        }

        /// <summary>Waits until its server answers.</summary>
        /// <returns>The server's process.</returns>
        internal async Task<int> ServerAsync()
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return int.Parse(line ?? throw new InvalidOperationException("The owner ended before its server answered."));
        }

        internal async Task KillAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}

// The runtime looks for exactly this name, outside of any namespace.
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(OwnerProcess.DataRootVariable) is { } root)
        {
            var options = new EmbeddedPostgresOptions
            {
                DataRoot = root,
                Settings = new Dictionary<string, string> { ["fsync"] = "off" },
            };
            var server = EmbeddedServer.StartAsync(options, NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
            Console.WriteLine(server.ServerProcessId);
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
