using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Settlement.Persistence.Policies;

/// <summary>A step in the life of a policy version.</summary>
public enum PolicyStep
{
    /// <summary>起草, or written anew.</summary>
    Draft,

    /// <summary>废弃草案.</summary>
    Discard,

    /// <summary>发布, by a person who wrote none of it.</summary>
    Publish,

    /// <summary>撤回 of a published version before its first day.</summary>
    Withdraw,
}

/// <summary>Who took which step; never changed.</summary>
public sealed class PolicyVersionEventRecord
{
    public required string PolicyVersion { get; init; }

    /// <summary>Revision that the step led to.</summary>
    public required int Revision { get; init; }

    public required PolicyStep Step { get; init; }

    /// <summary>SHA-256 of the request: tells a retry from another step.</summary>
    public required byte[] RequestHash { get; init; }

    public string? Note { get; init; }

    /// <summary>Codes of the warnings that the publisher knew of.</summary>
    public string[] Acknowledged { get; init; } = [];

    public required string DoneBy { get; init; }

    public required DateTimeOffset DoneAt { get; init; }
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
        step.ToTable("policy_version_event").HasKey(e => new { e.PolicyVersion, e.Revision });
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
