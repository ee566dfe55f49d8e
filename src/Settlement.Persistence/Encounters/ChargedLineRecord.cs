using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Encounters;

/// <summary>费用明细 as it was sent, before it is settled and after.</summary>
public abstract class ChargedLineRecord
{
    public required PersonId PersonId { get; init; }

    public required string LineNo { get; init; }

    public required string ItemCode { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>Yuan.</summary>
    public required decimal UnitPrice { get; init; }

    public required Money Amount { get; init; }

    /// <summary>Null where the facility did not say it.</summary>
    public ItemKind? Kind { get; init; }

    /// <summary>Null for a charge.</summary>
    public string? RefundsLineNo { get; init; }

    public HospitalApproval Approval { get; init; }

    /// <summary>The hospital's own code; null where it sent none.</summary>
    public string? HospitalItemCode { get; init; }

    /// <summary>Where it was done or bought, if not in the facility itself.</summary>
    public string? OutsideFacility { get; init; }

    public FeeLine ToFeeLine() => new(LineNo, ItemCode, ServiceDate, Quantity, UnitPrice, Amount)
    {
        Kind = Kind,
        RefundsLineNo = RefundsLineNo,
        Approval = Approval,
        HospitalItemCode = HospitalItemCode,
        OutsideFacility = OutsideFacility,
    };
}

internal static class ChargedLineMapping
{
    internal static void HasLengthsOfCharge<TRecord>(this EntityTypeBuilder<TRecord> line)
        where TRecord : ChargedLineRecord
    {
        line.Property(l => l.LineNo).HasMaxLength(40);
        line.Property(l => l.ItemCode).HasMaxLength(50);
        line.Property(l => l.Quantity).HasPrecision(16, 4);
        line.Property(l => l.UnitPrice).HasPrecision(16, 6);
        line.Property(l => l.RefundsLineNo).HasMaxLength(40);
        line.Property(l => l.HospitalItemCode).HasMaxLength(150);
        line.Property(l => l.OutsideFacility).HasMaxLength(200);
    }
}
