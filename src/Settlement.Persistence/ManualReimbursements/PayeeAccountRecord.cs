using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;

namespace Settlement.Persistence.ManualReimbursements;

public enum PayeeAccountState
{
    /// <summary>待确认.</summary>
    Proposed,

    /// <summary>已确认: what is paid goes there.</summary>
    Confirmed,

    /// <summary>Another one was proposed before it was decided on, or confirmed after it.</summary>
    Superseded,

    /// <summary>不予确认.</summary>
    Rejected,
}

/// <summary>收款账户 of a person as stored; a change is a row of its own.</summary>
public sealed class PayeeAccountRecord
{
    public required PersonId PersonId { get; init; }

    /// <summary>The agency's own number of the change.</summary>
    public required string ChangeNo { get; init; }

    /// <summary>户名.</summary>
    public required string Holder { get; init; }

    /// <summary>开户行.</summary>
    public required string Bank { get; init; }

    public required string AccountNumber { get; init; }

    public required PayeeAccountState State { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>A second person.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }
}

internal sealed class PayeeAccountMapping : IEntityTypeConfiguration<PayeeAccountRecord>
{
    public void Configure(EntityTypeBuilder<PayeeAccountRecord> account)
    {
        account.ToTable("payee_account").HasKey(a => new { a.PersonId, a.ChangeNo });
        account.Property(a => a.ChangeNo).HasMaxLength(40);
        account.Property(a => a.Holder).HasMaxLength(100);
        account.Property(a => a.Bank).HasMaxLength(200);
        account.Property(a => a.AccountNumber).HasMaxLength(30);
        account.Property(a => a.ProposedBy).HasMaxLength(100);
        account.Property(a => a.DecidedBy).HasMaxLength(100);
    }
}
