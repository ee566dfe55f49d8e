using Settlement.Api.Access;

namespace Settlement.Api.Calls;

/// <summary>One call: who asks for what, and the clock by which it is judged. Made once, at the edge, and handed to the use case.</summary>
/// <param name="caller">Who calls, as the token says.</param>
/// <param name="operation">Operation id, such as <c>DecideFiling</c>.</param>
/// <param name="cancellation">Raised where the program stops; a caller that has gone does not raise it (docs/decisions/0012).</param>
internal sealed class Call(Caller caller, string operation, TimeProvider clock, CancellationToken cancellation)
{
    internal Caller Caller { get; } = caller;

    /// <summary>Subject of the token.</summary>
    internal string By => Caller.Subject;

    internal string Operation { get; } = operation;

    internal CancellationToken Cancellation { get; } = cancellation;

    /// <summary>To the microsecond, as stored. Taken when asked for: after a wait for a lock it is the time after the wait.</summary>
    internal DateTimeOffset Now => clock.Now();

    /// <summary>Today in China.</summary>
    internal DateOnly Today => clock.Today();
}
