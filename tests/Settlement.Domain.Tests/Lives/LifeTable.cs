namespace Settlement.Domain.Tests.Lives;

/// <summary>A life written out, so that a test says all that is possible and thereby all that is not.</summary>
internal static class LifeTable
{
    /// <returns>One line for each possible step, such as <c>Draft Publish Published</c>, in the order of states and steps.</returns>
    internal static string[] Of<TState, TStep>(Func<TState, TStep, TState?> after)
        where TState : struct, Enum
        where TStep : struct, Enum =>
    [
        .. from state in Enum.GetValues<TState>()
           from step in Enum.GetValues<TStep>()
           where after(state, step) is not null
           select $"{state} {step} {after(state, step)}",
    ];
}
