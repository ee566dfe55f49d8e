using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Encounters;

/// <summary>就诊 as stored.</summary>
public sealed class EncounterRecord : IVersionedRecord, INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The facility's own visit or inpatient number.</summary>
    public required string EncounterNo { get; init; }

    public required CareService Service { get; init; }

    /// <summary>门诊慢特病病种代码; null for every other service, and in visits that were registered before diseases were asked for.</summary>
    public required string? DiseaseCode { get; init; }

    public required Trauma Trauma { get; set; }

    /// <summary>Day on which 《外伤无第三方责任承诺书》 was signed; null where there is none.</summary>
    public DateOnly? TraumaStatementOn { get; set; }

    /// <summary>What the statement says of how it happened.</summary>
    public string? TraumaStatement { get; set; }

    public required bool IsEmergency { get; set; }

    /// <summary>Admission or visit date.</summary>
    public required DateOnly StartedOn { get; set; }

    /// <summary>ICD-10 医保版 code of the main diagnosis; a pharmacy may have none.</summary>
    public required string? DiagnosisCode { get; set; }

    public string[] OtherDiagnoses { get; set; } = [];

    /// <summary>Null where nothing was presented.</summary>
    public CredentialKind? CredentialKind { get; init; }

    /// <summary>Last characters of its number.</summary>
    public string? CredentialEnding { get; init; }

    /// <summary>亲情账户: whose credential it was; null for the person's own.</summary>
    public PersonId? HolderId { get; init; }

    public FamilyRelation? HolderRelation { get; init; }

    /// <summary>Why it continues an earlier encounter; null for one of its own.</summary>
    public ContinuationKind? Continuation { get; set; }

    public EncounterId? ContinuesEncounterId { get; set; }

    /// <summary>Null while a stay goes on, and for everything that is no stay.</summary>
    public DateOnly? DischargedOn { get; set; }

    public DischargeManner? DischargeManner { get; set; }

    /// <summary>End of an encounter that was paid in full by the person; null for every other.</summary>
    public DateOnly? PaidInFullOn { get; set; }

    public Money? PaidInFull { get; set; }

    public SelfPaymentReason? SelfPaymentReason { get; set; }

    /// <summary>The visit that it is a part of; null for an encounter by itself.</summary>
    public VisitId? VisitId { get; init; }

    /// <summary>
    /// A line of it was declared for a disease at the same facility on the same day: the settlement asks what that means.
    /// </summary>
    public bool HasDeclaredLines { get; set; }

    /// <summary>特药处方 on which a special drug is bought; null for every other service.</summary>
    public Guid? PrescriptionId { get; init; }

    public required EncounterState State { get; set; }

    /// <summary>1 as registered; rises with every step but those of settlements and reversals, which are records of their own.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The live claim for manual reimbursement; while there is one, the encounter stays paid in full.</summary>
    public ManualClaimId? ManualClaimId { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

/// <summary>What decides whether one encounter can continue another.</summary>
public static class EncounterCourse
{
    public static CoursePart ToCoursePart(this EncounterRecord e) =>
        new(e.PersonId, e.EncounterId, e.FacilityCode, new(e.Service, e.DiseaseCode), e.StartedOn, e.State);
}

internal sealed class EncounterMapping : IEntityTypeConfiguration<EncounterRecord>
{
    public void Configure(EntityTypeBuilder<EncounterRecord> encounter)
    {
        encounter.ToTable("encounter").HasKey(e => new { e.PersonId, e.EncounterId });
        encounter.Property(e => e.EncounterNo).HasMaxLength(40);
        encounter.Property(e => e.DiseaseCode).HasMaxLength(6);
        encounter.Property(e => e.Trauma).HasDefaultValue(Trauma.None);
        encounter.Property(e => e.HasDeclaredLines).HasDefaultValue(false);
        encounter.Property(e => e.Version).HasDefaultValue(1);
        encounter.Property(e => e.TraumaStatement).HasMaxLength(500);
        encounter.Property(e => e.DiagnosisCode).HasMaxLength(20);
        encounter.PrimitiveCollection(e => e.OtherDiagnoses).ElementType().HasMaxLength(20);
        encounter.Property(e => e.CredentialEnding).HasMaxLength(4);
        encounter.Property(e => e.PaidInFull).HasColumnName("paid_in_full_fen");
        encounter.Property(e => e.RegisteredBy).HasMaxLength(100);
    }
}
