using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Persons;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.BenefitAccounts;
using Settlement.Persistence.BenefitNotices;
using Settlement.Persistence.Catalogs;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Filings;
using Settlement.Persistence.ManualReimbursements;
using Settlement.Persistence.Notices;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Policies;
using Settlement.Persistence.PolicyTrials;
using Settlement.Persistence.Reconciliations;
using Settlement.Persistence.Settlements;
using Settlement.Persistence.SpecialDrugs;
using Settlement.Persistence.Visits;

namespace Settlement.Persistence;

/// <summary>The PostgreSQL tables. Value types are mapped once here, each table in a class beside its record.</summary>
public sealed class SettlementDbContext(DbContextOptions<SettlementDbContext> options) : DbContext(options)
{
    public DbSet<PersonRecord> Persons => Set<PersonRecord>();

    public DbSet<PersonalAccountRecord> PersonalAccounts => Set<PersonalAccountRecord>();

    public DbSet<PersonalAccountCreditRecord> PersonalAccountCredits => Set<PersonalAccountCreditRecord>();

    public DbSet<PersonAccessRecord> PersonAccesses => Set<PersonAccessRecord>();

    public DbSet<InsuredStatusChangeRecord> InsuredStatusChanges => Set<InsuredStatusChangeRecord>();

    public DbSet<ChronicQualificationRecord> ChronicQualifications => Set<ChronicQualificationRecord>();

    public DbSet<ChronicQualificationEventRecord> ChronicQualificationEvents => Set<ChronicQualificationEventRecord>();

    public DbSet<ChronicQualificationUploadRecord> ChronicQualificationUploads => Set<ChronicQualificationUploadRecord>();

    public DbSet<SpecialDrugRecord> SpecialDrugs => Set<SpecialDrugRecord>();

    public DbSet<SpecialDrugApprovalRecord> SpecialDrugApprovals => Set<SpecialDrugApprovalRecord>();

    public DbSet<SpecialDrugPrescriptionRecord> SpecialDrugPrescriptions => Set<SpecialDrugPrescriptionRecord>();

    public DbSet<SpecialDrugEventRecord> SpecialDrugEvents => Set<SpecialDrugEventRecord>();

    public DbSet<SpecialDrugApprovalEventRecord> SpecialDrugApprovalEvents => Set<SpecialDrugApprovalEventRecord>();

    public DbSet<SpecialDrugPrescriptionEventRecord> SpecialDrugPrescriptionEvents => Set<SpecialDrugPrescriptionEventRecord>();

    public DbSet<SpecialDrugUseRecord> SpecialDrugUses => Set<SpecialDrugUseRecord>();

    public DbSet<FilingRecord> Filings => Set<FilingRecord>();

    public DbSet<FilingEventRecord> FilingEvents => Set<FilingEventRecord>();

    public DbSet<FilingDocumentRecord> FilingDocuments => Set<FilingDocumentRecord>();

    public DbSet<FilingBatchRecord> FilingBatches => Set<FilingBatchRecord>();

    public DbSet<FilingBatchRowRecord> FilingBatchRows => Set<FilingBatchRowRecord>();

    public DbSet<FacilityNoticeRecord> FacilityNotices => Set<FacilityNoticeRecord>();

    public DbSet<FacilityRecord> Facilities => Set<FacilityRecord>();

    public DbSet<FacilityChangeRecord> FacilityChanges => Set<FacilityChangeRecord>();

    public DbSet<FacilityImportRecord> FacilityImports => Set<FacilityImportRecord>();

    public DbSet<FacilityImportRowRecord> FacilityImportRows => Set<FacilityImportRowRecord>();

    public DbSet<EncounterRecord> Encounters => Set<EncounterRecord>();

    public DbSet<EncounterEventRecord> EncounterEvents => Set<EncounterEventRecord>();

    public DbSet<FeeLineRecord> FeeLines => Set<FeeLineRecord>();

    public DbSet<VisitRecord> Visits => Set<VisitRecord>();

    public DbSet<DiseaseDeclarationRecord> DiseaseDeclarations => Set<DiseaseDeclarationRecord>();

    public DbSet<SettlementRecord> Settlements => Set<SettlementRecord>();

    public DbSet<SettlementEarlierYearRecord> SettlementEarlierYears => Set<SettlementEarlierYearRecord>();

    public DbSet<SettlementLineRecord> SettlementLines => Set<SettlementLineRecord>();

    public DbSet<ReconciliationRecord> Reconciliations => Set<ReconciliationRecord>();

    public DbSet<BenefitAccountRecord> BenefitAccounts => Set<BenefitAccountRecord>();

    public DbSet<PolicyVersionRecord> PolicyVersions => Set<PolicyVersionRecord>();

    public DbSet<ManualClaimRecord> ManualClaims => Set<ManualClaimRecord>();

    public DbSet<ManualClaimEventRecord> ManualClaimEvents => Set<ManualClaimEventRecord>();

    public DbSet<ManualClaimReversalRecord> ManualClaimReversals => Set<ManualClaimReversalRecord>();

    public DbSet<ManualClaimDocumentRecord> ManualClaimDocuments => Set<ManualClaimDocumentRecord>();

    public DbSet<ManualClaimInvoiceRecord> ManualClaimInvoices => Set<ManualClaimInvoiceRecord>();

    public DbSet<InvoiceUseRecord> InvoiceUses => Set<InvoiceUseRecord>();

    public DbSet<PayeeAccountRecord> PayeeAccounts => Set<PayeeAccountRecord>();

    public DbSet<PayeeAccountEventRecord> PayeeAccountEvents => Set<PayeeAccountEventRecord>();

    public DbSet<FeeCheckRecord> FeeChecks => Set<FeeCheckRecord>();
    public DbSet<AgencyRecord> Agencies => Set<AgencyRecord>();

    public DbSet<AgencyEventRecord> AgencyEvents => Set<AgencyEventRecord>();

    public DbSet<AgencyUploadRecord> AgencyUploads => Set<AgencyUploadRecord>();

    public DbSet<BenefitNoticeRecord> BenefitNotices => Set<BenefitNoticeRecord>();

    public DbSet<BenefitNoticeEventRecord> BenefitNoticeEvents => Set<BenefitNoticeEventRecord>();
    public DbSet<CatalogVersionRecord> CatalogVersions => Set<CatalogVersionRecord>();

    public DbSet<CatalogVersionEventRecord> CatalogVersionEvents => Set<CatalogVersionEventRecord>();

    public DbSet<CatalogVersionRowRecord> CatalogVersionRows => Set<CatalogVersionRowRecord>();

    public DbSet<CatalogChangeRecord> CatalogChanges => Set<CatalogChangeRecord>();
    public DbSet<PolicyVersionEventRecord> PolicyVersionEvents => Set<PolicyVersionEventRecord>();

    public DbSet<PolicyVersionChangeRecord> PolicyVersionChanges => Set<PolicyVersionChangeRecord>();

    public DbSet<PolicyTrialRecord> PolicyTrials => Set<PolicyTrialRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<RegionCode>().HaveConversion<RegionCodeConverter>().HaveMaxLength(6);
        configurationBuilder.Properties<FacilityCode>().HaveConversion<FacilityCodeConverter>().HaveMaxLength(12);
        configurationBuilder.Properties<IdentityNumber>().HaveConversion<IdentityNumberConverter>().HaveMaxLength(18);
        configurationBuilder.Properties<PersonNo>().HaveConversion<PersonNoConverter>().HaveMaxLength(30);
        configurationBuilder.Properties<PersonId>().HaveConversion<PersonIdConverter>();
        configurationBuilder.Properties<FilingId>().HaveConversion<FilingIdConverter>();
        configurationBuilder.Properties<EncounterId>().HaveConversion<EncounterIdConverter>();
        configurationBuilder.Properties<VisitId>().HaveConversion<VisitIdConverter>();
        configurationBuilder.Properties<SettlementId>().HaveConversion<SettlementIdConverter>();
        configurationBuilder.Properties<ManualClaimId>().HaveConversion<ManualClaimIdConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SettlementDbContext).Assembly);
        SnakeCase.NameColumnsOf(modelBuilder);
    }
}
