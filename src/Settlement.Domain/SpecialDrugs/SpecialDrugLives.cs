using Settlement.Domain.Lives;

namespace Settlement.Domain.SpecialDrugs;

/// <summary>How an entry of the 特药目录 stands.</summary>
public enum ListingState
{
    /// <summary>列入.</summary>
    Listed,

    /// <summary>移出: it has a last day that somebody set.</summary>
    Ended,

    /// <summary>撤回: it holds on no day.</summary>
    Withdrawn,
}

/// <summary>How an entry ends.</summary>
public enum ListingStep
{
    /// <summary>移出.</summary>
    End,

    /// <summary>撤回.</summary>
    Withdraw,
}

/// <summary>The life of an entry of the 特药目录 (R-DRG-01); on which days a step may be taken is said by <see cref="SpecialDrugListDays"/>.</summary>
public static class ListingLife
{
    private static readonly Life<ListingState, ListingStep> Table = new(
        (ListingState.Listed, ListingStep.End, ListingState.Ended),
        (ListingState.Listed, ListingStep.Withdraw, ListingState.Withdrawn),
        (ListingState.Ended, ListingStep.Withdraw, ListingState.Withdrawn));

    /// <inheritdoc cref="Life{TState, TStep}.After"/>
    public static ListingState? After(this ListingState state, ListingStep step) => Table.After(state, step);
}

/// <summary>How a 特药使用备案 stands.</summary>
public enum ApprovalState
{
    /// <summary>已备案.</summary>
    Granted,

    /// <summary>已取消, from a day on.</summary>
    Revoked,
}

/// <summary>What is done with a 特药使用备案.</summary>
public enum ApprovalStep
{
    /// <summary>取消.</summary>
    Revoke,
}

/// <summary>The life of a 特药使用备案 (R-DRG-01).</summary>
public static class ApprovalLife
{
    private static readonly Life<ApprovalState, ApprovalStep> Table = new(
        (ApprovalState.Granted, ApprovalStep.Revoke, ApprovalState.Revoked));

    /// <inheritdoc cref="Life{TState, TStep}.After"/>
    public static ApprovalState? After(this ApprovalState state, ApprovalStep step) => Table.After(state, step);

    /// <summary>A revocation cuts days off, else there is nothing to revoke.</summary>
    public static bool CanBeRevokedFrom(DateRange granted, DateOnly day) => granted.Contains(day);
}

/// <summary>How a 特药处方 stands. Whether a settlement has used it up is no part of it: the one use of a prescription has a key of its own.</summary>
public enum PrescriptionState
{
    /// <summary>已开具.</summary>
    Recorded,

    /// <summary>已撤销.</summary>
    Cancelled,
}

/// <summary>What is done with a 特药处方.</summary>
public enum PrescriptionStep
{
    /// <summary>撤销.</summary>
    Cancel,
}

/// <summary>The life of a 特药处方 (R-DRG-01).</summary>
public static class PrescriptionLife
{
    private static readonly Life<PrescriptionState, PrescriptionStep> Table = new(
        (PrescriptionState.Recorded, PrescriptionStep.Cancel, PrescriptionState.Cancelled));

    /// <inheritdoc cref="Life{TState, TStep}.After"/>
    public static PrescriptionState? After(this PrescriptionState state, PrescriptionStep step) => Table.After(state, step);
}
