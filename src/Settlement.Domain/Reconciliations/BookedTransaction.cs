using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Reconciliations;

/// <summary>正交易 or 反交易.</summary>
public enum TransactionKind
{
    /// <summary>结算.</summary>
    Settlement,

    /// <summary>结算撤销.</summary>
    Reversal,
}

/// <summary>What both sides book for a transaction, or for several together; negative in a reversal.</summary>
/// <param name="Total">医疗费总额 (medfee_sumamt).</param>
/// <param name="FundTotal">基金支付总额 (fund_pay_sumamt).</param>
/// <param name="PersonalAccount">个人账户支出 (acct_pay).</param>
/// <param name="Cash">个人现金支出 (psn_cash_pay).</param>
public readonly record struct BookedAmounts(Money Total, Money FundTotal, Money PersonalAccount, Money Cash)
{
    public static BookedAmounts operator +(BookedAmounts left, BookedAmounts right) => new(
        left.Total + right.Total, left.FundTotal + right.FundTotal, left.PersonalAccount + right.PersonalAccount, left.Cash + right.Cash);

    public static BookedAmounts operator -(BookedAmounts left, BookedAmounts right) => new(
        left.Total - right.Total, left.FundTotal - right.FundTotal, left.PersonalAccount - right.PersonalAccount, left.Cash - right.Cash);
}

/// <summary>对总账分组: what a total is drawn up by (R1.14.11).</summary>
public readonly record struct TotalKey(InsuranceScheme Scheme, CareService Service, TransactionKind Kind);

/// <summary>对总账: what a day has of one group.</summary>
/// <param name="Count">结算笔数.</param>
public readonly record struct DayTotal(int Count, BookedAmounts Amounts)
{
    public static DayTotal operator -(DayTotal left, DayTotal right) => new(left.Count - right.Count, left.Amounts - right.Amounts);
}

/// <summary>A settlement or reversal that is stored here.</summary>
/// <param name="SettledOn">Day in China on which it was settled.</param>
public sealed record BookedTransaction(string TransactionNo, DateOnly SettledOn, TotalKey Key, BookedAmounts Amounts);
