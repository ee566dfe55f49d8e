using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>费用协查 as stored: a question of the insured place about the bill of a claim, and the treatment place's answer (R1.17.1).</summary>
public sealed class FeeCheckRecord : INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>协查编号: the asking agency's own number.</summary>
    public required string VerificationNo { get; init; }

    /// <summary>Region of the facility.</summary>
    public required RegionCode TreatmentRegion { get; init; }

    public required string Question { get; init; }

    /// <summary>Last day of the answer (R1.17.2); null where the working days of the year are not known.</summary>
    public required DateOnly? DueOn { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public FeeCheckFinding? Finding { get; set; }

    public string? Answer { get; set; }

    public byte[]? AnswerHash { get; set; }

    public string? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whether it waits although the due date has passed.</summary>
    public bool IsOverdue(DateOnly today) => AnsweredAt is null && DueOn < today;
}

internal sealed class FeeCheckMapping : IEntityTypeConfiguration<FeeCheckRecord>
{
    public void Configure(EntityTypeBuilder<FeeCheckRecord> check)
    {
        check.ToTable("fee_verification").HasKey(v => new { v.PersonId, v.ClaimId, v.VerificationNo });
        check.Property(v => v.VerificationNo).HasMaxLength(40);
        check.Property(v => v.Question).HasMaxLength(1000);
        check.Property(v => v.RequestedBy).HasMaxLength(100);
        check.Property(v => v.Answer).HasMaxLength(1000);
        check.Property(v => v.AnsweredBy).HasMaxLength(100);
    }
}
