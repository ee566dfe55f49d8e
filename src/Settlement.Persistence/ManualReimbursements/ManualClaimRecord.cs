using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.ManualReimbursements;
using Settlement.Domain.Settlements;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>手工报销申请 as stored (R-MAN-01, R-MAN-02).</summary>
public sealed class ManualClaimRecord : IVersionedRecord, INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The agency's own number; with the region it is the key under which the claim may be sent again.</summary>
    public required string ClaimNo { get; init; }

    public required EncounterId EncounterId { get; init; }

    /// <summary>Whether the facility uploaded the bill; else the clerk entered it from documents.</summary>
    public required bool IsUploaded { get; init; }

    /// <summary>Of a facility that is in no directory, the code that stands for it.</summary>
    public required FacilityCode FacilityCode { get; init; }

    public required string FacilityName { get; init; }

    public required RegionCode FacilityRegion { get; init; }

    public required FacilityLevel FacilityLevel { get; init; }

    public required CareService Service { get; init; }

    public required DateOnly EndedOn { get; init; }

    /// <summary>医疗费总额 of the bill.</summary>
    public required Money Total { get; init; }

    public required ManualClaimState State { get; set; }

    /// <summary>Counts the steps; whoever goes on says which version was looked at.</summary>
    public required int Version { get; set; }

    /// <summary>Documents that the agency saw or was sent.</summary>
    public required ClaimDocumentKind[] Shown { get; set; }

    /// <summary>手工报销规则 under which it was received.</summary>
    public required string RulesVersion { get; init; }

    public required CatalogSide CatalogSide { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>办结期限 (R1.18.1); null where the working days of the year are not known.</summary>
    public required DateOnly? DueOn { get; init; }

    /// <summary>See <see cref="ClaimDue.ByWeekdays"/>; the overdue list asks for it.</summary>
    public required DateOnly DueOnByWeekdays { get; init; }

    public ClaimDue Due => new(DueOn, DueOnByWeekdays);

    /// <summary>Whether a 协查 is proposed of so large a bill (R1.17.1).</summary>
    public required bool VerificationProposed { get; init; }

    /// <summary>What it came to, as <see cref="ClaimComputation"/> reads it; null before it was computed, and after something was supplied.</summary>
    public string? Computation { get; set; }

    public SettlementWorking? Working { get; set; }

    public string? ComputedBy { get; set; }

    /// <summary>The settlement by which it counts into the benefit account; null before the approval, and after it was taken back.</summary>
    public SettlementId? SettlementId { get; set; }

    public string? ApprovedBy { get; set; }

    /// <summary>Why it was refused or withdrawn.</summary>
    public string? RefusalReason { get; set; }

    /// <summary>收款账户 that it was paid to.</summary>
    public string? PayeeChangeNo { get; set; }

    public string? BankReference { get; set; }

    public DateOnly? PaidOn { get; set; }

    public string? PaidBy { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What was computed before something was supplied is computed again.</summary>
    public void Forget()
    {
        Computation = null;
        Working = null;
        ComputedBy = null;
    }

    /// <summary>Number of the settlement of its next approval: of a form that no facility can give, as that of a reversal.</summary>
    /// <param name="reversals">How many of its approvals were taken back.</param>
    public string ApprovalNo(int reversals) => reversals == 0 ? $"manual:{ClaimId.Value:N}" : $"m{reversals + 1}:{ClaimId.Value:N}";

    /// <summary>Number of the reversal of its approval.</summary>
    /// <param name="reversals">How many of its approvals were taken back before.</param>
    public string ReversalNo(int reversals) => $"r{reversals + 1}:{ClaimId.Value:N}";
}

/// <summary>One entry of a claim's history; written once.</summary>
public sealed class ManualClaimEventRecord : StepRecord<ManualClaimStep>
{
    public required PersonId PersonId { get; init; }

    public required ManualClaimId ClaimId { get; init; }

    /// <summary>State after the step.</summary>
    public required ManualClaimState State { get; init; }
}

internal sealed class ManualClaimMapping
    : IEntityTypeConfiguration<ManualClaimRecord>, IEntityTypeConfiguration<ManualClaimEventRecord>
{
    public void Configure(EntityTypeBuilder<ManualClaimRecord> claim)
    {
        claim.ToTable("manual_claim").HasKey(c => new { c.PersonId, c.ClaimId });
        claim.Property(c => c.ClaimNo).HasMaxLength(40);
        claim.Property(c => c.FacilityName).HasMaxLength(200);
        claim.Property(c => c.Total).HasColumnName("total_fen");
        claim.Property(c => c.Version).IsConcurrencyToken();
        claim.PrimitiveCollection(c => c.Shown).ElementType().HasConversion<string>().HasMaxLength(40);
        claim.Property(c => c.RulesVersion).HasMaxLength(60);
        claim.Property(c => c.Computation).HasColumnType("jsonb");
        claim.Property(c => c.Working).HasColumnType("jsonb")
            .HasConversion(
                working => StoredJson.Write(working!), json => StoredJson.ReadWorking(json), StoredJson.NeverChanged<SettlementWorking>());
        claim.Property(c => c.ComputedBy).HasMaxLength(100);
        claim.Property(c => c.ApprovedBy).HasMaxLength(100);
        claim.Property(c => c.RefusalReason).HasMaxLength(500);
        claim.Property(c => c.PayeeChangeNo).HasMaxLength(40);
        claim.Property(c => c.BankReference).HasMaxLength(60);
        claim.Property(c => c.PaidBy).HasMaxLength(100);
        claim.Property(c => c.OpenedBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<ManualClaimEventRecord> step)
    {
        step.ToTable("manual_claim_event").HasKey(e => new { e.PersonId, e.ClaimId, e.Version });
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
