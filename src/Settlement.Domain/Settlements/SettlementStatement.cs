using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Policies;
using Settlement.Domain.SpecialDrugs;

namespace Settlement.Domain.Settlements;

/// <summary>结算: who pays what for one encounter, and why. The parts add up to the total, to the fen (R1.14.1, R1.14.2).</summary>
public sealed record SettlementStatement
{
    public required IReadOnlyList<SplitLine> Lines { get; init; }

    public required TreatmentClass TreatmentClass { get; init; }

    /// <summary>The filing that was used; null for an unfiled or deemed-filed encounter.</summary>
    public required FilingId? Filing { get; init; }

    /// <summary>The version that was used.</summary>
    public required ReimbursementPolicy Policy { get; init; }

    /// <summary>特药购药; null for every other service.</summary>
    public SpecialDrugPurchase? SpecialDrug { get; init; }

    public required StatementAmounts Amounts { get; init; }

    /// <summary>In time order; one, unless a stay over New Year is split.</summary>
    public required IReadOnlyList<YearShare> Years { get; init; }

    /// <summary>Null where the personal account was not asked or may not pay.</summary>
    public required PersonalAccountPayment? PersonalAccount { get; init; }

    /// <summary>个人现金支出 (psn_cash_pay), by what it is paid for.</summary>
    public required PersonalParts Cash { get; init; }

    /// <summary>What the settlement adds to the account of the year in which the encounter ended.</summary>
    public AccountChange AccountChange => Years[^1].AccountChange;

    /// <summary>The bands of the pooled fund, of all years.</summary>
    public IReadOnlyList<BandPayment> Bands => Years.Count == 1 ? Years[0].Pooled.Bands : [.. Years.SelectMany(year => year.Pooled.Bands)];

    /// <summary>The working as a tree; made when it is asked for.</summary>
    public SettlementWorking Working() => SettlementWorking.Of(this);

    /// <summary>各医疗收费项目类别合计, in the order of their codes.</summary>
    public IReadOnlyList<FeeCategoryTotal> FeeCategories() => FeeCategoryTotal.Of(Lines);
}

/// <summary>Total of one fee category.</summary>
/// <param name="Category">医疗收费项目类别 (med_chrgitm_type), two digits.</param>
public sealed record FeeCategoryTotal(string Category, ScopeAmounts Amounts)
{
    /// <summary>In the order of the codes.</summary>
    public static IReadOnlyList<FeeCategoryTotal> Of(IReadOnlyList<SplitLine> lines) =>
    [
        .. lines.GroupBy(line => line.Entry.FeeCategory).OrderBy(category => category.Key, StringComparer.Ordinal)
            .Select(category => new FeeCategoryTotal(category.Key, ScopeAmounts.Of([.. category]))),
    ];
}

/// <summary>What one year takes of a bill, and who pays it.</summary>
/// <param name="Personal">What funds and layers leave to the person.</param>
public sealed record YearShare(
    int Year,
    ScopeAmounts Scope,
    PooledFundShare Pooled,
    IReadOnlyList<LayerPayment> Layers,
    PersonalParts Personal,
    AccountChange AccountChange);

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
/// <param name="CivilServant">公务员医疗补助 (cvlserv_pay).</param>
/// <param name="EnterpriseSupplement">企业补充医疗保险 (hifes_pay).</param>
/// <param name="MedicalAid">医疗救助 (maf_pay).</param>
/// <param name="PersonalAccount">个人账户支出 (acct_pay).</param>
public sealed record StatementAmounts(
    Money Total,
    Money FullSelfPay,
    Money OverLimit,
    Money FirstSelfPaid,
    Money UpFrontShare,
    Money Deductible,
    Money PooledFund,
    Money LargeAmount,
    Money LargeIllness,
    Money CivilServant,
    Money EnterpriseSupplement,
    Money MedicalAid,
    Money PersonalAccount)
{
    /// <summary>符合政策范围 (inscp_scp_amt).</summary>
    public Money InScope => Total - FullSelfPay - OverLimit - FirstSelfPaid;

    /// <summary>基金支付总额 (fund_pay_sumamt).</summary>
    public Money FundTotal => PooledFund + LargeAmount + LargeIllness + CivilServant + EnterpriseSupplement + MedicalAid;

    /// <summary>个人负担 (psn_part_amt): computed, never stored, so the equation cannot break (R2.1.2).</summary>
    public Money Personal => Total - FundTotal;

    /// <summary>个人现金支出 (psn_cash_pay): what the person pays at the window.</summary>
    public Money Cash => Personal - PersonalAccount;

    /// <summary>The amounts of the reversal: the same with the other sign (R1.14.7).</summary>
    public StatementAmounts Reversed() => new(
        -Total, -FullSelfPay, -OverLimit, -FirstSelfPaid, -UpFrontShare, -Deductible,
        -PooledFund, -LargeAmount, -LargeIllness, -CivilServant, -EnterpriseSupplement, -MedicalAid, -PersonalAccount);

    internal static StatementAmounts Of(in ScopeAmounts scope, IReadOnlyList<YearShare> years, Money personalAccount)
    {
        var (upFront, deductible, pooled) = (Money.Zero, Money.Zero, Money.Zero);
        Span<Money> layers = stackalloc Money[LayerKinds];
        for (var i = 0; i < years.Count; i++)
        {
            upFront += years[i].Pooled.UpFrontShare;
            deductible += years[i].Pooled.Deductible;
            pooled += years[i].Pooled.Fund;
            for (var k = 0; k < years[i].Layers.Count; k++)
                layers[(int)years[i].Layers[k].Layer.Kind] += years[i].Layers[k].Paid;
        }
        return new(
            scope.Total, scope.FullSelfPay, scope.OverLimit, scope.FirstSelfPaid, upFront, deductible, pooled,
            layers[(int)LayerKind.LargeAmount], layers[(int)LayerKind.LargeIllness], layers[(int)LayerKind.CivilServant],
            layers[(int)LayerKind.EnterpriseSupplement], layers[(int)LayerKind.MedicalAid], personalAccount);
    }

    private static readonly int LayerKinds = Enum.GetValues<LayerKind>().Length;
}

/// <summary>What the pooled fund pays in one band.</summary>
/// <param name="Part">In-scope amount that falls into the band.</param>
/// <param name="Ratio">How the fund's ratio came about.</param>
/// <param name="Covered">The part of <paramref name="Part"/> that the ceilings still let the fund share in.</param>
/// <param name="Fund">What the fund pays of it.</param>
public readonly record struct BandPayment(Money Part, BandRatio Ratio, Money Covered, Money Fund);

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
