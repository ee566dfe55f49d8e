using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Catalogs;

namespace Settlement.Persistence.Encounters;

/// <summary>费用明细 of an encounter as stored.</summary>
public sealed class FeeLineRecord
{
    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }

    public required string LineNo { get; init; }

    public required string ItemCode { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>Yuan.</summary>
    public required decimal UnitPrice { get; init; }

    public required Money Amount { get; init; }

    public FeeLine ToFeeLine() => new(LineNo, ItemCode, ServiceDate, Quantity, UnitPrice, Amount);
}

internal sealed class FeeLineMapping : IEntityTypeConfiguration<FeeLineRecord>
{
    public void Configure(EntityTypeBuilder<FeeLineRecord> line)
    {
        line.ToTable("fee_line").HasKey(l => new { l.PersonId, l.EncounterId, l.LineNo });
        line.Property(l => l.LineNo).HasMaxLength(40);
        line.Property(l => l.ItemCode).HasMaxLength(50);
        line.Property(l => l.Quantity).HasPrecision(16, 4);
        line.Property(l => l.UnitPrice).HasPrecision(16, 6);
    }
}
