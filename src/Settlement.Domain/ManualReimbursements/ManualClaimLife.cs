using Settlement.Domain.Lives;
using static Settlement.Domain.ManualReimbursements.ManualClaimState;
using static Settlement.Domain.ManualReimbursements.ManualClaimStep;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>Which step of a claim leads where.</summary>
public static class ManualClaimLife
{
    /// <summary>
    /// A late payment needs an approval that was taken back unpaid besides, recovery and writing off a payment that is owed
    /// (<see cref="ReversedPaymentLife"/>): a claim that has ended keeps its state by them.
    /// </summary>
    private static readonly Life<ManualClaimState, ManualClaimStep> Table = new(
        (Received, Supply, Received),
        (Received, Refuse, Refused),
        (Received, Withdraw, Withdrawn),
        (Received, Pay, ToRecover),
        (DocumentsComplete, Supply, Received),
        (DocumentsComplete, Compute, Computed),
        (DocumentsComplete, Refuse, Refused),
        (DocumentsComplete, Withdraw, Withdrawn),
        (DocumentsComplete, Pay, ToRecover),
        (Computed, Supply, Received), // what was computed before is computed again
        (Computed, Compute, Computed),
        (Computed, Approve, Approved),
        (Computed, Refuse, Refused),
        (Computed, Withdraw, Withdrawn),
        (Computed, Pay, ToRecover),
        (Approved, Pay, Paid),
        (Approved, Reverse, DocumentsComplete),
        (Paid, Reverse, ToRecover),
        (ToRecover, Recover, Received),
        (ToRecover, WriteOff, Refused),
        (Refused, Pay, Refused),
        (Refused, Recover, Refused),
        (Refused, WriteOff, Refused),
        (Withdrawn, Pay, Withdrawn),
        (Withdrawn, Recover, Withdrawn),
        (Withdrawn, WriteOff, Withdrawn));

    /// <summary>The state in which a claim is opened.</summary>
    public static ManualClaimState Opened(bool lacksNothing) => lacksNothing ? DocumentsComplete : Received;

    /// <summary>Whether the state allows the step.</summary>
    public static bool Allows(this ManualClaimState state, ManualClaimStep step) => Table.After(state, step) is not null;

    /// <param name="lacksNothing">Whether no document is missing after the step: then what is received is complete.</param>
    /// <param name="isOwed">Whether the person owes a payment after the step: a payment of 0.00 is owed by nobody.</param>
    /// <returns>Null where the state does not allow the step.</returns>
    public static ManualClaimState? After(this ManualClaimState state, ManualClaimStep step, bool lacksNothing, bool isOwed) =>
        Table.After(state, step) switch
        {
            Received when lacksNothing => DocumentsComplete,
            ToRecover when step == Reverse && !isOwed => DocumentsComplete,
            var next => next,
        };

    /// <summary>Whether the documents decide where the step leads.</summary>
    public static bool DependsOnDocuments(this ManualClaimStep step) => step is Supply or Recover;

    /// <summary>
    /// Whether the claim holds its encounter and its invoices: nobody may settle or claim them otherwise (R1.18.3). A refused one goes on
    /// holding them where what was paid on it was written off.
    /// </summary>
    public static bool IsLive(this ManualClaimState state) => state is not (Refused or Withdrawn);

    /// <summary>Whether it is neither approved nor ended: what is found out about the bill can still be used.</summary>
    public static bool IsUndecided(this ManualClaimState state) => state is Received or DocumentsComplete or Computed;

    /// <summary>Whether the agency still owes the decision or the payment, which are due within so many working days (R1.18.1).</summary>
    public static bool IsWaiting(this ManualClaimState state) => state.IsUndecided() || state == Approved;
}
