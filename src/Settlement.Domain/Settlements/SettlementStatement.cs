using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>结算: who pays what for one encounter, and why. The parts add up to the total, to the fen (rules.md 1.14).</summary>
public sealed record SettlementStatement
{
    public required IReadOnlyList<SplitLine> Lines { get; init; }

    public required TreatmentClass TreatmentClass { get; init; }

    /// <summary>The filing that was used; null for an unfiled or deemed-filed encounter.</summary>
    public required FilingId? Filing { get; init; }

    public required string PolicyVersion { get; init; }

    public required StatementAmounts Amounts { get; init; }

    public required IReadOnlyList<BandPayment> Bands { get; init; }

    public required AccountChange AccountChange { get; init; }

    /// <summary>The working, in the order in which it was done.</summary>
    public required IReadOnlyList<WorkingStep> Working { get; init; }
}

/// <summary>The amounts of a statement; all of one sign, negative in a reversal.</summary>
/// <param name="Total">医疗费总额 (medfee_sumamt).</param>
/// <param name="FullSelfPay">全自费 (fulamt_ownpay_amt).</param>
/// <param name="OverLimit">超限价自费 (overlmt_selfpay).</param>
/// <param name="FirstSelfPaid">先行自付 (preselfpay_amt).</param>
/// <param name="UpFrontShare">转外先行自付: the in-scope share paid before the deductible in reduction mode B.</param>
/// <param name="Deductible">实际支付起付线 (act_pay_dedc).</param>
/// <param name="PooledFund">基本医保统筹基金支出 (hifp_pay).</param>
/// <param name="LargeAmount">职工大额医疗费用补助 (hifob_pay).</param>
/// <param name="LargeIllness">居民大病保险 (hifmi_pay).</param>
public sealed record StatementAmounts(
    Money Total,
    Money FullSelfPay,
    Money OverLimit,
    Money FirstSelfPaid,
    Money UpFrontShare,
    Money Deductible,
    Money PooledFund,
    Money LargeAmount,
    Money LargeIllness)
{
    /// <summary>符合政策范围 (inscp_scp_amt).</summary>
    public Money InScope => Total - FullSelfPay - OverLimit - FirstSelfPaid;

    /// <summary>基金支付总额 (fund_pay_sumamt).</summary>
    public Money FundTotal => PooledFund + LargeAmount + LargeIllness;

    /// <summary>个人负担 (psn_part_amt): computed, never stored, so the equation cannot break (R2.1.2).</summary>
    public Money Personal => Total - FundTotal;

    /// <summary>The amounts of the reversal: the same with the other sign (R1.14.7).</summary>
    public StatementAmounts Reversed() => new(
        -Total, -FullSelfPay, -OverLimit, -FirstSelfPaid, -UpFrontShare, -Deductible, -PooledFund, -LargeAmount, -LargeIllness);
}

/// <summary>What the pooled fund pays in one band.</summary>
/// <param name="Part">In-scope amount that falls into the band.</param>
/// <param name="Ratio">How the fund's ratio came about.</param>
/// <param name="Covered">The part of <paramref name="Part"/> that the ceiling still lets the fund share in.</param>
/// <param name="Fund">What the fund pays of it.</param>
public sealed record BandPayment(Money Part, BandRatio Ratio, Money Covered, Money Fund);

/// <summary>The fund's ratio in one band.</summary>
/// <param name="Figure">As the policy says it.</param>
/// <param name="Local">After the retiree rule.</param>
/// <param name="Paid">After the reduction for treatment elsewhere: the one that counts.</param>
public readonly record struct BandRatio(Ratio Figure, Ratio Local, Ratio Paid)
{
    /// <summary><c>81%</c>, or <c>81% (85% → 91% → 81%)</c> where rules changed the figure.</summary>
    public override string ToString() =>
        Figure == Local && Local == Paid ? $"{Paid}" : $"{Paid} ({string.Join(" → ", new[] { Figure, Local, Paid }.Distinct())})";
}

/// <summary>One step of the working.</summary>
/// <param name="Amount">Amount that the step gives.</param>
/// <param name="Formula">The arithmetic in figures.</param>
/// <param name="Source">Published basis; null for plain arithmetic.</param>
/// <param name="Parts">The steps that it is made of.</param>
public sealed record WorkingStep(
    WorkingRule Rule, Money Amount, string Formula, Citation? Source = null, IReadOnlyList<WorkingStep>? Parts = null)
{
    public IReadOnlyList<WorkingStep> Parts { get; } = Parts ?? [];

    /// <summary>The amounts of the steps with plus signs between them.</summary>
    internal static string SumOf(IReadOnlyList<WorkingStep> steps) =>
        steps.Count == 0 ? $"{Money.Zero}" : string.Join(" + ", steps.Select(step => step.Amount));
}

/// <summary>Stable name of a rule in the working.</summary>
public enum WorkingRule
{
    /// <summary>医疗费总额.</summary>
    Total,

    /// <summary>全自费.</summary>
    FullSelfPay,

    /// <summary>超限价.</summary>
    OverLimit,

    /// <summary>先行自付.</summary>
    FirstSelfPaid,

    /// <summary>符合政策范围.</summary>
    InScope,

    /// <summary>转外先行自付.</summary>
    UpFrontShare,

    /// <summary>起付标准.</summary>
    Deductible,

    /// <summary>分段支付.</summary>
    Band,

    /// <summary>年度限额余额: what a yearly ceiling still leaves.</summary>
    Ceiling,

    /// <summary>超统筹基金封顶线.</summary>
    OverCeiling,

    /// <summary>统筹基金支付.</summary>
    PooledFund,

    /// <summary>大额 / 大病的年度合规费用, above the layer's deductible.</summary>
    LayerBase,

    /// <summary>大额补助.</summary>
    LargeAmount,

    /// <summary>大病保险.</summary>
    LargeIllness,

    /// <summary>个人负担.</summary>
    Personal,
}
