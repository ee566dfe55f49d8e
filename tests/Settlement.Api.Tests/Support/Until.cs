using System.Diagnostics;

namespace Settlement.Api.Tests.Support;

/// <summary>Waits for what happens by itself after a while.</summary>
internal static class Until
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(120);

    internal static async Task TrueAsync(Func<Task<bool>> isSo)
    {
        var waiting = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waiting.Elapsed < Generous, "It has not happened.");
            await Task.Delay(20);
        }
    }
}
