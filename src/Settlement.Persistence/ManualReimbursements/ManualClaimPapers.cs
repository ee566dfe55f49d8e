using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>材料附件 of a claim as stored.</summary>
public sealed class ManualClaimDocumentRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    public required ClaimDocumentKind Kind { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required byte[] Sha256 { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required int SizeBytes { get; init; }

    public required string SuppliedBy { get; init; }

    public required DateTimeOffset SuppliedAt { get; init; }
}

/// <summary>票据 that a claim is about; stays whatever becomes of the claim.</summary>
public sealed class ManualClaimInvoiceRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    /// <summary>Empty where the invoice has none.</summary>
    public required string InvoiceCode { get; init; }

    public required string InvoiceNo { get; init; }
}

internal sealed class ManualClaimPapersMapping : IEntityTypeConfiguration<ManualClaimDocumentRecord>, IEntityTypeConfiguration<ManualClaimInvoiceRecord>
{
    public void Configure(EntityTypeBuilder<ManualClaimDocumentRecord> document)
    {
        document.ToTable("manual_claim_document").HasKey(d => new { d.PersonId, d.ClaimId, d.Kind, d.Sha256 });
        document.Property(d => d.FileName).HasMaxLength(200);
        document.Property(d => d.MediaType).HasMaxLength(100);
        document.Property(d => d.SuppliedBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<ManualClaimInvoiceRecord> invoice)
    {
        invoice.ToTable("manual_claim_invoice").HasKey(i => new { i.PersonId, i.ClaimId, i.InvoiceCode, i.InvoiceNo });
        invoice.Property(i => i.InvoiceCode).HasMaxLength(20);
        invoice.Property(i => i.InvoiceNo).HasMaxLength(20);
    }
}
