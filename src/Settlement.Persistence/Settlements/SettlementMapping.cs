using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Settlement.Domain.Settlements;

namespace Settlement.Persistence.Settlements;

internal sealed class SettlementMapping : IEntityTypeConfiguration<SettlementRecord>
{
    public void Configure(EntityTypeBuilder<SettlementRecord> settlement)
    {
        settlement.ToTable("settlement").HasKey(s => new { s.PersonId, s.SettlementId });
        settlement.HasMany(s => s.EarlierYears).WithOne().HasForeignKey(y => new { y.PersonId, y.SettlementId });
        settlement.Ignore(s => s.Amounts);
        settlement.Ignore(s => s.Benefit);
        settlement.Ignore(s => s.CatalogProvince);
        settlement.Property(s => s.Channel).HasDefaultValue(SettlementChannel.Direct);
        settlement.Property(s => s.CatalogSide).HasDefaultValue(CatalogSide.TreatmentPlace);
        settlement.Property(s => s.TransactionNo).HasMaxLength(40);
        settlement.Property(s => s.Reason).HasMaxLength(200);
        settlement.Property(s => s.DiseaseCode).HasMaxLength(6);
        settlement.Property(s => s.QualificationNo).HasMaxLength(40);
        settlement.PrimitiveCollection(s => s.QualificationFacilities).ElementType().HasMaxLength(12);
        settlement.Property(s => s.DrugCode).HasMaxLength(50);
        settlement.Property(s => s.DrugListingNo).HasMaxLength(40);
        settlement.Property(s => s.DrugRatioPercent).HasPrecision(7, 4);
        settlement.Property(s => s.DrugBasis).HasMaxLength(500);
        settlement.Property(s => s.PolicyVersion).HasMaxLength(60);
        settlement.Property(s => s.SettledBy).HasMaxLength(100);
        settlement.Property(s => s.SettledDay).ValueGeneratedOnAddOrUpdate();
        settlement.Property(s => s.AccountBefore).HasColumnType("jsonb")
            .HasConversion(account => StoredJson.Write(account), json => StoredJson.ReadAccount(json));
        settlement.Property(s => s.AccountChange).HasColumnType("jsonb")
            .HasConversion(change => StoredJson.Write(change), json => StoredJson.ReadAccountChange(json));
        settlement.Property(s => s.Working).HasColumnType("jsonb")
            .HasConversion(
                working => StoredJson.Write(working!), json => StoredJson.ReadWorking(json), StoredJson.NeverChanged<SettlementWorking>());
    }
}
