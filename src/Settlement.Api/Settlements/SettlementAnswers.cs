using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Settlements.Explain;
using Settlement.Api.Settlements.Settle;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>预结算: what a settlement made now would give. Nothing is stored.</summary>
/// <param name="PersonalAccount">Null where the personal account was not to be used.</param>
/// <param name="Years">Shares of the years, for a stay over New Year that the insured place splits; else empty.</param>
/// <param name="WhyNotMore">为什么没有多报销; null unless asked for.</param>
/// <param name="Warnings">提示: lines that look as if they were assigned to the wrong disease, or to none.</param>
internal sealed record PreviewAnswer(
    string EncounterNo,
    TreatmentClass TreatmentClass,
    string PolicyVersion,
    AmountsAnswer Amounts,
    PersonalAccountAnswer? PersonalAccount,
    IReadOnlyList<FeeCategoryAnswer> FeeCategories,
    IReadOnlyList<YearShareAnswer> Years,
    WorkingAnswer Working,
    IReadOnlyList<WhatIfAnswer>? WhyNotMore,
    IReadOnlyList<WarningAnswer> Warnings)
{
    internal static PreviewAnswer From(
        string encounterNo, ComputedSettlement computed, IReadOnlyList<WhatIf>? whyNotMore, IReadOnlyList<WarningAnswer> warnings)
    {
        var s = computed.Statement;
        return new(
            encounterNo, s.TreatmentClass, s.Policy.Version, AmountsAnswer.From(s.Amounts),
            PersonalAccountAnswer.From(computed.Claim.PersonalAccountBalance, s.Amounts.PersonalAccount),
            [.. s.FeeCategories().Select(FeeCategoryAnswer.From)], YearShareAnswer.From([.. s.Years.Select(YearAmounts.Of)]),
            WorkingAnswer.From(s.Working().WithoutFeeLines()), whyNotMore?.Select(WhatIfAnswer.From).ToList(), warnings);
    }
}

/// <summary>结算 or its reversal.</summary>
/// <param name="SettlementId">结算ID (setl_id).</param>
/// <param name="Reverses">The settlement that this reversal takes back; null for a settlement.</param>
/// <param name="ReversedBy">The reversal that took this settlement back; null while it stands.</param>
/// <param name="DiseaseCode">门诊慢特病病种代码 (dise_codg); null for every other service.</param>
/// <param name="Trauma">外伤 (trum_flag, rel_ttp_flag).</param>
/// <param name="AccountYear">Year of the benefit account that it counts into.</param>
/// <param name="PersonalAccount">Null where the personal account was not used.</param>
/// <param name="FeeCategories">各医疗收费项目类别合计, in the order of their codes; empty in a reversal.</param>
/// <param name="Years">Shares of the years, for a stay over New Year that the insured place splits; else empty.</param>
/// <param name="Working">The working; null in a reversal.</param>
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
    string? DiseaseCode,
    Trauma Trauma,
    TreatmentClass TreatmentClass,
    DateOnly StartedOn,
    DateOnly EndedOn,
    int AccountYear,
    string PolicyVersion,
    DateTimeOffset SettledAt,
    AmountsAnswer Amounts,
    PersonalAccountAnswer? PersonalAccount,
    IReadOnlyList<FeeCategoryAnswer> FeeCategories,
    IReadOnlyList<YearShareAnswer> Years,
    WorkingAnswer? Working)
{
    /// <param name="reversedBy">What took it back since; null while it stands.</param>
    internal static SettlementAnswer From(
        SettlementRecord s, string encounterNo, IReadOnlyList<FeeCategoryTotal> feeCategories, SettlementId? reversedBy = null) => new(
        s.SettlementId.Value, s.FacilityCode.Value, s.TransactionNo, encounterNo, s.Reverses?.Value, reversedBy?.Value, s.Reason,
        s.InsuredRegion.Value, s.Scheme, s.Service, s.DiseaseCode, s.Trauma, s.TreatmentClass, s.StartedOn, s.EndedOn, s.AccountYear,
        s.PolicyVersion, s.SettledAt.InChina(), AmountsAnswer.From(s.Amounts),
        PersonalAccountAnswer.From(s.PersonalAccountBefore, s.PersonalAccount),
        [.. feeCategories.Select(FeeCategoryAnswer.From)], YearShareAnswer.From(YearAmounts.Of(s)),
        s.Working is { } working ? WorkingAnswer.From(working) : null);
}

/// <summary>依次撤销, in the order of the request.</summary>
internal sealed record ReversalsAnswer(IReadOnlyList<SettlementAnswer> Reversals);

/// <summary>部分退费: the reversal of what was, and the settlement of what remains.</summary>
internal sealed record RefundAnswer(SettlementAnswer Reversal, SettlementAnswer Settlement);
