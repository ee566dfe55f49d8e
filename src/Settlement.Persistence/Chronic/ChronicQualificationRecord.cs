using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Chronic;

/// <summary>门诊慢特病资格 as stored (R-CHR-01).</summary>
public sealed class ChronicQualificationRecord
{
    public required PersonId PersonId { get; init; }

    /// <summary>病种代码, such as M03900; matched whole, never by its first characters.</summary>
    public required string DiseaseCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Null while open.</summary>
    public required DateOnly? ValidThrough { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

internal sealed class ChronicQualificationMapping : IEntityTypeConfiguration<ChronicQualificationRecord>
{
    public void Configure(EntityTypeBuilder<ChronicQualificationRecord> qualification)
    {
        qualification.ToTable("chronic_qualification").HasKey(q => new { q.PersonId, q.DiseaseCode, q.ValidFrom });
        qualification.Property(q => q.DiseaseCode).HasMaxLength(6);
        qualification.Property(q => q.RecordedAt).HasDefaultValueSql("now()");
    }
}
