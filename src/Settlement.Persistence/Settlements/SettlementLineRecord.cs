using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Encounters;

namespace Settlement.Persistence.Settlements;

/// <summary>One settled fee line with its split, as it was when it was settled.</summary>
public sealed class SettlementLineRecord : ChargedLineRecord
{
    public required SettlementId SettlementId { get; init; }

    public required Money FullSelfPay { get; init; }

    public required Money OverLimit { get; init; }

    public required Money FirstSelfPaid { get; init; }

    public required Money InScope { get; init; }

    public required ItemClass ItemClass { get; init; }

    public required string FeeCategory { get; init; }

    public required string CatalogVersion { get; init; }

    /// <summary>Null on a line that was settled before restrictions were checked.</summary>
    public RestrictionOutcome? RestrictionOutcome { get; init; }
}

internal sealed class SettlementLineMapping : IEntityTypeConfiguration<SettlementLineRecord>
{
    public void Configure(EntityTypeBuilder<SettlementLineRecord> line)
    {
        line.ToTable("settlement_line").HasKey(l => new { l.PersonId, l.SettlementId, l.LineNo });
        line.HasLengthsOfCharge();
        line.Property(l => l.ItemClass).HasMaxLength(1);
        line.Property(l => l.FeeCategory).HasMaxLength(2);
        line.Property(l => l.CatalogVersion).HasMaxLength(60);
    }
}
