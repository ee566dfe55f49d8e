using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>备案 as stored.</summary>
public sealed class FilingRecord
{
    /// <summary>Name of the constraint that forbids two long-term filings at one time (R1.4.8).</summary>
    public const string OneLongTermName = "filing_one_long_term";

    public required PersonId PersonId { get; init; }

    public required FilingId FilingId { get; init; }

    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The agency's own number; with the region it is the key under which the filing may be sent again.</summary>
    public required string FilingNo { get; init; }

    public required FilingType Type { get; init; }

    public required RegionCode Destination { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Null for a long-term filing, which stays valid until changed (R1.4.1).</summary>
    public required DateOnly? ValidThrough { get; init; }

    public required FilingState State { get; set; }

    /// <summary>SHA-256 of the request: tells a retry from a number used twice.</summary>
    public required byte[] RequestHash { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }

    public Filing ToFiling() => new(FilingId, Type, Destination, new(ValidFrom, ValidThrough), State);
}

internal sealed class FilingMapping : IEntityTypeConfiguration<FilingRecord>
{
    public void Configure(EntityTypeBuilder<FilingRecord> filing)
    {
        filing.ToTable("filing").HasKey(f => new { f.PersonId, f.FilingId });
        filing.Property(f => f.FilingNo).HasMaxLength(40);
        filing.Property(f => f.SubmittedBy).HasMaxLength(100);
        filing.Property(f => f.DecidedBy).HasMaxLength(100);
        filing.Property(f => f.DecisionNote).HasMaxLength(500);
        filing.Property(f => f.State).IsConcurrencyToken();
    }
}
