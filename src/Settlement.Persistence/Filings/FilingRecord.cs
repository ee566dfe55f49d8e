using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Filings;

/// <summary>备案 as stored.</summary>
public sealed class FilingRecord : IVersionedRecord, INumberedRecord
{
    /// <summary>Name of the constraint that forbids more filings of one class at once than the insured place allows (R1.4.8).</summary>
    public const string SlotName = "filing_slot";

    public required PersonId PersonId { get; init; }

    public required FilingId FilingId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The agency's own number; with the region it is the key under which the filing may be sent again.</summary>
    public required string FilingNo { get; init; }

    public required FilingType Type { get; set; }

    public required FilingChannel Channel { get; set; }

    public required RegionCode Destination { get; set; }

    /// <summary>Facilities to which it is bound; none: every one of the destination.</summary>
    public FacilityCode[] Facilities { get; set; } = [];

    public required DateOnly ValidFrom { get; set; }

    /// <summary>Null for a long-term filing, which stays valid until changed (R1.4.1).</summary>
    public required DateOnly? ValidThrough { get; set; }

    public required FilingState State { get; set; }

    /// <summary>Counts the steps; whoever changes a filing may say which version was looked at.</summary>
    public required int Version { get; set; }

    /// <summary>Documents that the agency saw or was sent.</summary>
    public DocumentKind[] Shown { get; set; } = [];

    /// <summary>个人承诺书: whether the person promised to supply what may be promised.</summary>
    public bool Promised { get; set; }

    /// <summary>First day on which no document was owed; null while one is, and before a decision.</summary>
    public DateOnly? CompleteFrom { get; set; }

    /// <summary>Last day of a filing that something ended; before <see cref="ValidFrom"/> where it never held.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>Which of the person's filings of its class at one time it is; null where there may be any number.</summary>
    public short? Slot { get; set; }

    /// <summary>
    /// 办结期限: last day of the decision on an online filing; null for others, and where the calendar of the year is not known.
    /// </summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>The filing that this one takes the place of when it is accepted.</summary>
    public FilingId? ReplacesFilingId { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }

    /// <summary>备案规则 under which it was submitted; null for filings of before.</summary>
    public string? RulesVersion { get; set; }

    /// <summary>SHA-256 of the first request: tells a retry from a number used twice.</summary>
    public required byte[] RequestHash { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }

    /// <summary>Last day on which an encounter may begin.</summary>
    public DateOnly? LastDay => FilingDays.LastDay(ValidThrough, EndedOn);

    /// <summary>Days on which an encounter may begin; of a filing that held on one at least.</summary>
    public DateRange Days() => new(ValidFrom, LastDay);

    /// <summary>
    /// Whether an encounter may begin under it on that day or later, so that the end of the insurance ends it too (R-FIL-09).
    /// </summary>
    public bool ReachesBeyond(DateOnly day) => State.ReachesBeyond(ValidFrom, LastDay, day);
}

/// <summary>One entry of a filing's history.</summary>
public sealed class FilingEventRecord : StepRecord<FilingStep>
{
    public required PersonId PersonId { get; init; }

    public required FilingId FilingId { get; init; }

    /// <summary>State after the step.</summary>
    public required FilingState State { get; init; }
}

internal sealed class FilingMapping : IEntityTypeConfiguration<FilingRecord>, IEntityTypeConfiguration<FilingEventRecord>
{
    public void Configure(EntityTypeBuilder<FilingRecord> filing)
    {
        filing.ToTable("filing").HasKey(f => new { f.PersonId, f.FilingId });
        filing.Property(f => f.FilingNo).HasMaxLength(40);
        filing.Property(f => f.Channel).HasDefaultValue(FilingChannel.Window).HasSentinel((FilingChannel)(-1));
        filing.Property(f => f.Version).HasDefaultValue(1).IsConcurrencyToken();
        filing.PrimitiveCollection(f => f.Facilities).ElementType().HasConversion<FacilityCodeConverter>().HasMaxLength(12);
        filing.PrimitiveCollection(f => f.Shown).ElementType().HasConversion<string>().HasMaxLength(40);
        filing.Property(f => f.Phone).HasMaxLength(30);
        filing.Property(f => f.Address).HasMaxLength(200);
        filing.Property(f => f.RulesVersion).HasMaxLength(60);
        filing.Property(f => f.SubmittedBy).HasMaxLength(100);
        filing.Property(f => f.DecidedBy).HasMaxLength(100);
        filing.Property(f => f.DecisionNote).HasMaxLength(500);
        filing.Ignore(f => f.LastDay);
    }

    public void Configure(EntityTypeBuilder<FilingEventRecord> step)
    {
        step.ToTable("filing_event").HasKey(e => new { e.PersonId, e.FilingId, e.Version });
        step.Property(e => e.Note).HasMaxLength(500);
        step.Property(e => e.DoneBy).HasMaxLength(100);
    }
}
