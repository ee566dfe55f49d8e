using Microsoft.AspNetCore.Builder;
using Settlement.Api.Hosting;

namespace Settlement.Api.Tests.Support;

/// <summary>The program in this process, on a free port of loopback.</summary>
internal static class RunningApi
{
    internal static async Task<WebApplication> StartAsync(string connectionString, params string[] settings)
    {
        var app = await SettlementApi.CreateAsync(
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Settlement={connectionString}",
                "--Serilog:MinimumLevel:Default=Warning", "--Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime=Warning",
                "--Serilog:MinimumLevel:Override:Settlement=Error", .. settings,
            ],
            CancellationToken.None);
        await app.StartAsync();
        return app;
    }
}
