using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>手工报销规则 of one insured place, by day.</summary>
public sealed class ManualRulesBook(IReadOnlyList<ManualReimbursementRules> versions)
{
    public static async Task<ManualRulesBook> LoadAsync(SettlementDbContext db, RegionCode insuredRegion, CancellationToken cancellation)
    {
        var rows = await db.ManualReimbursementRules.AsNoTracking().Where(r => r.InsuredRegion == insuredRegion).ToListAsync(cancellation);
        return new([.. rows.Select(row => ManualRulesDocument.Read(row.Document) with { InForceThrough = row.ValidThrough })]);
    }

    /// <summary>The place's own rules of that day, else the national ones.</summary>
    public ManualReimbursementRules On(DateOnly day) =>
        versions.SingleOrDefault(version => new DateRange(version.InForceFrom, version.InForceThrough).Contains(day)) ?? ManualRulesDocument.National;

    /// <summary>Those under which a claim was received.</summary>
    public ManualReimbursementRules Of(ManualClaimRecord claim) =>
        versions.SingleOrDefault(version => version.Version == claim.RulesVersion) ?? ManualRulesDocument.National;
}

/// <summary>手工报销规则 of an insured place as stored; written once, save that a later version ends an open one.</summary>
public sealed class ManualReimbursementRulesRecord
{
    public required RegionCode InsuredRegion { get; init; }

    public required string RulesVersion { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidThrough { get; set; }

    /// <summary>The document as <see cref="ManualRulesDocument"/> reads it.</summary>
    public required string Document { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class ManualReimbursementRulesMapping : IEntityTypeConfiguration<ManualReimbursementRulesRecord>
{
    public void Configure(EntityTypeBuilder<ManualReimbursementRulesRecord> rules)
    {
        rules.ToTable("manual_reimbursement_rules").HasKey(r => new { r.InsuredRegion, r.RulesVersion });
        rules.Property(r => r.RulesVersion).HasMaxLength(60);
        rules.Property(r => r.Document).HasColumnType("jsonb");
        rules.Property(r => r.RecordedBy).HasMaxLength(100);
    }
}
