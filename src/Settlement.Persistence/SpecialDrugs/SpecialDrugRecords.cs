using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.SpecialDrugs;

/// <summary>特药目录 of an insured province: one drug for a time (R-DRG-01).</summary>
public sealed class SpecialDrugRecord : IVersionedRecord, INumberedRecord
{
    public const string OverlapName = "special_drug_no_overlap";

    public required RegionCode Province { get; init; }

    /// <summary>The province's own number.</summary>
    public required string ListingNo { get; init; }

    public required string DrugCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Null while open.</summary>
    public required DateOnly? ValidThrough { get; set; }

    /// <summary>单药支付比例 in per cent; null where the policies' ratios hold.</summary>
    public decimal? RatioPercent { get; init; }

    /// <summary>单药年度限额; null for none.</summary>
    public Money? YearlyCeiling { get; init; }

    /// <summary>依据: the published document that sets ratio or ceiling; null only where the entry has neither.</summary>
    public string? Basis { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string ListedBy { get; init; }

    public required DateTimeOffset ListedAt { get; init; }

    /// <summary>Who took it off the list, and when; null unless somebody did.</summary>
    public string? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>撤回: why it was taken back before it began; null, like author and time, unless it was.</summary>
    public string? WithdrawnReason { get; set; }

    public string? WithdrawnBy { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Counts the steps.</summary>
    public int Version { get; set; } = 1;

    public DateRange Days => new(ValidFrom, ValidThrough);

    public ListingState State =>
        WithdrawnAt is not null ? ListingState.Withdrawn : EndedAt is not null ? ListingState.Ended : ListingState.Listed;
}

/// <summary>特药使用备案 of one person for one drug.</summary>
public sealed class SpecialDrugApprovalRecord : IVersionedRecord, INumberedRecord
{
    public const string OverlapName = "special_drug_approval_no_overlap";

    public required PersonId PersonId { get; init; }

    /// <summary>The insured place's own number.</summary>
    public required string ApprovalNo { get; init; }

    public required string DrugCode { get; init; }

    /// <summary>责任医师编码: only this doctor prescribes.</summary>
    public required string DoctorCode { get; init; }

    public required string Doctor { get; init; }

    public required FacilityCode Hospital { get; init; }

    public required FacilityCode Pharmacy { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidThrough { get; init; }

    /// <summary>First day on which it holds no more; null, like reason, author and time, unless revoked.</summary>
    public DateOnly? RevokedFrom { get; set; }

    public string? RevokedReason { get; set; }

    public string? RevokedBy { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string GrantedBy { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Counts the steps.</summary>
    public int Version { get; set; } = 1;

    public ApprovalState State => RevokedFrom is null ? ApprovalState.Granted : ApprovalState.Revoked;
}

/// <summary>特药处方.</summary>
public sealed class SpecialDrugPrescriptionRecord : IVersionedRecord, INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required Guid PrescriptionId { get; init; }

    public required FacilityCode Hospital { get; init; }

    /// <summary>The hospital's own number.</summary>
    public required string PrescriptionNo { get; init; }

    public required string DrugCode { get; init; }

    public required string DoctorCode { get; init; }

    public required decimal Quantity { get; init; }

    public required DateOnly PrescribedOn { get; init; }

    /// <summary>Last day on which it may be used.</summary>
    public required DateOnly ValidThrough { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Why the hospital took it back; null, like author and time, unless it did.</summary>
    public string? CancelledReason { get; set; }

    public string? CancelledBy { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>Counts the steps.</summary>
    public int Version { get; set; } = 1;

    public PrescriptionState State => CancelledAt is null ? PrescriptionState.Recorded : PrescriptionState.Cancelled;
}

/// <summary>The settlement that stands on a prescription, or its cancellation; there is never a second one.</summary>
public sealed class SpecialDrugUseRecord
{
    public const string KeyName = "special_drug_use_key";

    public required PersonId PersonId { get; init; }

    public required Guid PrescriptionId { get; init; }

    /// <summary>Null where the prescription is cancelled.</summary>
    public required EncounterId? EncounterId { get; init; }
}

internal sealed class SpecialDrugMapping
    : IEntityTypeConfiguration<SpecialDrugRecord>, IEntityTypeConfiguration<SpecialDrugApprovalRecord>,
        IEntityTypeConfiguration<SpecialDrugPrescriptionRecord>, IEntityTypeConfiguration<SpecialDrugUseRecord>
{
    public void Configure(EntityTypeBuilder<SpecialDrugRecord> drug)
    {
        drug.ToTable("special_drug").HasKey(d => new { d.Province, d.ListingNo });
        drug.Property(d => d.ListingNo).HasMaxLength(40);
        drug.Property(d => d.DrugCode).HasMaxLength(50);
        drug.Property(d => d.RatioPercent).HasPrecision(7, 4);
        drug.Property(d => d.Basis).HasMaxLength(500);
        drug.Property(d => d.ListedBy).HasMaxLength(100);
        drug.Property(d => d.EndedBy).HasMaxLength(100);
        drug.Property(d => d.WithdrawnReason).HasMaxLength(500);
        drug.Property(d => d.WithdrawnBy).HasMaxLength(100);
        drug.Property(d => d.Version).IsConcurrencyToken();
        drug.Ignore(d => d.Days).Ignore(d => d.State);
    }

    public void Configure(EntityTypeBuilder<SpecialDrugApprovalRecord> approval)
    {
        approval.ToTable("special_drug_approval").HasKey(a => new { a.PersonId, a.ApprovalNo });
        approval.Property(a => a.ApprovalNo).HasMaxLength(40);
        approval.Property(a => a.DrugCode).HasMaxLength(50);
        approval.Property(a => a.DoctorCode).HasMaxLength(40);
        approval.Property(a => a.Doctor).HasMaxLength(100);
        approval.Property(a => a.RevokedReason).HasMaxLength(500);
        approval.Property(a => a.RevokedBy).HasMaxLength(100);
        approval.Property(a => a.GrantedBy).HasMaxLength(100);
        approval.Property(a => a.Version).IsConcurrencyToken();
        approval.Ignore(a => a.State);
    }

    public void Configure(EntityTypeBuilder<SpecialDrugPrescriptionRecord> prescription)
    {
        prescription.ToTable("special_drug_prescription").HasKey(p => new { p.PersonId, p.PrescriptionId });
        prescription.Property(p => p.PrescriptionNo).HasMaxLength(40);
        prescription.Property(p => p.DrugCode).HasMaxLength(50);
        prescription.Property(p => p.DoctorCode).HasMaxLength(40);
        prescription.Property(p => p.Quantity).HasPrecision(16, 4);
        prescription.Property(p => p.RecordedBy).HasMaxLength(100);
        prescription.Property(p => p.CancelledReason).HasMaxLength(500);
        prescription.Property(p => p.CancelledBy).HasMaxLength(100);
        prescription.Property(p => p.Version).IsConcurrencyToken();
        prescription.Ignore(p => p.State);
    }

    public void Configure(EntityTypeBuilder<SpecialDrugUseRecord> use) =>
        use.ToTable("special_drug_use").HasKey(u => new { u.PersonId, u.PrescriptionId });
}
