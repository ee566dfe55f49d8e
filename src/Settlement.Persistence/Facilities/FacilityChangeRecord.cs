using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Facilities;

/// <summary>What happened to a facility.</summary>
public enum FacilityChangeKind
{
    /// <summary>新增 by an import.</summary>
    Added,

    /// <summary>变更 by an import.</summary>
    Changed,

    /// <summary>Its agreement was ended by an import that lacks it.</summary>
    Closed,

    /// <summary>暂停: no new encounter from a day on.</summary>
    Suspend,

    /// <summary>恢复.</summary>
    Resume,

    /// <summary>终止协议: no new encounter from a day on, for good.</summary>
    EndAgreement,

    /// <summary>开通服务.</summary>
    OpenService,

    /// <summary>关闭服务.</summary>
    CloseService,
}

/// <summary>机构变更记录. Written once.</summary>
public sealed class FacilityChangeRecord : INumberedRecord
{
    /// <summary>Begins the change number of everything that an import did.</summary>
    public const string OfImport = "import/";

    public required FacilityCode FacilityCode { get; init; }

    /// <summary>The agency's own number; of an import <see cref="OfImport"/> and the import's number.</summary>
    public required string ChangeNo { get; init; }

    public required FacilityChangeKind Kind { get; init; }

    /// <summary>JSON of <see cref="Domain.Facilities.FieldChange"/>s.</summary>
    public required string Changes { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null of an import, which has its own.</summary>
    public byte[]? RequestHash { get; init; }

    /// <summary>Of an import none that a request could have: its number is no caller's.</summary>
    byte[] INumberedRecord.RequestHash => RequestHash ?? [];

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class FacilityChangeMapping : IEntityTypeConfiguration<FacilityChangeRecord>
{
    public void Configure(EntityTypeBuilder<FacilityChangeRecord> change)
    {
        change.ToTable("facility_change").HasKey(c => new { c.FacilityCode, c.ChangeNo });
        change.Property(c => c.ChangeNo).HasMaxLength(60);
        change.Property(c => c.Changes).HasColumnType("jsonb");
        change.Property(c => c.Reason).HasMaxLength(500);
        change.Property(c => c.RecordedBy).HasMaxLength(100);
    }
}
