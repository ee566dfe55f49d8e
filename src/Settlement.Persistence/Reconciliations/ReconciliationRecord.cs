using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Reconciliations;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.Reconciliations;

/// <summary>对账 as stored: written once, under the facility's own number.</summary>
public sealed class ReconciliationRecord : INumberedRecord
{
    public required FacilityCode FacilityCode { get; init; }

    public required string ReconciliationNo { get; init; }

    /// <summary>Day in China that was compared.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>SHA-256 of the request: tells a retry from a number used twice.</summary>
    public required byte[] RequestHash { get; init; }

    public required bool Agrees { get; init; }

    public required Reconciliation Report { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class ReconciliationMapping : IEntityTypeConfiguration<ReconciliationRecord>
{
    public void Configure(EntityTypeBuilder<ReconciliationRecord> reconciliation)
    {
        reconciliation.ToTable("reconciliation").HasKey(r => new { r.FacilityCode, r.ReconciliationNo });
        reconciliation.Property(r => r.ReconciliationNo).HasMaxLength(40);
        reconciliation.Property(r => r.MadeBy).HasMaxLength(100);
        reconciliation.Property(r => r.Report).HasColumnType("jsonb")
            .HasConversion(
                report => StoredJson.Write(report), json => StoredJson.ReadReconciliation(json), StoredJson.NeverChanged<Reconciliation>());
    }
}
