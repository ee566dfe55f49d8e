using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;

namespace Settlement.Persistence.Encounters;

/// <summary>State of an encounter.</summary>
public enum EncounterState
{
    /// <summary>Fee lines may be added and replaced; a reversal opens it again.</summary>
    Open,

    /// <summary>A settlement that is not reversed exists.</summary>
    Settled,
}

/// <summary>就诊 as stored.</summary>
public sealed class EncounterRecord
{
    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The facility's own visit or inpatient number.</summary>
    public required string EncounterNo { get; init; }

    public required CareService Service { get; init; }

    /// <summary>门诊慢特病病种代码; null for every other service, and in visits that were registered before diseases were asked for.</summary>
    public required string? DiseaseCode { get; init; }

    public required Trauma Trauma { get; init; }

    public required bool IsEmergency { get; init; }

    /// <summary>Admission or visit date.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>ICD-10 医保版 code of the main diagnosis; a pharmacy may have none.</summary>
    public required string? DiagnosisCode { get; init; }

    public required EncounterState State { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

internal sealed class EncounterMapping : IEntityTypeConfiguration<EncounterRecord>
{
    public void Configure(EntityTypeBuilder<EncounterRecord> encounter)
    {
        encounter.ToTable("encounter").HasKey(e => new { e.PersonId, e.EncounterId });
        encounter.Property(e => e.EncounterNo).HasMaxLength(40);
        encounter.Property(e => e.DiseaseCode).HasMaxLength(6);
        encounter.Property(e => e.Trauma).HasDefaultValue(Trauma.None);
        encounter.Property(e => e.DiagnosisCode).HasMaxLength(20);
        encounter.Property(e => e.RegisteredBy).HasMaxLength(100);
    }
}
