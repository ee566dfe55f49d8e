using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Encounters;

/// <summary>One entry of an encounter's history after its registration. Settlements and reversals are records of their own.</summary>
public sealed class EncounterEventRecord : StepRecord<EncounterStep>
{
    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }
}

internal sealed class EncounterEventMapping : IEntityTypeConfiguration<EncounterEventRecord>
{
    public void Configure(EntityTypeBuilder<EncounterEventRecord> step)
    {
        step.ToTable("encounter_event").HasKey(e => new { e.PersonId, e.EncounterId, e.Version });
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
