using Settlement.Domain.Policies;

namespace Settlement.Domain.Settlements;

/// <summary>One step of the working.</summary>
/// <param name="Amount">Amount that the step gives: the sum of its parts where it has any.</param>
/// <param name="Formula">The arithmetic in figures.</param>
/// <param name="Source">Published basis; null for plain arithmetic.</param>
/// <param name="Version">Policy or catalogue version that the figures come from; null for plain arithmetic.</param>
/// <param name="Parts">What the amount consists of.</param>
/// <param name="Basis">Figures that explain the amount without being part of it, such as what a ceiling leaves.</param>
public sealed record WorkingStep(
    WorkingRule Rule,
    Money Amount,
    string Formula,
    Citation? Source = null,
    string? Version = null,
    IReadOnlyList<WorkingStep>? Parts = null,
    IReadOnlyList<WorkingStep>? Basis = null)
{
    public IReadOnlyList<WorkingStep> Parts { get; } = Parts ?? [];

    public IReadOnlyList<WorkingStep> Basis { get; } = Basis ?? [];

    /// <summary>What the step is about where the rule does not say it: an item code, a special drug, or a year.</summary>
    public string? About { get; init; }
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

    /// <summary>分段支付: the amount in one band.</summary>
    Band,

    /// <summary>限额余额: what a ceiling still leaves.</summary>
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

    /// <summary>费用明细: what one line adds.</summary>
    FeeLine,

    /// <summary>年度: what one year takes of a stay over New Year.</summary>
    Year,

    /// <summary>个人按比例负担.</summary>
    CoPay,

    /// <summary>起付标准 of the policy for this encounter, less what was paid.</summary>
    DeductibleDue,

    /// <summary>超出限额的部分: what a layer's ceiling takes off again; below zero.</summary>
    CutByCeiling,

    /// <summary>公务员医疗补助.</summary>
    CivilServant,

    /// <summary>企业补充医疗保险.</summary>
    EnterpriseSupplement,

    /// <summary>医疗救助.</summary>
    MedicalAid,

    /// <summary>基金支付总额.</summary>
    FundTotal,

    /// <summary>个人账户支出.</summary>
    PersonalAccount,

    /// <summary>个人现金支出.</summary>
    Cash,

    /// <summary>单药支付: the amount that is paid at the ratio of a single special drug.</summary>
    DrugBand,

    /// <summary>单药限额余额: what the ceiling of a single special drug still leaves.</summary>
    DrugCeiling,
}

public static class WorkingRules
{
    /// <summary>The rule of the rules text that a step follows.</summary>
    public static string RuleId(this WorkingRule rule) => rule switch
    {
        WorkingRule.Total or WorkingRule.InScope or WorkingRule.FeeLine => "R1.14.1",
        WorkingRule.FullSelfPay => "2.1-1",
        WorkingRule.OverLimit => "R2.1.1",
        WorkingRule.FirstSelfPaid => "2.1-3",
        WorkingRule.UpFrontShare => "2.6-B",
        WorkingRule.Deductible or WorkingRule.DeductibleDue => "2.3",
        WorkingRule.Band => "2.4",
        WorkingRule.DrugBand or WorkingRule.DrugCeiling => "R-DRG-01",
        WorkingRule.Ceiling or WorkingRule.OverCeiling or WorkingRule.CutByCeiling => "2.5",
        WorkingRule.PooledFund => "2.1-8",
        WorkingRule.LayerBase or WorkingRule.LargeAmount or WorkingRule.LargeIllness => "2.7",
        WorkingRule.CivilServant or WorkingRule.EnterpriseSupplement => "2.1-10",
        WorkingRule.MedicalAid => "2.1-11",
        WorkingRule.Year => "R1.12.3",
        WorkingRule.CoPay => "R2.1.2",
        WorkingRule.FundTotal => "R1.14.3",
        WorkingRule.Personal => "R1.14.2",
        WorkingRule.PersonalAccount or WorkingRule.Cash => "2.8",
        _ => throw new NotSupportedException(rule.ToString()),
    };

    internal static WorkingRule Of(LayerKind kind) => kind switch
    {
        LayerKind.LargeAmount => WorkingRule.LargeAmount,
        LayerKind.LargeIllness => WorkingRule.LargeIllness,
        LayerKind.CivilServant => WorkingRule.CivilServant,
        LayerKind.EnterpriseSupplement => WorkingRule.EnterpriseSupplement,
        LayerKind.MedicalAid => WorkingRule.MedicalAid,
        _ => throw new NotSupportedException(kind.ToString()),
    };

    internal static WorkingRule Of(PersonalPart part) => part switch
    {
        PersonalPart.Deductible => WorkingRule.Deductible,
        PersonalPart.CoPay => WorkingRule.CoPay,
        PersonalPart.OverCeiling => WorkingRule.OverCeiling,
        PersonalPart.UpFrontShare => WorkingRule.UpFrontShare,
        PersonalPart.FirstSelfPaid => WorkingRule.FirstSelfPaid,
        PersonalPart.OverLimit => WorkingRule.OverLimit,
        PersonalPart.FullSelfPay => WorkingRule.FullSelfPay,
        _ => throw new NotSupportedException(part.ToString()),
    };
}
