using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Visits;

/// <summary>就诊 of several parts as stored: the parts are encounters that name it.</summary>
public sealed class VisitRecord : INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required VisitId VisitId { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The facility's own number.</summary>
    public required string VisitNo { get; init; }

    public required DateOnly StartedOn { get; init; }

    public required byte[] RequestHash { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

internal sealed class VisitMapping : IEntityTypeConfiguration<VisitRecord>
{
    public void Configure(EntityTypeBuilder<VisitRecord> visit)
    {
        visit.ToTable("visit").HasKey(v => new { v.PersonId, v.VisitId });
        visit.Property(v => v.VisitNo).HasMaxLength(40);
        visit.Property(v => v.RegisteredBy).HasMaxLength(100);
    }
}
