using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Persistence.Numbers;

namespace Settlement.Persistence.Catalogs;

/// <summary>就医地目录版本 of a treatment province.</summary>
public sealed class CatalogVersionRecord : IVersionedRecord, INumberedRecord
{
    public required RegionCode Owner { get; init; }

    /// <summary>The province's own name for it; entries and settled lines carry it.</summary>
    public required string Version { get; init; }

    public required DateOnly ValidFrom { get; set; }

    /// <summary>依据.</summary>
    public required string Basis { get; set; }

    public CatalogVersionState State { get; set; }

    /// <summary>1 for the first draft; rises with every step.</summary>
    public required int Revision { get; set; }

    int IVersionedRecord.Version { get => Revision; set => Revision = value; }

    public required int RowCount { get; set; }

    public required byte[] RequestHash { get; set; }

    public required string UploadedBy { get; set; }

    public required DateTimeOffset UploadedAt { get; set; }

    /// <summary>The order in which versions were published; null until it is.</summary>
    public long? PublicationNo { get; set; }

    public string? PublishedBy { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }
}

/// <summary>办理记录 of a version.</summary>
public sealed class CatalogVersionEventRecord : StepRecord<CatalogVersionStep>
{
    public required RegionCode Owner { get; init; }

    /// <summary>The province's name of the version.</summary>
    public required string CatalogVersion { get; init; }
}

/// <summary>What a version says of one item, as stored; written by COPY and read as entries, see <see cref="CatalogVersionItems"/>.</summary>
public sealed class CatalogVersionRowRecord
{
    public required string Owner { get; init; }

    public required string Version { get; init; }

    public required string ItemCode { get; init; }

    public required CatalogOperation Operation { get; init; }

    /// <summary>Null in a row that removes; so are the other terms.</summary>
    public required string? Name { get; init; }

    public required ItemKind? Kind { get; init; }

    public required ItemClass? ItemClass { get; init; }

    public required decimal? FirstSelfPaidRatio { get; init; }

    public required decimal? PriceLimitCommunity { get; init; }

    public required decimal? PriceLimitPrimary { get; init; }

    public required decimal? PriceLimitSecondary { get; init; }

    public required decimal? PriceLimitTertiary { get; init; }

    public required string? FeeCategory { get; init; }

    public required string? PaymentRestriction { get; init; }

    public required string? RestrictionOnlyAge { get; init; }

    public required string? RestrictionOnlySex { get; init; }

    public required string? RestrictionFromLevel { get; init; }

    public required string? RestrictionOnlyCare { get; init; }

    public required bool RestrictionSecondLine { get; init; }

    public required bool RestrictionOtherInsurance { get; init; }

    public required bool RestrictionSaysAll { get; init; }
}

/// <summary>The latest change of an owner's code and first day; the database numbers it, whoever changes the entries.</summary>
public sealed class CatalogChangeRecord
{
    /// <summary><c>000000</c> for the national list.</summary>
    public required string Owner { get; init; }

    public required string ItemCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required long ChangeNo { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

internal sealed class CatalogVersionMapping : IEntityTypeConfiguration<CatalogVersionRecord>, IEntityTypeConfiguration<CatalogVersionEventRecord>,
    IEntityTypeConfiguration<CatalogVersionRowRecord>, IEntityTypeConfiguration<CatalogChangeRecord>
{
    public void Configure(EntityTypeBuilder<CatalogVersionRecord> version)
    {
        version.ToTable("catalog_version").HasKey(v => new { v.Owner, v.Version });
        version.Property(v => v.Version).HasMaxLength(40);
        version.Property(v => v.Basis).HasMaxLength(500);
        version.Property(v => v.UploadedBy).HasMaxLength(100);
        version.Property(v => v.PublishedBy).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<CatalogVersionEventRecord> step)
    {
        step.ToTable("catalog_version_event").HasKey(e => new { e.Owner, e.CatalogVersion, e.Version });
        step.Property(e => e.CatalogVersion).HasMaxLength(40);
        step.Property(e => e.DoneBy).HasMaxLength(100);
        step.Property(e => e.Note).HasMaxLength(500);
    }

    public void Configure(EntityTypeBuilder<CatalogVersionRowRecord> row)
    {
        row.ToTable("catalog_version_row").HasKey(r => new { r.Owner, r.Version, r.ItemCode });
        row.Property(r => r.Owner).HasMaxLength(6);
        row.Property(r => r.Version).HasMaxLength(40);
        row.Property(r => r.ItemCode).HasMaxLength(50);
        row.Property(r => r.ItemClass).HasMaxLength(1);
        row.Property(r => r.FirstSelfPaidRatio).HasPrecision(5, 4);
        row.Property(r => r.PriceLimitCommunity).HasPrecision(16, 6);
        row.Property(r => r.PriceLimitPrimary).HasPrecision(16, 6);
        row.Property(r => r.PriceLimitSecondary).HasPrecision(16, 6);
        row.Property(r => r.PriceLimitTertiary).HasPrecision(16, 6);
        row.Property(r => r.FeeCategory).HasMaxLength(2);
        row.Property(r => r.RestrictionOnlyAge).HasMaxLength(40);
        row.Property(r => r.RestrictionOnlySex).HasMaxLength(40);
        row.Property(r => r.RestrictionFromLevel).HasMaxLength(40);
        row.Property(r => r.RestrictionOnlyCare).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<CatalogChangeRecord> change)
    {
        change.ToTable("catalog_change").HasKey(c => new { c.Owner, c.ItemCode, c.ValidFrom });
        change.Property(c => c.Owner).HasMaxLength(6);
        change.Property(c => c.ItemCode).HasMaxLength(50);
    }
}
