using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.PolicyTrials;

/// <summary>How far a trial is.</summary>
public enum PolicyTrialState
{
    Waiting,

    Running,

    Finished,

    /// <summary>It cannot be carried out; <see cref="PolicyTrialRecord.Fault"/> says why.</summary>
    Failed,
}

/// <summary>试算 of a policy version on stored settlements.</summary>
public sealed class PolicyTrialRecord : INumberedRecord
{
    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The agency's own number.</summary>
    public required string TrialNo { get; init; }

    public required string PolicyVersion { get; init; }

    /// <summary>Revision of the version that is tried.</summary>
    public required int Revision { get; init; }

    /// <summary>The document as it is tried.</summary>
    public required string Document { get; init; }

    /// <summary>First day of discharge or visit.</summary>
    public required DateOnly PeriodFrom { get; init; }

    public required DateOnly PeriodThrough { get; init; }

    public required byte[] RequestHash { get; init; }

    public required PolicyTrialState State { get; set; }

    /// <summary>Persons with settlements in the period; null until they are counted.</summary>
    public int? Persons { get; set; }

    public int PersonsDone { get; set; }

    public int SettlementsDone { get; set; }

    /// <summary>As the API shows it; null until it is finished.</summary>
    public string? Result { get; set; }

    public string? Fault { get; set; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class PolicyTrialMapping : IEntityTypeConfiguration<PolicyTrialRecord>
{
    public void Configure(EntityTypeBuilder<PolicyTrialRecord> trial)
    {
        trial.ToTable("policy_trial").HasKey(t => new { t.InsuredRegion, t.TrialNo });
        trial.Property(t => t.TrialNo).HasMaxLength(40);
        trial.Property(t => t.PolicyVersion).HasMaxLength(60);
        trial.Property(t => t.Document).HasColumnType("jsonb");
        trial.Property(t => t.Result).HasColumnType("jsonb");
        trial.Property(t => t.Fault).HasMaxLength(500);
        trial.Property(t => t.RequestedBy).HasMaxLength(100);
    }
}
