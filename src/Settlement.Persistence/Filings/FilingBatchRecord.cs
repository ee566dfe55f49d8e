using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Filings;

/// <summary>单位集体申报 as stored.</summary>
public sealed class FilingBatchRecord : INumberedRecord
{
    public required RegionCode InsuredRegion { get; init; }

    /// <summary>The agency's own number; a filing of the batch has it and its row's number.</summary>
    public required string BatchNo { get; init; }

    public required string Employer { get; init; }

    public required int RowCount { get; init; }

    /// <summary>SHA-256 of the request: tells a retry from a number used twice.</summary>
    public required byte[] RequestHash { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Null while rows wait.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The number under which a row of a batch is filed.</summary>
    public static string FilingNo(string batchNo, int rowNo) => $"{batchNo}-{rowNo}";
}

/// <summary>One row of a batch; its outcome is written together with the filing that it became.</summary>
public sealed class FilingBatchRowRecord
{
    public required RegionCode InsuredRegion { get; init; }

    public required string BatchNo { get; init; }

    /// <summary>From 1.</summary>
    public required int RowNo { get; init; }

    /// <summary>The application, without the identity number, which was compared when it came in.</summary>
    public required string Content { get; init; }

    public BatchRowOutcome Outcome { get; set; }

    /// <summary>Why it was refused; null unless it was.</summary>
    public string? ProblemCode { get; set; }

    /// <summary>JSON pointer to the field at fault; null where none is, and in rows of before.</summary>
    public string? ProblemPointer { get; set; }

    /// <summary>What people read, in Chinese.</summary>
    public string? ProblemDetail { get; set; }

    /// <summary>The same in English; null in rows of before, which have only one language.</summary>
    public string? ProblemDetailEnglish { get; set; }
}

internal sealed class FilingBatchMapping : IEntityTypeConfiguration<FilingBatchRecord>, IEntityTypeConfiguration<FilingBatchRowRecord>
{
    public void Configure(EntityTypeBuilder<FilingBatchRecord> batch)
    {
        batch.ToTable("filing_batch").HasKey(b => new { b.InsuredRegion, b.BatchNo });
        batch.Property(b => b.BatchNo).HasMaxLength(30);
        batch.Property(b => b.Employer).HasMaxLength(200);
        batch.Property(b => b.SubmittedBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<FilingBatchRowRecord> row)
    {
        row.ToTable("filing_batch_row").HasKey(r => new { r.InsuredRegion, r.BatchNo, r.RowNo });
        row.Property(r => r.BatchNo).HasMaxLength(30);
        row.Property(r => r.Content).HasColumnType("jsonb");
        row.Property(r => r.ProblemCode).HasMaxLength(60);
        row.Property(r => r.ProblemPointer).HasMaxLength(100);
        row.Property(r => r.ProblemDetail).HasMaxLength(500);
        row.Property(r => r.ProblemDetailEnglish).HasMaxLength(500);
    }
}
