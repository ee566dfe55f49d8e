using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Encounters;

/// <summary>费用明细 of an encounter as stored.</summary>
public sealed class FeeLineRecord : ChargedLineRecord
{
    public required EncounterId EncounterId { get; init; }
}

internal sealed class FeeLineMapping : IEntityTypeConfiguration<FeeLineRecord>
{
    public void Configure(EntityTypeBuilder<FeeLineRecord> line)
    {
        line.ToTable("fee_line").HasKey(l => new { l.PersonId, l.EncounterId, l.LineNo });
        line.HasLengthsOfCharge();
    }
}
