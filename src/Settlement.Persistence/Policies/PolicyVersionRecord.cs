using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.Policies;

/// <summary>State of a policy version.</summary>
public enum PolicyState
{
    Draft,

    /// <summary>Published by a second person.</summary>
    Published,

    /// <summary>Replaced by a later version for the same days.</summary>
    Superseded,
}

/// <summary>参保地政策 version as stored.</summary>
public sealed class PolicyVersionRecord
{
    public required string PolicyVersion { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidThrough { get; init; }

    public required PolicyState State { get; init; }

    public required string Document { get; init; }

    public required string DraftedBy { get; init; }

    public string? PublishedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? SupersededAt { get; init; }
}

internal sealed class PolicyVersionMapping : IEntityTypeConfiguration<PolicyVersionRecord>
{
    public void Configure(EntityTypeBuilder<PolicyVersionRecord> policy)
    {
        policy.ToTable("policy_version").HasKey(p => p.PolicyVersion);
        policy.Property(p => p.PolicyVersion).HasMaxLength(60);
        policy.Property(p => p.Document).HasColumnType("jsonb");
        policy.Property(p => p.DraftedBy).HasMaxLength(100);
        policy.Property(p => p.PublishedBy).HasMaxLength(100);
        policy.Property(p => p.RecordedAt).HasDefaultValueSql("now()");
    }
}
