namespace Settlement.Api.Http;

internal static class Replay
{
    internal const string Header = "Idempotent-Replayed";

    /// <summary>Tells the caller that the answer is the one given when the number was first used.</summary>
    internal static void MarkReplayed(this HttpContext context) => context.Response.Headers[Header] = "true";

    /// <summary>Takes the mark back in a call that does several things: whether the last of them was done before.</summary>
    internal static bool TakeReplayMark(this HttpContext context) => context.Response.Headers.Remove(Header);
}
