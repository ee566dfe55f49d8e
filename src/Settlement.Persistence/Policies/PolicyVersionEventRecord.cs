using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain.Policies;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Policies;

/// <summary>办理记录 of a version; the version of the step is the revision that it led to.</summary>
public sealed class PolicyVersionEventRecord : StepRecord<PolicyStep>
{
    public required string PolicyVersion { get; init; }

    /// <summary>Codes of the warnings that the publisher knew of.</summary>
    public string[] Acknowledged { get; init; } = [];
}

/// <summary>What a publication did to another version.</summary>
public sealed class PolicyVersionChangeRecord
{
    public required string PolicyVersion { get; init; }

    public required string ChangedVersion { get; init; }

    /// <summary>Last day that the other version had; null for no end.</summary>
    public required DateOnly? ValidThroughBefore { get; init; }

    /// <summary>Whether it lost all of its days.</summary>
    public required bool Superseded { get; init; }
}

internal sealed class PolicyVersionEventMapping : IEntityTypeConfiguration<PolicyVersionEventRecord>, IEntityTypeConfiguration<PolicyVersionChangeRecord>
{
    public void Configure(EntityTypeBuilder<PolicyVersionEventRecord> step)
    {
        step.ToTable("policy_version_event").HasKey(e => new { e.PolicyVersion, e.Version });
        step.Property(e => e.Version).HasColumnName("revision");
        step.Property(e => e.PolicyVersion).HasMaxLength(60);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.Acknowledged).HasColumnType("character varying(60)[]");
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<PolicyVersionChangeRecord> change)
    {
        change.ToTable("policy_version_change").HasKey(c => new { c.PolicyVersion, c.ChangedVersion });
        change.Property(c => c.PolicyVersion).HasMaxLength(60);
        change.Property(c => c.ChangedVersion).HasMaxLength(60);
    }
}
