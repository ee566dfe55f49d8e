using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>材料附件 of a filing; its content lies in the document store under its hash.</summary>
public sealed class FilingDocumentRecord
{
    public required PersonId PersonId { get; init; }

    public required FilingId FilingId { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required byte[] Sha256 { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required int SizeBytes { get; init; }

    public required string SuppliedBy { get; init; }

    public required DateTimeOffset SuppliedAt { get; init; }
}

internal sealed class FilingDocumentMapping : IEntityTypeConfiguration<FilingDocumentRecord>
{
    public void Configure(EntityTypeBuilder<FilingDocumentRecord> document)
    {
        document.ToTable("filing_document").HasKey(d => new { d.PersonId, d.FilingId, d.Kind, d.Sha256 });
        document.Property(d => d.FileName).HasMaxLength(200);
        document.Property(d => d.MediaType).HasMaxLength(100);
        document.Property(d => d.SuppliedBy).HasMaxLength(100);
    }
}
