using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Facilities;

namespace Settlement.Persistence.Facilities;

/// <summary>定点医药机构 as stored.</summary>
public sealed class FacilityRecord
{
    /// <summary><see cref="Source"/> of the row that stands for facilities of claims with documents only; no directory shows it.</summary>
    public const string AgencySource = "agency";

    /// <summary>Code of that row.</summary>
    public static FacilityCode EnteredByAgency { get; } = FacilityCode.Parse("H10000000000");

    public required FacilityCode FacilityCode { get; init; }

    public required string Name { get; init; }

    /// <summary>曾用名, the latest first.</summary>
    public string[] FormerNames { get; init; } = [];

    public required FacilityKind Kind { get; init; }

    /// <summary>Region down to the county.</summary>
    public required RegionCode Region { get; init; }

    public required FacilityLevel Level { get; init; }

    /// <summary>Null where the facility is not graded.</summary>
    public FacilityGrade? Grade { get; init; }

    public string? Address { get; init; }

    /// <summary>Degrees north, WGS 84; null where the place is not known.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>Degrees east, WGS 84; null with <see cref="Latitude"/>.</summary>
    public decimal? Longitude { get; init; }

    public string? Phone { get; init; }

    public required DateOnly AgreementFrom { get; init; }

    public required DateOnly? AgreementThrough { get; set; }

    public required string Source { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public List<FacilityOpeningRecord> Openings { get; init; } = [];

    public List<FacilitySuspensionRecord> Suspensions { get; init; } = [];
}

/// <summary>One service that a facility has opened, and when.</summary>
public sealed class FacilityOpeningRecord
{
    public long OpeningId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    public required CareService Service { get; init; }

    /// <summary>门诊慢特病病种代码; null for every other service. A row of chronic care without one opens no disease.</summary>
    public required string? DiseaseCode { get; init; }

    public required DateOnly OpenFrom { get; init; }

    public required DateOnly? OpenThrough { get; set; }

    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>暂停: days on which a facility takes no new cross-province encounter.</summary>
public sealed class FacilitySuspensionRecord
{
    public required FacilityCode FacilityCode { get; init; }

    public required DateOnly SuspendedFrom { get; init; }

    /// <summary>Null until somebody ends it.</summary>
    public DateOnly? SuspendedThrough { get; set; }

    public required string Reason { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class FacilityMapping : IEntityTypeConfiguration<FacilityRecord>, IEntityTypeConfiguration<FacilityOpeningRecord>, IEntityTypeConfiguration<FacilitySuspensionRecord>
{
    public void Configure(EntityTypeBuilder<FacilityRecord> facility)
    {
        facility.ToTable("facility").HasKey(f => f.FacilityCode);
        facility.Property(f => f.Name).HasMaxLength(200);
        facility.Property(f => f.Source).HasMaxLength(40);
        facility.Property(f => f.FormerNames).HasDefaultValueSql("'{}'");
        facility.Property(f => f.Address).HasMaxLength(300);
        facility.Property(f => f.Latitude).HasPrecision(8, 6);
        facility.Property(f => f.Longitude).HasPrecision(9, 6);
        facility.Property(f => f.Phone).HasMaxLength(30);
        facility.Property(f => f.RecordedAt).HasDefaultValueSql("now()");
        facility.HasMany(f => f.Openings).WithOne().HasForeignKey(o => o.FacilityCode);
        facility.HasMany(f => f.Suspensions).WithOne().HasForeignKey(s => s.FacilityCode);
    }

    public void Configure(EntityTypeBuilder<FacilityOpeningRecord> opening)
    {
        opening.ToTable("facility_opening").HasKey(o => o.OpeningId);
        opening.Property(o => o.DiseaseCode).HasMaxLength(6);
        opening.Property(o => o.RecordedAt).HasDefaultValueSql("now()");
    }

    public void Configure(EntityTypeBuilder<FacilitySuspensionRecord> suspension)
    {
        suspension.ToTable("facility_suspension").HasKey(s => new { s.FacilityCode, s.SuspendedFrom });
        suspension.Property(s => s.Reason).HasMaxLength(500);
        suspension.Property(s => s.RecordedBy).HasMaxLength(100);
    }
}
