namespace Settlement.Domain.Catalogs;

/// <summary>费用明细: one charge as the facility sends it.</summary>
/// <param name="LineNo">The facility's own number (feedetl_sn), unique within the encounter.</param>
/// <param name="Quantity">Up to four decimals, above zero.</param>
/// <param name="UnitPriceYuan">Yuan, up to six decimals.</param>
/// <param name="Amount">Must equal unit price × quantity, half a fen up (R2.1.3).</param>
public sealed record FeeLine(string LineNo, string ItemCode, DateOnly ServiceDate, decimal Quantity, decimal UnitPriceYuan, Money Amount);

/// <summary>费用分割: one line split by the treatment place's catalogue; the four parts add up to the line's amount.</summary>
public sealed record SplitLine(FeeLine Line, CatalogEntry Entry, Money FullSelfPay, Money OverLimit, Money FirstSelfPaid)
{
    /// <summary>符合政策范围 (inscp_scp_amt): what remains, so the four parts cannot miss the amount.</summary>
    public Money InScope => Line.Amount - FullSelfPay - OverLimit - FirstSelfPaid;
}

/// <summary>Why a line cannot be split; in order of precedence.</summary>
public enum LineFault
{
    /// <summary>The code is on no list of the treatment place.</summary>
    UnknownItem,

    /// <summary>The code is known, but not in force on the service date.</summary>
    ItemNotInForce,

    /// <summary>A class B item for which the treatment province has set no first self-paid ratio: never guessed.</summary>
    FirstSelfPaidRatioMissing,

    /// <summary>The service date lies before the admission or after the discharge.</summary>
    ServiceDateOutsideEncounter,

    /// <summary>Unit price × quantity does not give the amount.</summary>
    AmountMismatch,
}

/// <summary>A line that cannot be split, and why.</summary>
/// <param name="Index">Position in the list, from zero.</param>
public sealed record RefusedLine(int Index, string LineNo, LineFault Fault, string Detail);
