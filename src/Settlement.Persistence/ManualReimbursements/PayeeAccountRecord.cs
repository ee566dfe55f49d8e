using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.ManualReimbursements;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.ManualReimbursements;

/// <summary>收款账户 of a person as stored; a change is a row of its own.</summary>
public sealed class PayeeAccountRecord : IVersionedRecord, INumberedRecord
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

    /// <summary>1 for what was proposed, 2 for what was decided on.</summary>
    public required int Version { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>A second person.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }
}

/// <summary>复核记录: the decision on an account; that another one took its place is no entry of its own.</summary>
public sealed class PayeeAccountEventRecord : StepRecord<PayeeAccountStep>
{
    public required PersonId PersonId { get; init; }

    public required string ChangeNo { get; init; }
}

internal sealed class PayeeAccountMapping : IEntityTypeConfiguration<PayeeAccountRecord>, IEntityTypeConfiguration<PayeeAccountEventRecord>
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

    public void Configure(EntityTypeBuilder<PayeeAccountEventRecord> step)
    {
        step.ToTable("payee_account_event").HasKey(e => new { e.PersonId, e.ChangeNo, e.Version });
        step.Property(e => e.ChangeNo).HasMaxLength(40);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
