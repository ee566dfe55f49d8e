using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Domain.Policies;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Policies;

/// <summary>参保地政策 version as stored.</summary>
public sealed class PolicyVersionRecord : IVersionedRecord
{
    public required string PolicyVersion { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required InsuranceScheme Scheme { get; set; }

    public required DateOnly ValidFrom { get; set; }

    public required DateOnly? ValidThrough { get; set; }

    public required PolicyState State { get; set; }

    public required string Document { get; set; }

    /// <summary>The last who wrote it.</summary>
    public required string DraftedBy { get; set; }

    /// <summary>Everybody who wrote it; none of them may publish it. Empty for a version that was not drafted here.</summary>
    public string[] Writers { get; set; } = [];

    /// <summary>Rises with every step.</summary>
    public int Revision { get; set; } = 1;

    int IVersionedRecord.Version { get => Revision; set => Revision = value; }

    public string? PublishedBy { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? SupersededAt { get; set; }

    public DateRange Days => new(ValidFrom, ValidThrough);
}

internal sealed class PolicyVersionMapping : IEntityTypeConfiguration<PolicyVersionRecord>
{
    public void Configure(EntityTypeBuilder<PolicyVersionRecord> policy)
    {
        policy.ToTable("policy_version").HasKey(p => p.PolicyVersion);
        policy.Property(p => p.PolicyVersion).HasMaxLength(60);
        policy.Property(p => p.Document).HasColumnType("jsonb");
        policy.Ignore(p => p.Days);
        policy.Property(p => p.Writers).HasColumnType("character varying(100)[]");
        policy.Property(p => p.DraftedBy).HasMaxLength(100);
        policy.Property(p => p.PublishedBy).HasMaxLength(100);
        policy.Property(p => p.RecordedAt).HasDefaultValueSql("now()");
    }
}
