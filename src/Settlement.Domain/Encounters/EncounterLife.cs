using Settlement.Domain.Lives;

namespace Settlement.Domain.Encounters;

/// <summary>State of an encounter. Only an open one can be changed, discharged, charged or settled.</summary>
public enum EncounterState
{
    /// <summary>Fee lines may be added, replaced and deleted; a reversal opens a settled encounter again.</summary>
    Open,

    /// <summary>A settlement that is not reversed exists.</summary>
    Settled,

    /// <summary>登记撤销: registered by mistake, for good; its number stays taken.</summary>
    Cancelled,

    /// <summary>全额自费离院: paid in full by the person, all lines kept for manual reimbursement (R-MAN-02, R1.14.14).</summary>
    PaidInFull,
}

/// <summary>What can be done with an encounter, in the words of its history.</summary>
public enum EncounterStep
{
    /// <summary>登记变更.</summary>
    Changed,

    /// <summary>登记撤销.</summary>
    Cancelled,

    /// <summary>出院办理.</summary>
    Discharged,

    /// <summary>出院撤销.</summary>
    DischargeCancelled,

    /// <summary>全额自费.</summary>
    PaidInFull,

    /// <summary>全额自费撤销.</summary>
    SelfPaymentCancelled,

    /// <summary>费用明细删除.</summary>
    LinesDeleted,

    /// <summary>结算.</summary>
    Settled,

    /// <summary>结算撤销.</summary>
    Reversed,
}

/// <summary>The life of an encounter: which step leads from which state to which.</summary>
public static class EncounterLife
{
    private static readonly Life<EncounterState, EncounterStep> Table = new(
        (EncounterState.Open, EncounterStep.Changed, EncounterState.Open),
        (EncounterState.Open, EncounterStep.LinesDeleted, EncounterState.Open),
        (EncounterState.Open, EncounterStep.Discharged, EncounterState.Open),
        (EncounterState.Open, EncounterStep.DischargeCancelled, EncounterState.Open),
        (EncounterState.Open, EncounterStep.Cancelled, EncounterState.Cancelled),
        (EncounterState.Open, EncounterStep.Settled, EncounterState.Settled),
        (EncounterState.Settled, EncounterStep.Reversed, EncounterState.Open),
        (EncounterState.Open, EncounterStep.PaidInFull, EncounterState.PaidInFull),
        (EncounterState.PaidInFull, EncounterStep.SelfPaymentCancelled, EncounterState.Open));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static EncounterState? After(this EncounterState state, EncounterStep step) => Table.After(state, step);
}
