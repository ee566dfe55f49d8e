namespace Settlement.Domain.Lives;

/// <summary>The life of a kind of record as a table: which step leads from which state to which. What is not in it is not possible.</summary>
public sealed class Life<TState, TStep>(params (TState From, TStep Step, TState To)[] transitions)
    where TState : struct, Enum
    where TStep : struct, Enum
{
    private readonly Dictionary<(TState, TStep), TState> table = transitions.ToDictionary(t => (t.From, t.Step), t => t.To);

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public TState? After(TState state, TStep step) => table.TryGetValue((state, step), out var next) ? next : null;
}
