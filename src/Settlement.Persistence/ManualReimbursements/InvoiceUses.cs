using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>An invoice in use, by one direct settlement or one claim: never by two (R1.18.3).</summary>
public sealed class InvoiceUseRecord
{
    /// <summary>Empty where the invoice has none.</summary>
    public required string InvoiceCode { get; init; }

    public required string InvoiceNo { get; init; }

    /// <summary>The person. No part of the key, since anybody else who brings the invoice must be refused.</summary>
    public required PersonId UsedFor { get; init; }

    /// <summary>Null for a claim.</summary>
    public SettlementId? SettlementId { get; init; }

    /// <summary>Null for a direct settlement.</summary>
    public ManualClaimId? ClaimId { get; init; }

    public required string UsedBy { get; init; }

    public required DateTimeOffset UsedAt { get; init; }
}

internal sealed class InvoiceUseMapping : IEntityTypeConfiguration<InvoiceUseRecord>
{
    public void Configure(EntityTypeBuilder<InvoiceUseRecord> use)
    {
        use.ToTable("invoice_use").HasKey(u => new { u.InvoiceCode, u.InvoiceNo });
        use.Property(u => u.InvoiceCode).HasMaxLength(20);
        use.Property(u => u.InvoiceNo).HasMaxLength(20);
        use.Property(u => u.UsedBy).HasMaxLength(100);
    }
}

/// <summary>Who uses invoices, and since when: a direct settlement or a claim.</summary>
public sealed record InvoiceUser(PersonId Person, SettlementId? Settlement, ManualClaimId? Claim, string By, DateTimeOffset At);

public static class InvoiceUses
{
    /// <summary>Takes invoices, in one order for everybody; whoever else is taking one of them is waited for.</summary>
    /// <returns>The first that is used already; null where all are taken.</returns>
    public static async Task<InvoiceKey?> TakeInvoicesAsync(
        this SettlementDbContext db, IEnumerable<InvoiceKey> invoices, InvoiceUser user, CancellationToken cancellation)
    {
        foreach (var invoice in invoices.OrderBy(i => i.Code, StringComparer.Ordinal).ThenBy(i => i.Number, StringComparer.Ordinal))
        {
            var taken = await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO invoice_use (invoice_code, invoice_no, used_for, settlement_id, claim_id, used_by, used_at)
                VALUES (
                    {invoice.Code}, {invoice.Number}, {user.Person.Value}, {user.Settlement?.Value}, {user.Claim?.Value}, {user.By}, {user.At})
                ON CONFLICT DO NOTHING
                """,
                cancellation);
            if (taken == 0)
                return invoice;
        }
        return null;
    }

    /// <summary>Gives back what a claim used.</summary>
    public static Task FreeInvoicesAsync(this SettlementDbContext db, ManualClaimRecord claim, CancellationToken cancellation) =>
        db.InvoiceUses.Where(u => u.UsedFor == claim.PersonId && u.ClaimId == claim.ClaimId).ExecuteDeleteAsync(cancellation);
}
