using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>A settled fee line, as it was when it was settled.</summary>
/// <param name="RefundsLineNo">The charge that the line refunds; null for a charge.</param>
/// <param name="Restriction">
/// What became of the payment restriction; null on a line that was settled before restrictions were checked.
/// </param>
/// <param name="HospitalItemCode">医疗机构目录编码, as it was sent.</param>
/// <param name="OutsideFacility">外检外购: where it was done or bought; null for this facility.</param>
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
    RestrictionOutcome? Restriction,
    string? HospitalItemCode,
    string? OutsideFacility)
{
    internal static SettledLineAnswer From(SettlementLineRecord l) => new(
        l.LineNo, l.ItemCode, l.ServiceDate, l.Quantity, l.UnitPrice, l.Amount, l.FullSelfPay, l.OverLimit, l.FirstSelfPaid, l.InScope,
        l.ItemClass, l.FeeCategory, l.CatalogVersion, l.RefundsLineNo, l.Approval, l.RestrictionOutcome,
        l.HospitalItemCode, l.OutsideFacility);
}

internal sealed record SettledLinesAnswer(string TransactionNo, IReadOnlyList<SettledLineAnswer> Lines);
