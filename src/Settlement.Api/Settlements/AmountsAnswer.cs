using Settlement.Domain;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>Who pays what, in yuan; negative in a reversal. NHSA field names stand in brackets.</summary>
/// <param name="Total">医疗费总额 (medfee_sumamt).</param>
/// <param name="FullSelfPay">全自费 (fulamt_ownpay_amt).</param>
/// <param name="OverLimit">超限价自费 (overlmt_selfpay).</param>
/// <param name="FirstSelfPaid">先行自付 (preselfpay_amt).</param>
/// <param name="InScope">符合政策范围 (inscp_scp_amt).</param>
/// <param name="UpFrontShare">转外先行自付.</param>
/// <param name="Deductible">实际支付起付线 (act_pay_dedc).</param>
/// <param name="PooledFund">统筹基金 (hifp_pay).</param>
/// <param name="LargeAmount">职工大额 (hifob_pay).</param>
/// <param name="LargeIllness">居民大病 (hifmi_pay).</param>
/// <param name="CivilServant">公务员医疗补助 (cvlserv_pay).</param>
/// <param name="EnterpriseSupplement">企业补充医疗保险 (hifes_pay).</param>
/// <param name="MedicalAid">医疗救助 (maf_pay).</param>
/// <param name="FundTotal">基金支付总额 (fund_pay_sumamt): pooled fund and layers.</param>
/// <param name="Personal">个人负担 (psn_part_amt): total less fund total.</param>
/// <param name="PersonalAccount">个人账户支出 (acct_pay).</param>
/// <param name="Cash">个人现金支出 (psn_cash_pay): what the person pays at the window.</param>
internal sealed record AmountsAnswer(
    Money Total,
    Money FullSelfPay,
    Money OverLimit,
    Money FirstSelfPaid,
    Money InScope,
    Money UpFrontShare,
    Money Deductible,
    Money PooledFund,
    Money LargeAmount,
    Money LargeIllness,
    Money CivilServant,
    Money EnterpriseSupplement,
    Money MedicalAid,
    Money FundTotal,
    Money Personal,
    Money PersonalAccount,
    Money Cash)
{
    internal static AmountsAnswer From(StatementAmounts a) => new(
        a.Total, a.FullSelfPay, a.OverLimit, a.FirstSelfPaid, a.InScope, a.UpFrontShare, a.Deductible, a.PooledFund, a.LargeAmount,
        a.LargeIllness, a.CivilServant, a.EnterpriseSupplement, a.MedicalAid, a.FundTotal, a.Personal, a.PersonalAccount, a.Cash);
}

/// <summary>个人账户 in a settlement that used it.</summary>
/// <param name="BalanceBefore">Balance before, in yuan.</param>
/// <param name="Paid">个人账户支出 (acct_pay); negative in a reversal, which gives it back.</param>
/// <param name="BalanceAfter">个人账户余额 (balc): before less paid.</param>
internal sealed record PersonalAccountAnswer(Money BalanceBefore, Money Paid, Money BalanceAfter)
{
    /// <param name="before">Null where the account was not used.</param>
    internal static PersonalAccountAnswer? From(Money? before, Money paid) =>
        before is { } balance ? new(balance, paid, balance - paid) : null;
}

/// <summary>跨年度住院: what one year takes of a stay that the insured place splits by days, in yuan.</summary>
/// <param name="Year">Year of the benefit account that it counts into.</param>
/// <param name="FundTotal">Pooled fund and layers.</param>
/// <param name="Personal">Total less fund total.</param>
internal sealed record YearShareAnswer(
    int Year, Money Total, Money InScope, Money UpFrontShare, Money Deductible, Money PooledFund, Money FundTotal, Money Personal)
{
    /// <summary>In time order; empty unless the stay is split.</summary>
    internal static IReadOnlyList<YearShareAnswer> From(IReadOnlyList<YearAmounts> years) => years.Count == 1 ? [] :
    [
        .. years.Select(y => new YearShareAnswer(
            y.Year, y.Total, y.InScope, y.UpFrontShare, y.Deductible, y.PooledFund, y.FundTotal, y.Total - y.FundTotal)),
    ];
}
