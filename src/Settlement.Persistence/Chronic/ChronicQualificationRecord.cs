using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Chronic;

/// <summary>门诊慢特病资格 as stored (R-CHR-01).</summary>
public sealed class ChronicQualificationRecord : IVersionedRecord, INumberedRecord
{
    /// <summary>The constraint by which the database keeps two for one person and disease apart.</summary>
    public const string OverlapName = "chronic_qualification_no_overlap";

    public required PersonId PersonId { get; init; }

    /// <summary>The insured place's own number, one for each qualification of the person.</summary>
    public required string QualificationNo { get; init; }

    /// <summary>The order in which they came; the database counts.</summary>
    public long EntryNo { get; private init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>病种代码, such as M03900; matched whole, never by its first characters.</summary>
    public required string DiseaseCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Null while open.</summary>
    public required DateOnly? ValidThrough { get; set; }

    /// <summary>First day on which nothing may begin any more; null unless revoked.</summary>
    public DateOnly? RevokedFrom { get; set; }

    /// <summary>选定医药机构 as granted or changed last; empty for every one (R-CHR-05). Those of a day are in the history.</summary>
    public FacilityCode[] Facilities { get; set; } = [];

    /// <summary>Doctor who certified the disease; null, like day and place, where it is not known.</summary>
    public string? Doctor { get; init; }

    public DateOnly? CertifiedOn { get; init; }

    /// <summary>认定机构.</summary>
    public string? CertifiedBy { get; init; }

    /// <summary>Counts the steps.</summary>
    public int Version { get; set; } = 1;

    public byte[] RequestHash { get; init; } = [];

    public string GrantedBy { get; init; } = "reported";

    public DateTimeOffset RecordedAt { get; init; }

    public QualificationDays Days => new(ValidFrom, ValidThrough, RevokedFrom);
}

/// <summary>One entry of a qualification's history, with what the qualification was after it; written once.</summary>
public sealed class ChronicQualificationEventRecord : StepRecord<QualificationStep>
{
    public required PersonId PersonId { get; init; }

    public required string QualificationNo { get; init; }

    public required DateOnly? ValidThrough { get; init; }

    public required DateOnly? RevokedFrom { get; init; }

    public required FacilityCode[] Facilities { get; init; }

    /// <summary>First day of a change of the facilities; null for every other step.</summary>
    public DateOnly? FacilitiesFrom { get; init; }
}

/// <summary>批量导入 as stored.</summary>
public sealed class ChronicQualificationUploadRecord : INumberedRecord
{
    public required RegionCode InsuredRegion { get; init; }

    public required string UploadNo { get; init; }

    public required int RowCount { get; init; }

    /// <summary>Rows that were granted; the others had been granted before with the same content.</summary>
    public required int Granted { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }
}

internal sealed class ChronicQualificationMapping
    : IEntityTypeConfiguration<ChronicQualificationRecord>, IEntityTypeConfiguration<ChronicQualificationEventRecord>,
        IEntityTypeConfiguration<ChronicQualificationUploadRecord>
{
    public void Configure(EntityTypeBuilder<ChronicQualificationRecord> qualification)
    {
        qualification.ToTable("chronic_qualification").HasKey(q => new { q.PersonId, q.QualificationNo });
        qualification.Property(q => q.QualificationNo).HasMaxLength(40);
        qualification.Property(q => q.EntryNo).UseIdentityAlwaysColumn();
        qualification.Property(q => q.DiseaseCode).HasMaxLength(6);
        qualification.PrimitiveCollection(q => q.Facilities).ElementType().HasConversion<FacilityCodeConverter>().HasMaxLength(12);
        qualification.Property(q => q.Doctor).HasMaxLength(100);
        qualification.Property(q => q.CertifiedBy).HasMaxLength(200);
        qualification.Property(q => q.Version).IsConcurrencyToken();
        qualification.Property(q => q.GrantedBy).HasMaxLength(100);
        qualification.Property(q => q.RecordedAt).HasDefaultValueSql("now()");
        qualification.Ignore(q => q.Days);
    }

    public void Configure(EntityTypeBuilder<ChronicQualificationEventRecord> step)
    {
        step.ToTable("chronic_qualification_event").HasKey(e => new { e.PersonId, e.QualificationNo, e.Version });
        step.Property(e => e.QualificationNo).HasMaxLength(40);
        step.PrimitiveCollection(e => e.Facilities).ElementType().HasConversion<FacilityCodeConverter>().HasMaxLength(12);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<ChronicQualificationUploadRecord> upload)
    {
        upload.ToTable("chronic_qualification_upload").HasKey(u => new { u.InsuredRegion, u.UploadNo });
        upload.Property(u => u.UploadNo).HasMaxLength(40);
        upload.Property(u => u.UploadedBy).HasMaxLength(100);
    }
}
