using Microsoft.AspNetCore.Http;
namespace Settlement.Api.Http;

internal static class Replay
{
    internal const string Header = "Idempotent-Replayed";

    /// <summary>Names the number of what has undone since what the answer tells of.</summary>
    internal const string UndoneByHeader = "Undone-By";

    /// <summary>Tells the caller that the answer is the one given when the number was first used.</summary>
    internal static void MarkReplayed(this HttpContext context) => context.Response.Headers[Header] = "true";
}
