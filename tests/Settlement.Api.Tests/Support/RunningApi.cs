using Microsoft.AspNetCore.Builder;
using Settlement.Api.Hosting;

namespace Settlement.Api.Tests.Support;

/// <summary>The program in this process, on a free port of loopback.</summary>
internal static class RunningApi
{
    /// <summary>Documents of this test run, all programs of it together.</summary>
    private static readonly Lazy<string> Documents = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("settlement-documents-").FullName;
        TestRun.AtEnd(() => Task.Run(() => Directory.Delete(folder, recursive: true)));
        return folder;
    });

    internal static string DocumentsFolder => Documents.Value;

    internal static async Task<WebApplication> StartAsync(string connectionString, params string[] settings)
    {
        var app = await SettlementApi.CreateAsync(
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Settlement={connectionString}",
                $"--Documents:Folder={DocumentsFolder}",
                "--Serilog:MinimumLevel:Default=Warning", "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime=Warning",
                "--Serilog:MinimumLevel:Override:Settlement=Error", .. settings,
            ],
            CancellationToken.None);
        await app.StartAsync();
        return app;
    }
}
