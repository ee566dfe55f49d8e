using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Settlements;

/// <summary>One settled fee line with its split, as it was when it was settled.</summary>
public sealed class SettlementLineRecord
{
    public required PersonId PersonId { get; init; }

    public required SettlementId SettlementId { get; init; }

    public required string LineNo { get; init; }

    public required string ItemCode { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>Yuan.</summary>
    public required decimal UnitPrice { get; init; }

    public required Money Amount { get; init; }

    public required Money FullSelfPay { get; init; }

    public required Money OverLimit { get; init; }

    public required Money FirstSelfPaid { get; init; }

    public required Money InScope { get; init; }

    public required ItemClass ItemClass { get; init; }

    public required string FeeCategory { get; init; }

    public required string CatalogVersion { get; init; }

    /// <summary>Null where the facility did not say it.</summary>
    public ItemKind? Kind { get; init; }

    /// <summary>Null for a charge.</summary>
    public string? RefundsLineNo { get; init; }

    public HospitalApproval Approval { get; init; }

    /// <summary>The hospital's own code; null where it sent none.</summary>
    public string? HospitalItemCode { get; init; }

    /// <summary>Where it was done or bought, if not in the facility itself.</summary>
    public string? OutsideFacility { get; init; }

    /// <summary>Null on a line that was settled before restrictions were checked.</summary>
    public RestrictionOutcome? RestrictionOutcome { get; init; }

    public FeeLine ToFeeLine() => new(LineNo, ItemCode, ServiceDate, Quantity, UnitPrice, Amount)
    {
        Kind = Kind,
        RefundsLineNo = RefundsLineNo,
        Approval = Approval,
        HospitalItemCode = HospitalItemCode,
        OutsideFacility = OutsideFacility,
    };
}

internal sealed class SettlementLineMapping : IEntityTypeConfiguration<SettlementLineRecord>
{
    public void Configure(EntityTypeBuilder<SettlementLineRecord> line)
    {
        line.ToTable("settlement_line").HasKey(l => new { l.PersonId, l.SettlementId, l.LineNo });
        line.Property(l => l.LineNo).HasMaxLength(40);
        line.Property(l => l.ItemCode).HasMaxLength(50);
        line.Property(l => l.Quantity).HasPrecision(16, 4);
        line.Property(l => l.UnitPrice).HasPrecision(16, 6);
        line.Property(l => l.ItemClass).HasMaxLength(1);
        line.Property(l => l.FeeCategory).HasMaxLength(2);
        line.Property(l => l.CatalogVersion).HasMaxLength(60);
        line.Property(l => l.RefundsLineNo).HasMaxLength(40);
        line.Property(l => l.HospitalItemCode).HasMaxLength(150);
        line.Property(l => l.OutsideFacility).HasMaxLength(200);
    }
}
