using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.Persons;

/// <summary>One read of a person by staff of the insured place, or by a facility that asked what the person is entitled to: who, when, by which operation.</summary>
public sealed class PersonAccessRecord
{
    public required PersonId PersonId { get; init; }

    public required Guid AccessId { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public required string ReadBy { get; init; }

    public required string Operation { get; init; }

    public required string TraceId { get; init; }
}

internal sealed class PersonAccessMapping : IEntityTypeConfiguration<PersonAccessRecord>
{
    public void Configure(EntityTypeBuilder<PersonAccessRecord> access)
    {
        access.ToTable("person_access").HasKey(a => new { a.PersonId, a.AccessId });
        access.Property(a => a.ReadBy).HasMaxLength(100);
        access.Property(a => a.Operation).HasMaxLength(100);
        access.Property(a => a.TraceId).HasMaxLength(64);
    }
}
