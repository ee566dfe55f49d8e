using Settlement.Domain.Catalogs;

namespace Settlement.Domain.Settlements;

/// <summary>费用分割 of a bill: its total in the four parts of the treatment place's catalogue.</summary>
public readonly record struct ScopeAmounts(Money Total, Money FullSelfPay, Money OverLimit, Money FirstSelfPaid)
{
    /// <summary>符合政策范围 (inscp_scp_amt).</summary>
    public Money InScope => Total - FullSelfPay - OverLimit - FirstSelfPaid;

    internal static ScopeAmounts Of(IReadOnlyList<SplitLine> lines)
    {
        var (total, fullSelfPay, overLimit, firstSelfPaid) = (Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            total += line.Line.Amount;
            fullSelfPay += line.FullSelfPay;
            overLimit += line.OverLimit;
            firstSelfPaid += line.FirstSelfPaid;
        }
        return new(total, fullSelfPay, overLimit, firstSelfPaid);
    }

    /// <summary>What the first days of so many take of the bill, each part rounded alone, in scope by difference.</summary>
    internal ScopeAmounts OfFirst(int days, int allDays) => new(
        FullSelfPay.Parts(days, allDays) + OverLimit.Parts(days, allDays) + FirstSelfPaid.Parts(days, allDays) + InScope.Parts(days, allDays),
        FullSelfPay.Parts(days, allDays),
        OverLimit.Parts(days, allDays),
        FirstSelfPaid.Parts(days, allDays));

    public static ScopeAmounts operator -(ScopeAmounts left, ScopeAmounts right) => new(
        left.Total - right.Total, left.FullSelfPay - right.FullSelfPay, left.OverLimit - right.OverLimit,
        left.FirstSelfPaid - right.FirstSelfPaid);
}
