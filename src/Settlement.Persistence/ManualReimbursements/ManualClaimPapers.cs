using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.Documents;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>材料附件 of a claim.</summary>
public sealed class ManualClaimDocumentRecord : SuppliedDocumentRecord<ClaimDocumentKind>
{
    public required ManualClaimId ClaimId { get; init; }
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

internal sealed class ManualClaimPapersMapping
    : IEntityTypeConfiguration<ManualClaimDocumentRecord>, IEntityTypeConfiguration<ManualClaimInvoiceRecord>
{
    public void Configure(EntityTypeBuilder<ManualClaimDocumentRecord> document)
    {
        document.ToTable("manual_claim_document").HasKey(d => new { d.PersonId, d.ClaimId, d.Kind, d.Sha256 });
        document.HasDocumentLengths();
    }

    public void Configure(EntityTypeBuilder<ManualClaimInvoiceRecord> invoice)
    {
        invoice.ToTable("manual_claim_invoice").HasKey(i => new { i.PersonId, i.ClaimId, i.InvoiceCode, i.InvoiceNo });
        invoice.Property(i => i.InvoiceCode).HasMaxLength(20);
        invoice.Property(i => i.InvoiceNo).HasMaxLength(20);
    }
}
