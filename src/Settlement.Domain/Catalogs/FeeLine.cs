using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;

namespace Settlement.Domain.Catalogs;

/// <summary>医院审批标志 (hosp_appr_flag): whether the hospital says that an item's payment restriction is met.</summary>
public enum HospitalApproval
{
    /// <summary>0 无须审批, or nothing said.</summary>
    None,

    /// <summary>1 审批通过.</summary>
    Approved,

    /// <summary>2 审批不通过: the person pays the line, whether the item is restricted or not.</summary>
    Declined,
}

/// <summary>费用明细: one charge as the facility sends it.</summary>
/// <param name="LineNo">The facility's own number (feedetl_sn), unique within the encounter.</param>
/// <param name="ItemCode">NHSA code; empty where the hospital has matched (对照) its own code with none.</param>
/// <param name="Quantity">Up to four decimals; below zero on a line that refunds an earlier one, never zero.</param>
/// <param name="UnitPriceYuan">Yuan, up to six decimals.</param>
/// <param name="Amount">Must equal unit price × quantity, half a fen up (R2.1.3).</param>
public sealed record FeeLine(string LineNo, string ItemCode, DateOnly ServiceDate, decimal Quantity, decimal UnitPriceYuan, Money Amount)
{
    /// <summary>What the facility takes the code for; null where it says nothing.</summary>
    public ItemKind? Kind { get; init; }

    /// <summary>Number of the line that this one refunds (init_feedetl_sn, R1.14.8); null for a charge.</summary>
    public string? RefundsLineNo { get; init; }

    /// <summary>Of a charge; a refund follows the charge that it names.</summary>
    public HospitalApproval Approval { get; init; }

    /// <summary>医疗机构目录编码 (medins_list_codg): the hospital's own code; null where it sent none. Decides nothing.</summary>
    public string? HospitalItemCode { get; init; }

    /// <summary>外院检查治疗或外购药品: where an item of a stay was done or bought (R1.12.1); null for the hospital itself. Decides nothing.</summary>
    public string? OutsideFacility { get; init; }
}

/// <summary>What the split of a line depends on besides the line and the catalogue.</summary>
/// <param name="CatalogProvince">Province whose catalogue splits the line: the treatment place's; in a manual claim it may be the insured place's (R1.18.2).</param>
/// <param name="Encounter">Days of the encounter; open while the stay goes on.</param>
public readonly record struct LineContext(
    RegionCode CatalogProvince,
    FacilityLevel Level,
    CareService Service,
    bool IsEmergency,
    DateRange Encounter,
    DateOnly BirthDate,
    Sex Sex)
{
    /// <summary>
    /// Whether an item that the catalogue does not list on the service date is wholly self-paid, as in a manual claim, whose bill nobody
    /// can correct any more; elsewhere such a line is refused.
    /// </summary>
    public bool UnlistedIsSelfPaid { get; init; }
}

/// <summary>费用分割: one line split by the treatment place's catalogue; the four parts add up to the line's amount.</summary>
public readonly record struct SplitLine(
    FeeLine Line, CatalogEntry Entry, Money FullSelfPay, Money OverLimit, Money FirstSelfPaid, RestrictionOutcome Restriction)
{
    /// <summary>符合政策范围 (inscp_scp_amt): what remains, so the four parts cannot miss the amount.</summary>
    public Money InScope => Line.Amount - FullSelfPay - OverLimit - FirstSelfPaid;
}

/// <summary>Why a line cannot be split; in order of precedence.</summary>
public enum LineFault
{
    /// <summary>The hospital has matched its own code with no national one (未对码).</summary>
    UnmappedItem,

    /// <summary>The code is on no list of the treatment place.</summary>
    UnknownItem,

    /// <summary>The code is known, but not in force on the service date.</summary>
    ItemNotInForce,

    /// <summary>The facility sends the code as a drug and the catalogue knows it as a service, or the like.</summary>
    ItemOfOtherKind,

    /// <summary>A class B item for which the treatment province has set no first self-paid ratio: never guessed.</summary>
    FirstSelfPaidRatioMissing,

    /// <summary>Done or bought elsewhere, which only a stay takes in (R1.12.1).</summary>
    OutsideWithoutStay,

    /// <summary>The service date lies before the admission or after the discharge.</summary>
    ServiceDateOutsideEncounter,

    /// <summary>The quantity is zero, below zero on a charge, or above zero on a refund.</summary>
    QuantityOfWrongSign,

    /// <summary>A refund names no charge of this encounter that can be split, or one of another item or price, or one that came later.</summary>
    RefundWithoutCharge,

    /// <summary>The refunds of a charge are more than the charge.</summary>
    RefundExceedsCharge,

    /// <summary>Unit price × quantity does not give the amount; of a refund: nor is it what is left of the charge.</summary>
    AmountMismatch,
}

/// <summary>A line that cannot be split, and why.</summary>
/// <param name="Index">Position in the list, from zero.</param>
/// <param name="Expected">What would have been right, such as the amount; null where nothing can be named.</param>
public sealed record RefusedLine(int Index, string LineNo, LineFault Fault, string Detail, string? Expected = null);
