using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Settlements;

/// <summary>A settlement or reversal to be written: record, lines, accounts, and the encounter's state.</summary>
/// <param name="Lines">None of a reversal.</param>
public readonly record struct Booking(SettlementRecord Record, IReadOnlyList<SplitLine> Lines, BillInvoices Invoices = default);

/// <summary>What becomes of the invoices of the bill (R1.18.3).</summary>
public readonly record struct BillInvoices
{
    private BillInvoices(bool areKept, SettlementId? movedFrom) => (AreKept, MovedFrom) = (areKept, movedFrom);

    /// <summary>A reversal frees those of its settlement.</summary>
    public static BillInvoices Free => default;

    /// <summary>They stay where they are, since the settlement of what remains follows and takes them over.</summary>
    public static BillInvoices Keep => new(areKept: true, movedFrom: null);

    /// <summary>After a partial refund the bill still stands, so its invoices are those of the settlement of what remains.</summary>
    public static BillInvoices MoveFrom(SettlementRecord original) => new(areKept: true, original.SettlementId);

    internal bool AreKept { get; }

    internal SettlementId? MovedFrom { get; }
}
