using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Agencies;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Agencies;

/// <summary>经办机构, down to the windows of villages (R-FAC-03).</summary>
public sealed class AgencyRecord : IVersionedRecord
{
    /// <summary>Province, city or county that keeps it.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The region's own code for it.</summary>
    public required string AgencyCode { get; init; }

    /// <summary>The region, or below it the code of the township (9 digits) or village (12).</summary>
    public required string Place { get; set; }

    public required AgencyLevel Level { get; init; }

    public required string Name { get; set; }

    public RegionCode? ParentRegion { get; set; }

    public string? ParentCode { get; set; }

    public required string Address { get; set; }

    public required string[] Phones { get; set; }

    /// <summary>办公时间, as words.</summary>
    public required string Hours { get; set; }

    public required AgencyService[] Services { get; set; }

    /// <summary>Degrees east; null with <see cref="Latitude"/>.</summary>
    public decimal? Longitude { get; set; }

    /// <summary>Degrees north.</summary>
    public decimal? Latitude { get; set; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>Last day; null while nobody has closed it.</summary>
    public DateOnly? ValidThrough { get; set; }

    /// <summary><c>clerk</c>, or <c>demonstration</c> for one that does not exist.</summary>
    public required string Source { get; init; }

    /// <summary>Counts the steps.</summary>
    public required int Version { get; set; }
}

/// <summary>办理记录 of an agency; the step that recorded it is known by its number.</summary>
public sealed class AgencyEventRecord : StepRecord<AgencyStep>, INumberedRecord
{
    public required RegionCode Region { get; init; }

    public required string AgencyCode { get; init; }

    /// <summary>The agency after the step, as it was answered.</summary>
    public required string Content { get; init; }
}

/// <summary>批量维护 of agencies: taken whole or not at all; kept so that a retry is known.</summary>
public sealed class AgencyUploadRecord : INumberedRecord
{
    public required RegionCode Region { get; init; }

    public required string UploadNo { get; init; }

    public required int RowCount { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }
}

internal sealed class AgencyMapping : IEntityTypeConfiguration<AgencyRecord>, IEntityTypeConfiguration<AgencyEventRecord>, IEntityTypeConfiguration<AgencyUploadRecord>
{
    public void Configure(EntityTypeBuilder<AgencyRecord> agency)
    {
        agency.ToTable("agency").HasKey(a => new { a.Region, a.AgencyCode });
        agency.Property(a => a.AgencyCode).HasMaxLength(40);
        agency.Property(a => a.Place).HasMaxLength(12);
        agency.Property(a => a.Name).HasMaxLength(200);
        agency.Property(a => a.ParentCode).HasMaxLength(40);
        agency.Property(a => a.Address).HasMaxLength(300);
        agency.PrimitiveCollection(a => a.Phones).ElementType().HasMaxLength(30);
        agency.Property(a => a.Hours).HasMaxLength(300);
        agency.PrimitiveCollection(a => a.Services).ElementType().HasConversion<string>().HasMaxLength(40);
        agency.Property(a => a.Longitude).HasPrecision(9, 6);
        agency.Property(a => a.Latitude).HasPrecision(8, 6);
        agency.Property(a => a.Source).HasMaxLength(40);
        agency.Property(a => a.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<AgencyEventRecord> step)
    {
        step.ToTable("agency_event").HasKey(e => new { e.Region, e.AgencyCode, e.Version });
        step.Property(e => e.AgencyCode).HasMaxLength(40);
        step.Property(e => e.Content).HasColumnType("jsonb");
        step.Ignore(e => e.Note); // no step of an agency comes with a remark
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<AgencyUploadRecord> upload)
    {
        upload.ToTable("agency_upload").HasKey(u => new { u.Region, u.UploadNo });
        upload.Property(u => u.UploadNo).HasMaxLength(40);
        upload.Property(u => u.UploadedBy).HasMaxLength(100);
    }
}
