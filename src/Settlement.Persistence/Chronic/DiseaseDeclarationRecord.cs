using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Chronic;

/// <summary>病种申报 as stored: an item of a day that a facility declared for a disease. Written once (R-CHR-04).</summary>
public sealed class DiseaseDeclarationRecord
{
    public required PersonId PersonId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required string ItemCode { get; init; }

    public required string DiseaseCode { get; init; }

    public required string DeclaredBy { get; init; }

    public required DateTimeOffset DeclaredAt { get; init; }
}

internal sealed class DiseaseDeclarationMapping : IEntityTypeConfiguration<DiseaseDeclarationRecord>
{
    public void Configure(EntityTypeBuilder<DiseaseDeclarationRecord> declaration)
    {
        declaration.ToTable("disease_declaration").HasKey(d => new { d.PersonId, d.FacilityCode, d.ServiceDate, d.ItemCode, d.DiseaseCode });
        declaration.Property(d => d.ItemCode).HasMaxLength(50);
        declaration.Property(d => d.DiseaseCode).HasMaxLength(6);
        declaration.Property(d => d.DeclaredBy).HasMaxLength(100);
    }
}
