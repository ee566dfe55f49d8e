using Settlement.Api.Chronic;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Encounters;

/// <summary>A fee line with its split by the treatment place's catalogue, in yuan.</summary>
/// <param name="FullSelfPay">全自费.</param>
/// <param name="OverLimit">超限价自费.</param>
/// <param name="FirstSelfPaid">先行自付.</param>
/// <param name="InScope">符合政策范围.</param>
/// <param name="FirstSelfPaidRatio">先行自付比例, 0 to 1; null for a class C item.</param>
/// <param name="PriceLimit">支付限价 of the facility's level in yuan per unit; null where there is none.</param>
/// <param name="Kind">目录类别 of the item.</param>
/// <param name="RefundsLineNo">The charge that this line refunds; null for a charge.</param>
/// <param name="Approval">医院审批标志 (hosp_appr_flag), as it was sent.</param>
/// <param name="Restriction">What became of the payment restriction on this line; on a refund that of its charge.</param>
/// <param name="PaymentRestriction">限定支付范围 as published; null where there is none.</param>
/// <param name="HospitalItemCode">医疗机构目录编码, as it was sent.</param>
/// <param name="OutsideFacility">外检外购: where it was done or bought; null for this facility.</param>
internal sealed record FeeLineAnswer(
    string LineNo,
    string ItemCode,
    string ItemName,
    DateOnly ServiceDate,
    decimal Quantity,
    decimal UnitPrice,
    Money Amount,
    Money FullSelfPay,
    Money OverLimit,
    Money FirstSelfPaid,
    Money InScope,
    ItemClass ItemClass,
    decimal? FirstSelfPaidRatio,
    decimal? PriceLimit,
    string FeeCategory,
    string CatalogVersion,
    ItemKind Kind,
    string? RefundsLineNo,
    HospitalApproval Approval,
    RestrictionOutcome Restriction,
    string? PaymentRestriction,
    string? HospitalItemCode,
    string? OutsideFacility)
{
    internal static FeeLineAnswer From(SplitLine split, FacilityLevel level) => new(
        split.Line.LineNo, split.Line.ItemCode, split.Entry.Name, split.Line.ServiceDate, split.Line.Quantity, split.Line.UnitPriceYuan,
        split.Line.Amount, split.FullSelfPay, split.OverLimit, split.FirstSelfPaid, split.InScope,
        split.Entry.Class, split.Entry.Class == ItemClass.C ? null : split.Entry.FirstSelfPaidRatio?.Value,
        split.Entry.PriceLimitYuan.TryGetValue(level, out var limit) ? limit : null, split.Entry.FeeCategory, split.Entry.Version,
        split.Entry.Kind, split.Line.RefundsLineNo, split.Line.Approval, split.Restriction, split.Entry.Restriction?.Text,
        split.Line.HospitalItemCode, split.Line.OutsideFacility);
}

/// <summary>One 医疗收费项目类别 of the encounter in total, in yuan.</summary>
/// <param name="FeeCategory">医疗收费项目类别 (med_chrgitm_type), two digits.</param>
/// <param name="Total">金额合计, refunds taken off.</param>
internal sealed record FeeCategoryAnswer(
    string FeeCategory, Money Total, Money FullSelfPay, Money OverLimit, Money FirstSelfPaid, Money InScope)
{
    internal static FeeCategoryAnswer From(FeeCategoryTotal total) => new(
        total.Category, total.Amounts.Total, total.Amounts.FullSelfPay, total.Amounts.OverLimit, total.Amounts.FirstSelfPaid,
        total.Amounts.InScope);
}

/// <summary>Fee lines of an encounter, or those of the batch that was uploaded.</summary>
/// <param name="Refused">Lines stored earlier that the catalogue of today cannot split; empty after an upload that stored anything.</param>
/// <param name="FeeCategories">
/// Totals of the encounter's lines that are split, in the order of the categories; null after an upload, which looks at its own lines
/// alone.
/// </param>
/// <param name="Warnings">提示: lines that look as if they were assigned to the wrong disease, or to none.</param>
internal sealed record FeeLinesAnswer(
    string EncounterNo,
    IReadOnlyList<FeeLineAnswer> Lines,
    IReadOnlyList<RefusedLineAnswer> Refused,
    IReadOnlyList<FeeCategoryAnswer>? FeeCategories,
    IReadOnlyList<WarningAnswer> Warnings)
{
    internal static FeeLinesAnswer OfUpload(
        string encounterNo, IEnumerable<SplitLine> lines, FacilityLevel level, IReadOnlyList<WarningAnswer> warnings) => new(
        encounterNo, [.. lines.Select(line => FeeLineAnswer.From(line, level))], Refused: [], FeeCategories: null, warnings);

    internal FeeLinesAnswer WithRefused(IEnumerable<RefusedLine> refused) =>
        this with { Refused = [.. refused.Select(line => RefusedLineAnswer.From(line, linesSent: 0))] };

    internal static FeeLinesAnswer OfEncounter(
        string encounterNo, IReadOnlyList<SplitLine> lines, IReadOnlyList<RefusedLine> refused, FacilityLevel level,
        IReadOnlyList<WarningAnswer> warnings) => new(
        encounterNo,
        [.. lines.Select(line => FeeLineAnswer.From(line, level))],
        [.. refused.Select(line => RefusedLineAnswer.From(line, linesSent: 0))],
        [.. FeeCategoryTotal.Of(lines).Select(FeeCategoryAnswer.From)],
        warnings);
}

/// <summary>费用明细删除.</summary>
/// <param name="Remaining">How many lines the encounter has now.</param>
internal sealed record RemainingFeeLinesAnswer(string EncounterNo, int Remaining);
