using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Filings;

/// <summary>备案规则 of an insured place as stored; written once, save that a later version ends an open one.</summary>
public sealed class FilingRulesRecord
{
    public required RegionCode InsuredRegion { get; init; }

    public required string RulesVersion { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidThrough { get; set; }

    /// <summary>The document as <see cref="FilingRulesDocument"/> reads it.</summary>
    public required string Document { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class FilingRulesMapping : IEntityTypeConfiguration<FilingRulesRecord>
{
    public void Configure(EntityTypeBuilder<FilingRulesRecord> rules)
    {
        rules.ToTable("filing_rules").HasKey(r => new { r.InsuredRegion, r.RulesVersion });
        rules.Property(r => r.RulesVersion).HasMaxLength(60);
        rules.Property(r => r.Document).HasColumnType("jsonb");
        rules.Property(r => r.RecordedBy).HasMaxLength(100);
    }
}
