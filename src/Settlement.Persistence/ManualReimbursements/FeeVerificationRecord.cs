using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>协查结果.</summary>
public enum VerificationFinding
{
    /// <summary>属实.</summary>
    Confirmed,

    /// <summary>部分属实.</summary>
    PartlyConfirmed,

    /// <summary>不属实.</summary>
    NotConfirmed,
}

/// <summary>费用协查 as stored: a question of the insured place about the bill of a claim, and the treatment place's answer (R1.17.1).</summary>
public sealed class FeeVerificationRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The asking agency's own number.</summary>
    public required string VerificationNo { get; init; }

    /// <summary>Region of the facility.</summary>
    public required RegionCode TreatmentRegion { get; init; }

    public required string Question { get; init; }

    /// <summary>Last day of the answer (R1.17.2); null where the working days of the year are not known.</summary>
    public required DateOnly? DueOn { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public VerificationFinding? Finding { get; set; }

    public string? Answer { get; set; }

    public byte[]? AnswerHash { get; set; }

    public string? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}

internal sealed class FeeVerificationMapping : IEntityTypeConfiguration<FeeVerificationRecord>
{
    public void Configure(EntityTypeBuilder<FeeVerificationRecord> verification)
    {
        verification.ToTable("fee_verification").HasKey(v => new { v.PersonId, v.ClaimId, v.VerificationNo });
        verification.Property(v => v.VerificationNo).HasMaxLength(40);
        verification.Property(v => v.Question).HasMaxLength(1000);
        verification.Property(v => v.RequestedBy).HasMaxLength(100);
        verification.Property(v => v.Answer).HasMaxLength(1000);
        verification.Property(v => v.AnsweredBy).HasMaxLength(100);
    }
}
