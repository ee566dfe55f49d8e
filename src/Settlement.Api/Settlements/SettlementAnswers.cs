using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
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
/// <param name="FundTotal">基金支付总额 (fund_pay_sumamt).</param>
/// <param name="Personal">个人负担 (psn_part_amt): what the person pays at the window.</param>
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
    Money FundTotal,
    Money Personal)
{
    internal static AmountsAnswer From(StatementAmounts a) => new(
        a.Total, a.FullSelfPay, a.OverLimit, a.FirstSelfPaid, a.InScope, a.UpFrontShare, a.Deductible,
        a.PooledFund, a.LargeAmount, a.LargeIllness, a.FundTotal, a.Personal);
}

/// <summary>One step of the working.</summary>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Title">The rule in words.</param>
/// <param name="Amount">Yuan that the step gives.</param>
/// <param name="Formula">The arithmetic.</param>
/// <param name="Source">Published basis; null for plain arithmetic.</param>
/// <param name="Parts">The steps that it is made of.</param>
internal sealed record WorkingAnswer(
    WorkingRule Rule, string Title, Money Amount, string Formula, string? Source, IReadOnlyList<WorkingAnswer> Parts)
{
    internal static WorkingAnswer From(WorkingStep step) => new(
        step.Rule, WorkingTitles.Of[step.Rule].ToString(), step.Amount, step.Formula, step.Source?.ToString(), [.. step.Parts.Select(From)]);
}

/// <summary>预结算: what a settlement made now would give. Nothing is stored.</summary>
internal sealed record PreviewAnswer(
    string EncounterNo, TreatmentClass TreatmentClass, string PolicyVersion, AmountsAnswer Amounts, IReadOnlyList<WorkingAnswer> Working)
{
    internal static PreviewAnswer From(string encounterNo, SettlementStatement s) => new(
        encounterNo, s.TreatmentClass, s.PolicyVersion, AmountsAnswer.From(s.Amounts), [.. s.Working.Select(WorkingAnswer.From)]);
}

/// <summary>结算 or its reversal.</summary>
/// <param name="SettlementId">结算ID (setl_id).</param>
/// <param name="Reverses">The settlement that this reversal takes back; null for a settlement.</param>
/// <param name="ReversedBy">The reversal that took this settlement back; null while it stands.</param>
/// <param name="AccountYear">Year of the benefit account that it counts into.</param>
/// <param name="Working">The working, in the order in which it was done; empty in a reversal.</param>
internal sealed record SettlementAnswer(
    Guid SettlementId,
    string FacilityCode,
    string TransactionNo,
    string EncounterNo,
    Guid? Reverses,
    Guid? ReversedBy,
    string? Reason,
    string InsuredRegion,
    InsuranceScheme Scheme,
    CareService Service,
    TreatmentClass TreatmentClass,
    DateOnly StartedOn,
    DateOnly EndedOn,
    int AccountYear,
    string PolicyVersion,
    DateTimeOffset SettledAt,
    AmountsAnswer Amounts,
    IReadOnlyList<WorkingAnswer> Working)
{
    /// <param name="reversedBy">Left out where the answer is to the number itself, so that a retry reads like the first answer.</param>
    internal static SettlementAnswer From(SettlementRecord s, string encounterNo, SettlementId? reversedBy = null) => new(
        s.SettlementId.Value, s.FacilityCode.Value, s.TransactionNo, encounterNo, s.Reverses?.Value, reversedBy?.Value, s.Reason,
        s.InsuredRegion.Value, s.Scheme, s.Service, s.TreatmentClass, s.StartedOn, s.EndedOn, s.AccountYear, s.PolicyVersion,
        s.SettledAt.InChina(), AmountsAnswer.From(s.Amounts), [.. s.Working.Select(WorkingAnswer.From)]);
}

/// <summary>A settled fee line, as it was when it was settled.</summary>
/// <param name="RefundsLineNo">The charge that the line refunds; null for a charge.</param>
/// <param name="Restriction">What became of the payment restriction; null on a line that was settled before restrictions were checked.</param>
internal sealed record SettledLineAnswer(
    string LineNo,
    string ItemCode,
    DateOnly ServiceDate,
    decimal Quantity,
    decimal UnitPrice,
    Money Amount,
    Money FullSelfPay,
    Money OverLimit,
    Money FirstSelfPaid,
    Money InScope,
    ItemClass ItemClass,
    string FeeCategory,
    string CatalogVersion,
    string? RefundsLineNo,
    HospitalApproval Approval,
    RestrictionOutcome? Restriction)
{
    internal static SettledLineAnswer From(SettlementLineRecord l) => new(
        l.LineNo, l.ItemCode, l.ServiceDate, l.Quantity, l.UnitPrice, l.Amount, l.FullSelfPay, l.OverLimit, l.FirstSelfPaid, l.InScope,
        l.ItemClass, l.FeeCategory, l.CatalogVersion, l.RefundsLineNo, l.Approval, l.RestrictionOutcome);
}

internal sealed record SettledLinesAnswer(string TransactionNo, IReadOnlyList<SettledLineAnswer> Lines);
