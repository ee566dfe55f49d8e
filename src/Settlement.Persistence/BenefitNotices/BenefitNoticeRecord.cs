using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.BenefitNotices;
using Settlement.Domain.Facilities;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.BenefitNotices;

/// <summary>门慢特告知书 (R-FAC-06): what an insured place tells its people about care elsewhere. Its content never changes.</summary>
public sealed class BenefitNoticeRecord : IVersionedRecord, INumberedRecord
{
    /// <summary>Name of the constraint that forbids two published notices of one place on a day.</summary>
    public const string NoOverlapName = "benefit_notice_no_overlap";

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The insured place's own number.</summary>
    public required string NoticeNo { get; init; }

    public required string Title { get; init; }

    /// <summary>Services that it says are open.</summary>
    public required CareService[] Services { get; init; }

    /// <summary>门诊慢特病病种代码 that it says are open.</summary>
    public required string[] Diseases { get; init; }

    public required string Policy { get; init; }

    public required string Process { get; init; }

    public RegionCode? ContactRegion { get; init; }

    /// <summary>Agency to turn to.</summary>
    public string? ContactCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day: as drafted, or the day before the notice that superseded it, or the day on which it was ended.</summary>
    public DateOnly? ValidThrough { get; set; }

    /// <summary>Last day as drafted, which holds again where a notice that superseded it is withdrawn.</summary>
    public required DateOnly? DraftedThrough { get; init; }

    public required string Source { get; init; }

    public required BenefitNoticeState State { get; set; }

    /// <summary>1 for the draft; rises with every step.</summary>
    public required int Version { get; set; }

    /// <summary>Number of the notice that took its place.</summary>
    public string? SupersededBy { get; set; }

    public required byte[] RequestHash { get; init; }

    public required string DraftedBy { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    /// <summary>Another person than <see cref="DraftedBy"/>.</summary>
    public string? PublishedBy { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawalReason { get; set; }
}

/// <summary>办理记录 of a notice.</summary>
public sealed class BenefitNoticeEventRecord : StepRecord<BenefitNoticeStep>
{
    public required RegionCode InsuredRegion { get; init; }

    public required string NoticeNo { get; init; }
}

internal sealed class BenefitNoticeMapping : IEntityTypeConfiguration<BenefitNoticeRecord>, IEntityTypeConfiguration<BenefitNoticeEventRecord>
{
    public void Configure(EntityTypeBuilder<BenefitNoticeRecord> notice)
    {
        notice.ToTable("benefit_notice").HasKey(n => new { n.InsuredRegion, n.NoticeNo });
        notice.Property(n => n.NoticeNo).HasMaxLength(40);
        notice.Property(n => n.Title).HasMaxLength(200);
        notice.PrimitiveCollection(n => n.Services).ElementType().HasConversion<string>().HasMaxLength(40);
        notice.PrimitiveCollection(n => n.Diseases).ElementType().HasMaxLength(6);
        notice.Property(n => n.ContactCode).HasMaxLength(40);
        notice.Property(n => n.Source).HasMaxLength(300);
        notice.Property(n => n.SupersededBy).HasMaxLength(40);
        notice.Property(n => n.DraftedBy).HasMaxLength(100);
        notice.Property(n => n.PublishedBy).HasMaxLength(100);
        notice.Property(n => n.WithdrawnBy).HasMaxLength(100);
        notice.Property(n => n.WithdrawalReason).HasMaxLength(500);
    }

    public void Configure(EntityTypeBuilder<BenefitNoticeEventRecord> step)
    {
        step.ToTable("benefit_notice_event").HasKey(e => new { e.InsuredRegion, e.NoticeNo, e.Version });
        step.HasOne<BenefitNoticeRecord>().WithMany().HasForeignKey(e => new { e.InsuredRegion, e.NoticeNo });
        step.Property(e => e.NoticeNo).HasMaxLength(40);
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
