using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.BenefitAccounts;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Persistence.Settlements;

namespace Settlement.Persistence.BenefitAccounts;

/// <summary>年度台账 as stored.</summary>
public sealed class BenefitAccountRecord
{
    public required PersonId PersonId { get; init; }

    public required short AccountYear { get; init; }

    public required InsuranceScheme Scheme { get; init; }

    /// <summary><see cref="SettlementRecord.AccountSequence"/> of the latest record; zero before the first.</summary>
    public required int LastSequence { get; init; }

    public required ImmutableDictionary<Benefit, int> Encounters { get; init; }

    public required ImmutableDictionary<Accumulator, Money> Amounts { get; init; }
}

internal sealed class BenefitAccountMapping : IEntityTypeConfiguration<BenefitAccountRecord>
{
    public void Configure(EntityTypeBuilder<BenefitAccountRecord> account)
    {
        account.ToTable("benefit_account").HasKey(a => new { a.PersonId, a.AccountYear, a.Scheme });
        account.Property(a => a.LastSequence).HasDefaultValue(0);
        account.Property(a => a.Encounters).HasColumnType("jsonb").HasDefaultValueSql("'{}'")
            .HasConversion(encounters => StoredJson.Write(encounters), json => StoredJson.ReadEncounters(json), StoredJson.NeverChanged<ImmutableDictionary<Benefit, int>>());
        account.Property(a => a.Amounts).HasColumnType("jsonb").HasDefaultValueSql("'{}'")
            .HasConversion(amounts => StoredJson.Write(amounts), json => StoredJson.ReadAmounts(json), StoredJson.NeverChanged<ImmutableDictionary<Accumulator, Money>>());
    }
}
