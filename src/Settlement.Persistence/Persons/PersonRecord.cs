using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.Persons;

/// <summary>参保人 as stored.</summary>
public sealed class PersonRecord
{
    public required PersonId PersonId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    public required PersonNo PersonNo { get; init; }

    public required string Name { get; init; }

    public required IdentityNumber IdentityNumber { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    public required PersonCategory Category { get; init; }

    public required InsuredStatus Status { get; set; }

    /// <summary>享受公务员医疗补助.</summary>
    public required bool CivilServant { get; init; }

    /// <summary>企业补充医疗保险.</summary>
    public required bool EnterpriseSupplement { get; init; }

    /// <summary>Null for a person who is not registered as in hardship.</summary>
    public required Hardship? Hardship { get; init; }

    /// <summary>Where the row comes from; <c>demonstration</c> for a person who does not exist.</summary>
    public required string Source { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<PersonRecord>
{
    public void Configure(EntityTypeBuilder<PersonRecord> person)
    {
        person.ToTable("person").HasKey(p => p.PersonId);
        person.Property(p => p.Name).HasMaxLength(100);
        person.Property(p => p.CivilServant).HasDefaultValue(false);
        person.Property(p => p.EnterpriseSupplement).HasDefaultValue(false);
        person.Property(p => p.Source).HasMaxLength(40);
        person.Property(p => p.RecordedAt).HasDefaultValueSql("now()");
    }
}
