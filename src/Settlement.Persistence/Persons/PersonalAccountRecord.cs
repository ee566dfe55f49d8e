using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Persons;

/// <summary>个人账户 as stored. It is locked by whoever settles or credits.</summary>
public sealed class PersonalAccountRecord
{
    public required PersonId PersonId { get; init; }

    /// <summary>Sum of the credits.</summary>
    public required Money Credited { get; init; }

    /// <summary>Sum of what settlements took, less what reversals gave back; never above <see cref="Credited"/>.</summary>
    public required Money Spent { get; init; }

    public Money Balance => Credited - Spent;
}

/// <summary>个人账户划入 under the agency's own number.</summary>
public sealed class PersonalAccountCreditRecord : INumberedRecord
{
    public required PersonId PersonId { get; init; }

    public required string CreditNo { get; init; }

    public required Money Amount { get; init; }

    /// <summary>SHA-256 of the request: tells a retry from a number used twice.</summary>
    public required byte[] RequestHash { get; init; }

    public required string CreditedBy { get; init; }

    public required DateTimeOffset CreditedAt { get; init; }
}

internal sealed class PersonalAccountMapping : IEntityTypeConfiguration<PersonalAccountRecord>, IEntityTypeConfiguration<PersonalAccountCreditRecord>
{
    public void Configure(EntityTypeBuilder<PersonalAccountRecord> account)
    {
        account.ToTable("personal_account").HasKey(a => a.PersonId);
        account.Ignore(a => a.Balance);
        account.Property(a => a.Credited).HasDefaultValue(Money.Zero);
        account.Property(a => a.Spent).HasDefaultValue(Money.Zero);
    }

    public void Configure(EntityTypeBuilder<PersonalAccountCreditRecord> credit)
    {
        credit.ToTable("personal_account_credit").HasKey(c => new { c.PersonId, c.CreditNo });
        credit.Property(c => c.CreditNo).HasMaxLength(40);
        credit.Property(c => c.CreditedBy).HasMaxLength(100);
    }
}
