using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Facilities;

/// <summary>名录导入: a province's list as it was checked, and whether it was applied.</summary>
public sealed class FacilityImportRecord : INumberedRecord
{
    public required RegionCode Province { get; init; }

    public required string ImportNo { get; init; }

    public required byte[] RequestHash { get; init; }

    /// <summary>First day on which what the list closes is closed.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Whether facilities of the province that the list lacks are closed.</summary>
    public required bool CompleteList { get; init; }

    /// <summary><c>provincial</c>, or <c>demonstration</c> for facilities that are none.</summary>
    public required string Source { get; init; }

    public required int RowCount { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Closed { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>State of the province's directory with which the list was compared; see <c>FacilityImportStore.StateAsync</c>.</summary>
    public required long BasedOn { get; init; }

    public required string CheckedBy { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Null until the list is applied.</summary>
    public string? AppliedBy { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }
}

/// <summary>What becomes of a facility by a list.</summary>
public enum ImportOutcome
{
    /// <summary>新增.</summary>
    Added,

    /// <summary>变更.</summary>
    Changed,

    /// <summary>The list lacks it, and is complete: its agreement ends.</summary>
    Closed,
}

/// <summary>One facility that a list adds, changes or closes.</summary>
public sealed class FacilityImportRowRecord
{
    public required RegionCode Province { get; init; }

    public required string ImportNo { get; init; }

    public required FacilityCode FacilityCode { get; init; }

    public required ImportOutcome Outcome { get; init; }

    /// <summary>JSON of <see cref="Domain.Facilities.FieldChange"/>s.</summary>
    public required string Changes { get; init; }

    /// <summary>JSON of the <see cref="Domain.Facilities.ListedFacility"/> as it shall be; null where it is closed.</summary>
    public required string? Content { get; init; }
}

internal sealed class FacilityImportMapping : IEntityTypeConfiguration<FacilityImportRecord>, IEntityTypeConfiguration<FacilityImportRowRecord>
{
    public void Configure(EntityTypeBuilder<FacilityImportRecord> import)
    {
        import.ToTable("facility_import").HasKey(i => new { i.Province, i.ImportNo });
        import.Property(i => i.ImportNo).HasMaxLength(40);
        import.Property(i => i.Source).HasMaxLength(40);
        import.Property(i => i.CheckedBy).HasMaxLength(100);
        import.Property(i => i.AppliedBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<FacilityImportRowRecord> row)
    {
        row.ToTable("facility_import_row").HasKey(r => new { r.Province, r.ImportNo, r.FacilityCode });
        row.Property(r => r.ImportNo).HasMaxLength(40);
        row.Property(r => r.Changes).HasColumnType("jsonb");
        row.Property(r => r.Content).HasColumnType("jsonb");
    }
}
