using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.RulesVersions;

namespace Settlement.Persistence.RulesVersions;

/// <summary>A version of rules of an insured place as stored; written once, save that a later version ends an open one.</summary>
public sealed class RulesVersionRecord<TRules> where TRules : class, IDatedRules<TRules>
{
    public required RegionCode InsuredRegion { get; init; }

    public required string RulesVersion { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidThrough { get; set; }

    /// <summary>The rules as JSON.</summary>
    public required string Document { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The rules, with the last day that they have now.</summary>
    public TRules ToRules() => TRules.Document.Read(Document).Through(ValidThrough);
}

internal abstract class RulesVersionMapping<TRules>(string table) : IEntityTypeConfiguration<RulesVersionRecord<TRules>>
    where TRules : class, IDatedRules<TRules>
{
    public void Configure(EntityTypeBuilder<RulesVersionRecord<TRules>> rules)
    {
        rules.ToTable(table).HasKey(r => new { r.InsuredRegion, r.RulesVersion });
        rules.Property(r => r.RulesVersion).HasMaxLength(60);
        rules.Property(r => r.Document).HasColumnType("jsonb");
        rules.Property(r => r.RecordedBy).HasMaxLength(100);
    }
}
