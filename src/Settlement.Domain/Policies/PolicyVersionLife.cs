using Settlement.Domain.Lives;

namespace Settlement.Domain.Policies;

/// <summary>State of a policy version.</summary>
public enum PolicyState
{
    Draft,

    /// <summary>Published by a second person.</summary>
    Published,

    /// <summary>Replaced by a later version for the same days.</summary>
    Superseded,

    /// <summary>A draft that nobody goes on with.</summary>
    Discarded,

    /// <summary>Published, and taken back before its first day.</summary>
    Withdrawn,
}

/// <summary>A step in the life of a policy version.</summary>
public enum PolicyStep
{
    /// <summary>起草, or written anew.</summary>
    Draft,

    /// <summary>废弃草案.</summary>
    Discard,

    /// <summary>发布, by a person who wrote none of it.</summary>
    Publish,

    /// <summary>撤回 of a published version before its first day.</summary>
    Withdraw,
}

/// <summary>
/// The life of a policy version (R-PRI-02). A version is superseded, and comes back, by what happens to another one: these are no steps of
/// its own.
/// </summary>
public static class PolicyVersionLife
{
    private static readonly Life<PolicyState, PolicyStep> Table = new(
        (PolicyState.Draft, PolicyStep.Draft, PolicyState.Draft),
        (PolicyState.Draft, PolicyStep.Discard, PolicyState.Discarded),
        (PolicyState.Draft, PolicyStep.Publish, PolicyState.Published),
        (PolicyState.Published, PolicyStep.Withdraw, PolicyState.Withdrawn));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static PolicyState? After(this PolicyState state, PolicyStep step) => Table.After(state, step);
}
