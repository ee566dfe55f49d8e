using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Persons;

/// <summary>参保状态变更, reported by the insured place under its own number; written once.</summary>
public sealed class InsuredStatusChangeRecord : INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required string ChangeNo { get; init; }

    public required InsuredStatus Status { get; init; }

    /// <summary>First day of the status.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>转出: where the person is insured from then on; null where it is not known, and for every status but terminated.</summary>
    public required RegionCode? MovedTo { get; init; }

    public required string Reason { get; init; }

    /// <summary>Hash of number and content; the steps that ended filings bear the same.</summary>
    public required byte[] RequestHash { get; init; }

    public required string ReportedBy { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }
}

internal sealed class InsuredStatusChangeMapping : IEntityTypeConfiguration<InsuredStatusChangeRecord>
{
    public void Configure(EntityTypeBuilder<InsuredStatusChangeRecord> change)
    {
        change.ToTable("insured_status_change").HasKey(c => new { c.PersonId, c.ChangeNo });
        change.Property(c => c.ChangeNo).HasMaxLength(40);
        change.Property(c => c.Reason).HasMaxLength(500);
        change.Property(c => c.ReportedBy).HasMaxLength(100);
    }
}
