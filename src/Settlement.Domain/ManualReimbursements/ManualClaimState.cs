namespace Settlement.Domain.ManualReimbursements;

/// <summary>手工报销申请的状态.</summary>
public enum ManualClaimState
{
    /// <summary>已受理: received, documents are missing.</summary>
    Received,

    /// <summary>材料齐全: nothing is missing, to be computed.</summary>
    DocumentsComplete,

    /// <summary>已核算: computed, to be reviewed by a second person.</summary>
    Computed,

    /// <summary>已复核: approved and counted into the benefit account, to be paid.</summary>
    Approved,

    /// <summary>已支付.</summary>
    Paid,

    /// <summary>待追回: paid on an approval that was taken back since; the person owes what was paid.</summary>
    ToRecover,

    /// <summary>不予报销, with a reason.</summary>
    Refused,

    /// <summary>已撤回 by the person.</summary>
    Withdrawn,
}

/// <summary>A step in the life of a claim.</summary>
public enum ManualClaimStep
{
    /// <summary>受理.</summary>
    Open,

    /// <summary>补充材料: documents, invoice numbers.</summary>
    Supply,

    /// <summary>核算; again where something has changed since.</summary>
    Compute,

    /// <summary>复核通过.</summary>
    Approve,

    /// <summary>不予报销.</summary>
    Refuse,

    /// <summary>撤回.</summary>
    Withdraw,

    /// <summary>支付.</summary>
    Pay,

    /// <summary>审核撤销: what was approved counts no more, whether it was paid or not (R1.14.7).</summary>
    Reverse,

    /// <summary>追回: the person has paid back what was paid.</summary>
    Recover,
}

/// <summary>Which step leads where.</summary>
public static class ManualClaimLife
{
    /// <summary>Whether the claim holds its encounter and its invoices: nobody may settle or claim them otherwise (R1.18.3).</summary>
    public static bool IsLive(this ManualClaimState state) => state is not (ManualClaimState.Refused or ManualClaimState.Withdrawn);

    /// <summary>Whether the agency still owes the decision or the payment, which are due within so many working days (R1.18.1).</summary>
    public static bool IsWaiting(this ManualClaimState state) =>
        state is ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed or ManualClaimState.Approved;

    /// <param name="lacksNothing">Whether no document is missing after the step.</param>
    /// <returns>Null where the state does not allow the step.</returns>
    public static ManualClaimState? After(this ManualClaimState state, ManualClaimStep step, bool lacksNothing) => (state, step) switch
    {
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Supply) =>
            lacksNothing ? ManualClaimState.DocumentsComplete : ManualClaimState.Received, // what was computed before is computed again
        (ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Compute) => ManualClaimState.Computed,
        (ManualClaimState.Computed, ManualClaimStep.Approve) => ManualClaimState.Approved,
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Refuse) => ManualClaimState.Refused,
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Withdraw) =>
            ManualClaimState.Withdrawn,
        (ManualClaimState.Approved, ManualClaimStep.Pay) => ManualClaimState.Paid,
        (ManualClaimState.Approved, ManualClaimStep.Reverse) => ManualClaimState.DocumentsComplete,
        (ManualClaimState.Paid, ManualClaimStep.Reverse) => ManualClaimState.ToRecover,
        (ManualClaimState.ToRecover, ManualClaimStep.Recover) => ManualClaimState.DocumentsComplete,
        _ => null,
    };
}
