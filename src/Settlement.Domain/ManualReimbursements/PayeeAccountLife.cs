using Settlement.Domain.Lives;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>收款账户的状态.</summary>
public enum PayeeAccountState
{
    /// <summary>待确认.</summary>
    Proposed,

    /// <summary>已确认: what is paid goes there.</summary>
    Confirmed,

    /// <summary>Another one was proposed before it was decided on, or confirmed after it.</summary>
    Superseded,

    /// <summary>不予确认.</summary>
    Rejected,
}

/// <summary>What is done with the account of a person.</summary>
public enum PayeeAccountStep
{
    /// <summary>确认.</summary>
    Confirm,

    /// <summary>不予确认.</summary>
    Reject,

    /// <summary>Another account takes its place.</summary>
    Supersede,
}

/// <summary>The life of a payee account: one of a person waits at most, and one holds.</summary>
public static class PayeeAccountLife
{
    private static readonly Life<PayeeAccountState, PayeeAccountStep> Table = new(
        (PayeeAccountState.Proposed, PayeeAccountStep.Confirm, PayeeAccountState.Confirmed),
        (PayeeAccountState.Proposed, PayeeAccountStep.Reject, PayeeAccountState.Rejected),
        (PayeeAccountState.Proposed, PayeeAccountStep.Supersede, PayeeAccountState.Superseded),
        (PayeeAccountState.Confirmed, PayeeAccountStep.Supersede, PayeeAccountState.Superseded));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static PayeeAccountState? After(this PayeeAccountState state, PayeeAccountStep step) => Table.After(state, step);
}
