using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Persons;

namespace Settlement.Persistence.Notices;

/// <summary>告知类别: what the insured place did.</summary>
public enum NoticeKind
{
    /// <summary>参保状态变更.</summary>
    InsuredStatusChanged,

    /// <summary>备案变更: another filing has taken its place.</summary>
    FilingChanged,

    /// <summary>备案取消.</summary>
    FilingCancelled,

    /// <summary>备案因参保终止而终止.</summary>
    FilingEnded,
}

/// <summary>告知 about an encounter that was open when the insured place did something; written once.</summary>
public sealed class FacilityNoticeRecord
{
    public required FacilityCode FacilityCode { get; init; }

    /// <summary>UUIDv7: of one facility, later notices have greater ids, in the order in which they become visible.</summary>
    public required Guid NoticeId { get; init; }

    public required NoticeKind Kind { get; init; }

    public required PersonId PersonId { get; init; }

    public required EncounterId EncounterId { get; init; }

    /// <summary>First day on which it holds: of the status, or without the filing.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The status from that day; null where a filing is the matter.</summary>
    public required InsuredStatus? Status { get; init; }

    /// <summary>Null where the status is the matter.</summary>
    public required FilingId? FilingId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class FacilityNoticeMapping : IEntityTypeConfiguration<FacilityNoticeRecord>
{
    public void Configure(EntityTypeBuilder<FacilityNoticeRecord> notice) =>
        notice.ToTable("facility_notice").HasKey(n => new { n.PersonId, n.NoticeId });
}
