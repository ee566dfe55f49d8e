using Settlement.Domain.Lives;

namespace Settlement.Domain.Filings;

/// <summary>备案状态 as recorded. That a filing has not begun or has expired follows from its dates.</summary>
public enum FilingState
{
    /// <summary>已提交: waits for the agency's decision.</summary>
    Submitted,

    /// <summary>退回补正: waits for what the applicant has to complete.</summary>
    Returned,

    /// <summary>已撤回: taken back before a decision.</summary>
    Withdrawn,

    /// <summary>不予备案.</summary>
    Rejected,

    /// <summary>已备案.</summary>
    Accepted,

    /// <summary>已变更: another filing has taken its place.</summary>
    Changed,

    /// <summary>已取消: ended by the person or the agency.</summary>
    Cancelled,

    /// <summary>已终止: ended with the insurance at this place (R-FIL-09).</summary>
    Ended,
}

/// <summary>How a filing stands on a day.</summary>
public enum FilingStanding
{
    /// <summary>待审核、待补正: not decided.</summary>
    Waiting,

    /// <summary>未到生效日.</summary>
    NotBegun,

    /// <summary>生效中.</summary>
    InForce,

    /// <summary>已过有效期.</summary>
    Expired,

    /// <summary>已撤回、不予备案、已变更、已取消、已终止.</summary>
    Over,
}

/// <summary>What can be done with a filing; each leaves an entry of its history.</summary>
public enum FilingStep
{
    /// <summary>提交.</summary>
    Submit,

    /// <summary>退回补正.</summary>
    Return,

    /// <summary>补正后重新提交.</summary>
    Resubmit,

    /// <summary>撤回.</summary>
    Withdraw,

    /// <summary>不予备案.</summary>
    Reject,

    /// <summary>准予备案.</summary>
    Accept,

    /// <summary>变更: replaced by another filing.</summary>
    Replace,

    /// <summary>取消.</summary>
    Cancel,

    /// <summary>参保状态变更致终止.</summary>
    End,

    /// <summary>补交材料.</summary>
    SupplyDocument,

    /// <summary>联系方式变更.</summary>
    ChangeContact,
}

/// <summary>The life of a filing: which step leads from which state to which.</summary>
public static class FilingLife
{
    private static readonly Life<FilingState, FilingStep> Table = new(
        (FilingState.Submitted, FilingStep.Accept, FilingState.Accepted),
        (FilingState.Submitted, FilingStep.Return, FilingState.Returned),
        (FilingState.Submitted, FilingStep.Reject, FilingState.Rejected),
        (FilingState.Submitted, FilingStep.Withdraw, FilingState.Withdrawn),
        (FilingState.Submitted, FilingStep.SupplyDocument, FilingState.Submitted),
        (FilingState.Submitted, FilingStep.ChangeContact, FilingState.Submitted),
        (FilingState.Returned, FilingStep.Resubmit, FilingState.Submitted),
        (FilingState.Returned, FilingStep.Withdraw, FilingState.Withdrawn),
        (FilingState.Returned, FilingStep.SupplyDocument, FilingState.Returned),
        (FilingState.Returned, FilingStep.ChangeContact, FilingState.Returned),
        (FilingState.Accepted, FilingStep.Replace, FilingState.Changed),
        (FilingState.Accepted, FilingStep.Cancel, FilingState.Cancelled),
        (FilingState.Accepted, FilingStep.End, FilingState.Ended),
        (FilingState.Changed, FilingStep.End, FilingState.Ended), // while days of it lie ahead
        (FilingState.Cancelled, FilingStep.End, FilingState.Ended),
        (FilingState.Accepted, FilingStep.SupplyDocument, FilingState.Accepted),
        (FilingState.Accepted, FilingStep.ChangeContact, FilingState.Accepted));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static FilingState? After(this FilingState state, FilingStep step) => Table.After(state, step);

    /// <param name="last">Last day, whatever set it; before <paramref name="first"/> where the filing never held, null while open.</param>
    public static FilingStanding StandingOn(this FilingState state, DateOnly first, DateOnly? last, DateOnly day)
    {
        if (state is FilingState.Submitted or FilingState.Returned)
            return FilingStanding.Waiting;
        if (!state.HasTakenEffect() || last < first)
            return FilingStanding.Over;
        if (day < first)
            return FilingStanding.NotBegun;
        if (last is null || last >= day)
            return FilingStanding.InForce;
        return state == FilingState.Accepted ? FilingStanding.Expired : FilingStanding.Over;
    }

    /// <summary>Whether encounters of its days are filed by it: it was accepted, whatever ended it since (R1.4.4, R1.4.7).</summary>
    public static bool HasTakenEffect(this FilingState state) =>
        state is FilingState.Accepted or FilingState.Changed or FilingState.Cancelled or FilingState.Ended;
}
