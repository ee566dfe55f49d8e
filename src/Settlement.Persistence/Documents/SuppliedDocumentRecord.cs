using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Documents;

/// <summary>材料附件 as stored; its content lies in the document store under its hash.</summary>
public abstract class SuppliedDocumentRecord
{
    public required PersonId PersonId { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required byte[] Sha256 { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required int SizeBytes { get; init; }

    public required string SuppliedBy { get; init; }

    public required DateTimeOffset SuppliedAt { get; init; }
}

/// <summary>The same of one kind among others.</summary>
public abstract class SuppliedDocumentRecord<TKind> : SuppliedDocumentRecord where TKind : struct, Enum
{
    public required TKind Kind { get; init; }
}

internal static class SuppliedDocumentMapping
{
    internal static void HasDocumentLengths<TRecord>(this EntityTypeBuilder<TRecord> document)
        where TRecord : SuppliedDocumentRecord
    {
        document.Property(d => d.FileName).HasMaxLength(200);
        document.Property(d => d.MediaType).HasMaxLength(100);
        document.Property(d => d.SuppliedBy).HasMaxLength(100);
    }
}
