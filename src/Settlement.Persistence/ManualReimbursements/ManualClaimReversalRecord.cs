using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>审核撤销 as stored: an approval that was taken back, with what had been paid on it and how that was recovered. Never deleted.</summary>
public sealed class ManualClaimReversalRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    /// <summary>The settlement that counted, which no longer does.</summary>
    public required SettlementId SettlementId { get; init; }

    /// <summary>The record that took it back.</summary>
    public required SettlementId ReversalId { get; init; }

    /// <summary>What the funds owed the person: where it was paid, what is to be recovered.</summary>
    public required Money Amount { get; init; }

    public required string ApprovedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>A second person.</summary>
    public required string ReversedBy { get; init; }

    public required DateTimeOffset ReversedAt { get; init; }

    /// <summary>收款账户 that was paid; null, as the rest of the payment, where nothing was paid, or not known to be.</summary>
    public string? PayeeChangeNo { get; set; }

    public string? BankReference { get; set; }

    public DateOnly? PaidOn { get; set; }

    public string? PaidBy { get; set; }

    /// <summary>银行流水号 of the recovery; null, as the rest of it, until the person has paid back.</summary>
    public string? RecoveryReference { get; set; }

    public DateOnly? RecoveredOn { get; set; }

    public string? RecoveredBy { get; set; }

    public DateTimeOffset? RecoveredAt { get; set; }

    /// <summary>Why it was written off (核销); null, as the rest of it, unless it was.</summary>
    public string? WriteOffReason { get; set; }

    /// <summary>Another reviewer than the one who took the approval back.</summary>
    public string? WrittenOffBy { get; set; }

    public DateTimeOffset? WrittenOffAt { get; set; }

    public ReversedPaymentState PaymentState =>
        ReversedPaymentLife.Of(Amount, isPaid: PaidOn is not null, isRecovered: RecoveredOn is not null, isWrittenOff: WrittenOffAt is not null);

    /// <summary>What becomes of a claim whose settlement was just reversed: it keeps nothing of approval and payment itself.</summary>
    public static ManualClaimReversalRecord TakeFrom(ManualClaimRecord claim, SettlementRecord original, SettlementRecord reversal)
    {
        var record = new ManualClaimReversalRecord
        {
            PersonId = claim.PersonId,
            ClaimId = claim.ClaimId,
            SettlementId = original.SettlementId,
            ReversalId = reversal.SettlementId,
            Amount = original.Amounts.FundTotal,
            ApprovedBy = claim.ApprovedBy!,
            Reason = reversal.Reason!,
            ReversedBy = reversal.SettledBy,
            ReversedAt = reversal.SettledAt,
            PayeeChangeNo = claim.PayeeChangeNo,
            BankReference = claim.BankReference,
            PaidOn = claim.PaidOn,
            PaidBy = claim.PaidBy,
        };
        (claim.SettlementId, claim.ApprovedBy) = (null, null);
        (claim.PayeeChangeNo, claim.BankReference) = (null, null);
        (claim.PaidOn, claim.PaidBy) = (null, null);
        return record;
    }
}

internal sealed class ManualClaimReversalMapping : IEntityTypeConfiguration<ManualClaimReversalRecord>
{
    public void Configure(EntityTypeBuilder<ManualClaimReversalRecord> reversal)
    {
        reversal.ToTable("manual_claim_reversal").HasKey(r => new { r.PersonId, r.ClaimId, r.SettlementId });
        reversal.Property(r => r.Amount).HasColumnName("amount_fen");
        reversal.Property(r => r.ApprovedBy).HasMaxLength(100);
        reversal.Property(r => r.Reason).HasMaxLength(200);
        reversal.Property(r => r.ReversedBy).HasMaxLength(100);
        reversal.Property(r => r.PayeeChangeNo).HasMaxLength(40);
        reversal.Property(r => r.BankReference).HasMaxLength(60);
        reversal.Property(r => r.PaidBy).HasMaxLength(100);
        reversal.Property(r => r.RecoveryReference).HasMaxLength(60);
        reversal.Property(r => r.RecoveredBy).HasMaxLength(100);
        reversal.Property(r => r.WriteOffReason).HasMaxLength(200);
        reversal.Property(r => r.WrittenOffBy).HasMaxLength(100);
    }
}
