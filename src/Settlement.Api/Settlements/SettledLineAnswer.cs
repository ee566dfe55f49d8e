using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>A settled fee line, as it was when it was settled.</summary>
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
    string CatalogVersion)
{
    internal static SettledLineAnswer From(SettlementLineRecord l) => new(
        l.LineNo, l.ItemCode, l.ServiceDate, l.Quantity, l.UnitPrice, l.Amount, l.FullSelfPay, l.OverLimit, l.FirstSelfPaid, l.InScope,
        l.ItemClass, l.FeeCategory, l.CatalogVersion);
}

internal sealed record SettledLinesAnswer(string TransactionNo, IReadOnlyList<SettledLineAnswer> Lines);
