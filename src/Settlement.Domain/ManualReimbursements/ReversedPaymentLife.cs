using Settlement.Domain.Lives;

namespace Settlement.Domain.ManualReimbursements;

/// <summary>What became of the money of an approval that was taken back.</summary>
public enum ReversedPaymentState
{
    /// <summary>The approval came to 0.00, so that nothing was or is owed.</summary>
    Nothing,

    /// <summary>Nothing was paid, or it is not known to be.</summary>
    Unpaid,

    /// <summary>待追回: it was paid, and the person owes it.</summary>
    Owed,

    /// <summary>已追回.</summary>
    Recovered,

    /// <summary>已核销.</summary>
    WrittenOff,
}

/// <summary>What is done about that money.</summary>
public enum ReversedPaymentStep
{
    /// <summary>迟到支付: the transfer had left the bank before the approval was taken back.</summary>
    PayLate,

    /// <summary>追回.</summary>
    Recover,

    /// <summary>核销.</summary>
    WriteOff,
}

/// <summary>The life of a payment on an approval that was taken back: it is out once, and comes back or is given up once.</summary>
public static class ReversedPaymentLife
{
    private static readonly Life<ReversedPaymentState, ReversedPaymentStep> Table = new(
        (ReversedPaymentState.Unpaid, ReversedPaymentStep.PayLate, ReversedPaymentState.Owed),
        (ReversedPaymentState.Owed, ReversedPaymentStep.Recover, ReversedPaymentState.Recovered),
        (ReversedPaymentState.Owed, ReversedPaymentStep.WriteOff, ReversedPaymentState.WrittenOff));

    /// <summary>The state after a step; null where the step is not possible.</summary>
    public static ReversedPaymentState? After(this ReversedPaymentState state, ReversedPaymentStep step) => Table.After(state, step);

    /// <summary>The state that the facts of a payment say.</summary>
    /// <param name="amount">What the approval came to.</param>
    public static ReversedPaymentState Of(Money amount, bool isPaid, bool isRecovered, bool isWrittenOff)
    {
        if (amount == Money.Zero)
            return ReversedPaymentState.Nothing;
        if (isWrittenOff)
            return ReversedPaymentState.WrittenOff;
        if (isRecovered)
            return ReversedPaymentState.Recovered;
        return isPaid ? ReversedPaymentState.Owed : ReversedPaymentState.Unpaid;
    }
}
