using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.SpecialDrugs;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.SpecialDrugs;

/// <summary>办理记录 of an entry of the 特药目录.</summary>
public sealed class SpecialDrugEventRecord : StepRecord<ListingStep>
{
    public required RegionCode Province { get; init; }

    public required string ListingNo { get; init; }
}

/// <summary>办理记录 of a 特药使用备案.</summary>
public sealed class SpecialDrugApprovalEventRecord : StepRecord<ApprovalStep>
{
    public required PersonId PersonId { get; init; }

    public required string ApprovalNo { get; init; }
}

/// <summary>办理记录 of a 特药处方.</summary>
public sealed class SpecialDrugPrescriptionEventRecord : StepRecord<PrescriptionStep>
{
    public required PersonId PersonId { get; init; }

    public required Guid PrescriptionId { get; init; }
}

internal sealed class SpecialDrugEventMapping : IEntityTypeConfiguration<SpecialDrugEventRecord>,
    IEntityTypeConfiguration<SpecialDrugApprovalEventRecord>, IEntityTypeConfiguration<SpecialDrugPrescriptionEventRecord>
{
    public void Configure(EntityTypeBuilder<SpecialDrugEventRecord> step)
    {
        step.ToTable("special_drug_event").HasKey(e => new { e.Province, e.ListingNo, e.Version });
        step.Property(e => e.ListingNo).HasMaxLength(40);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<SpecialDrugApprovalEventRecord> step)
    {
        step.ToTable("special_drug_approval_event").HasKey(e => new { e.PersonId, e.ApprovalNo, e.Version });
        step.Property(e => e.ApprovalNo).HasMaxLength(40);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<SpecialDrugPrescriptionEventRecord> step)
    {
        step.ToTable("special_drug_prescription_event").HasKey(e => new { e.PersonId, e.PrescriptionId, e.Version });
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
