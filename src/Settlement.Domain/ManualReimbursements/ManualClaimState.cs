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

    /// <summary>已复核: approved and counted into the benefit account (R1.18.4), to be paid.</summary>
    Approved,

    /// <summary>已支付.</summary>
    Paid,

    /// <summary>待追回: paid on an approval that was taken back; the person owes what was paid.</summary>
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

    /// <summary>支付; of an approval that was taken back before it was known, a late one (迟到支付).</summary>
    Pay,

    /// <summary>审核撤销: what was approved counts no more, whether it was paid or not (R1.14.7).</summary>
    Reverse,

    /// <summary>追回: the person has paid back what was paid.</summary>
    Recover,

    /// <summary>核销: what was paid will not come back; nothing is paid on the bill again.</summary>
    WriteOff,
}

/// <summary>Which step leads where.</summary>
public static class ManualClaimLife
{
    /// <summary>
    /// Whether the claim holds its encounter and its invoices: nobody may settle or claim them otherwise (R1.18.3). A refused one goes on holding
    /// them where what was paid on it was written off.
    /// </summary>
    public static bool IsLive(this ManualClaimState state) => state is not (ManualClaimState.Refused or ManualClaimState.Withdrawn);

    /// <summary>Whether the agency still owes the decision or the payment, which are due within so many working days (R1.18.1).</summary>
    public static bool IsWaiting(this ManualClaimState state) =>
        state is ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed or ManualClaimState.Approved;

    /// <param name="lacksNothing">Whether no document is missing after the step.</param>
    /// <param name="isOwed">Whether the person owes a payment after the step: not where it came to 0.00.</param>
    /// <returns>
    /// Null where the state does not allow the step. A late payment needs an approval that was taken back unpaid besides, recovery and writing off a
    /// payment that is owed: a claim that has ended keeps its state by them.
    /// </returns>
    public static ManualClaimState? After(this ManualClaimState state, ManualClaimStep step, bool lacksNothing, bool isOwed) => (state, step) switch
    {
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Supply) =>
            lacksNothing ? ManualClaimState.DocumentsComplete : ManualClaimState.Received, // what was computed before is computed again
        (ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Compute) => ManualClaimState.Computed,
        (ManualClaimState.Computed, ManualClaimStep.Approve) => ManualClaimState.Approved,
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Refuse) => ManualClaimState.Refused,
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Withdraw) =>
            ManualClaimState.Withdrawn,
        (ManualClaimState.Approved, ManualClaimStep.Pay) => ManualClaimState.Paid,
        (ManualClaimState.Received or ManualClaimState.DocumentsComplete or ManualClaimState.Computed, ManualClaimStep.Pay) => ManualClaimState.ToRecover,
        (ManualClaimState.Approved or ManualClaimState.Paid, ManualClaimStep.Reverse) =>
            isOwed ? ManualClaimState.ToRecover : ManualClaimState.DocumentsComplete,
        (ManualClaimState.ToRecover, ManualClaimStep.Recover) => lacksNothing ? ManualClaimState.DocumentsComplete : ManualClaimState.Received,
        (ManualClaimState.ToRecover, ManualClaimStep.WriteOff) => ManualClaimState.Refused,
        (ManualClaimState.Refused or ManualClaimState.Withdrawn, ManualClaimStep.Pay or ManualClaimStep.Recover or ManualClaimStep.WriteOff) => state,
        _ => null,
    };
}
