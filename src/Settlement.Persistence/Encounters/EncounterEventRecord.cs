using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Encounters;

/// <summary>What was done to an encounter after its registration.</summary>
public enum EncounterEventKind
{
    /// <summary>登记变更.</summary>
    Changed,

    /// <summary>登记撤销.</summary>
    Cancelled,

    /// <summary>出院办理.</summary>
    Discharged,

    /// <summary>出院撤销.</summary>
    DischargeCancelled,

    /// <summary>全额自费.</summary>
    PaidInFull,

    /// <summary>全额自费撤销.</summary>
    SelfPaymentCancelled,

    /// <summary>费用明细删除.</summary>
    LinesDeleted,
}

/// <summary>One entry of an encounter's history; written once.</summary>
public sealed class EncounterEventRecord
{
    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>Greater for a later event of the encounter, whose lock is held when the database gives it.</summary>
    public long EventNo { get; private init; }

    public required EncounterEventKind Kind { get; init; }

    /// <summary>Hash of what was asked for, by which a retry is known.</summary>
    public required byte[] RequestHash { get; init; }

    public string? Note { get; init; }

    public required string DoneBy { get; init; }

    public required DateTimeOffset DoneAt { get; init; }
}

internal sealed class EncounterEventMapping : IEntityTypeConfiguration<EncounterEventRecord>
{
    public void Configure(EntityTypeBuilder<EncounterEventRecord> happening)
    {
        happening.ToTable("encounter_event").HasKey(e => new { e.PersonId, e.EncounterId, e.EventId });
        happening.Property(e => e.EventNo).UseIdentityAlwaysColumn();
        happening.Property(e => e.Note).HasMaxLength(500);
        happening.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
