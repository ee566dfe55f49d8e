using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence.Documents;

namespace Settlement.Persistence.Filings;

/// <summary>材料附件 of a filing.</summary>
public sealed class FilingDocumentRecord : SuppliedDocumentRecord<DocumentKind>
{
    public required FilingId FilingId { get; init; }
}

internal sealed class FilingDocumentMapping : IEntityTypeConfiguration<FilingDocumentRecord>
{
    public void Configure(EntityTypeBuilder<FilingDocumentRecord> document)
    {
        document.ToTable("filing_document").HasKey(d => new { d.PersonId, d.FilingId, d.Kind, d.Sha256 });
        document.HasDocumentLengths();
    }
}
