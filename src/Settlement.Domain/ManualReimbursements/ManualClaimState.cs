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
