using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Settlement.Persistence.Migrations;

/// <summary>A migration whose content is an embedded SQL script. Once shipped, a script is never edited: a change is a new script.</summary>
public abstract class ScriptMigration : Migration
{
    /// <summary>File name of the script in this folder.</summary>
    protected abstract string Script { get; }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var stream = typeof(ScriptMigration).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"The script {Script} is not part of the build.");
        using var reader = new StreamReader(stream);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0001_core")]
internal sealed class CoreMigration : ScriptMigration
{
    protected override string Script => "0001_core.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0002_reference_data")]
internal sealed class ReferenceDataMigration : ScriptMigration
{
    protected override string Script => "0002_reference_data.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0003_fee_lines")]
internal sealed class FeeLinesMigration : ScriptMigration
{
    protected override string Script => "0003_fee_lines.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0004_payers_and_years")]
internal sealed class PayersAndYearsMigration : ScriptMigration
{
    protected override string Script => "0004_payers_and_years.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0005_codes_as_text")]
internal sealed class CodesAsTextMigration : ScriptMigration
{
    protected override string Script => "0005_codes_as_text.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0006_encounter_life")]
internal sealed class EncounterLifeMigration : ScriptMigration
{
    protected override string Script => "0006_encounter_life.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0007_reconciliation")]
internal sealed class ReconciliationMigration : ScriptMigration
{
    protected override string Script => "0007_reconciliation.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0008_filing_life")]
internal sealed class FilingLifeMigration : ScriptMigration
{
    protected override string Script => "0008_filing_life.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0009_reference_parts")]
internal sealed class ReferencePartsMigration : ScriptMigration
{
    protected override string Script => "0009_reference_parts.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0010_facility_directory")]
internal sealed class FacilityDirectoryMigration : ScriptMigration
{
    protected override string Script => "0010_facility_directory.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0011_agencies_and_notices")]
internal sealed class AgenciesAndNoticesMigration : ScriptMigration
{
    protected override string Script => "0011_agencies_and_notices.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0012_catalog_publishing")]
internal sealed class CatalogPublishingMigration : ScriptMigration
{
    protected override string Script => "0012_catalog_publishing.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0013_policy_publishing")]
internal sealed class PolicyPublishingMigration : ScriptMigration
{
    protected override string Script => "0013_policy_publishing.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0014_manual_reimbursement")]
internal sealed class ManualReimbursementMigration : ScriptMigration
{
    protected override string Script => "0014_manual_reimbursement.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0015_visits")]
internal sealed class VisitsMigration : ScriptMigration
{
    protected override string Script => "0015_visits.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0016_qualifications_and_special_drugs")]
internal sealed class QualificationsAndSpecialDrugsMigration : ScriptMigration
{
    protected override string Script => "0016_qualifications_and_special_drugs.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0017_manual_claim_reversal")]
internal sealed class ManualClaimReversalMigration : ScriptMigration
{
    protected override string Script => "0017_manual_claim_reversal.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0018_prescription_cancelling")]
internal sealed class PrescriptionCancellingMigration : ScriptMigration
{
    protected override string Script => "0018_prescription_cancelling.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0019_special_drug_figures")]
internal sealed class SpecialDrugFiguresMigration : ScriptMigration
{
    protected override string Script => "0019_special_drug_figures.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0020_openings_by_hash")]
internal sealed class OpeningsByHashMigration : ScriptMigration
{
    protected override string Script => "0020_openings_by_hash.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0021_catalog_steps")]
internal sealed class CatalogStepsMigration : ScriptMigration
{
    protected override string Script => "0021_catalog_steps.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0022_problems_of_batch_rows")]
internal sealed class ProblemsOfBatchRowsMigration : ScriptMigration
{
    protected override string Script => "0022_problems_of_batch_rows.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0023_payee_account_steps")]
internal sealed class PayeeAccountStepsMigration : ScriptMigration
{
    protected override string Script => "0023_payee_account_steps.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0024_encounter_steps")]
internal sealed class EncounterStepsMigration : ScriptMigration
{
    protected override string Script => "0024_encounter_steps.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0025_benefit_notice_steps")]
internal sealed class BenefitNoticeStepsMigration : ScriptMigration
{
    protected override string Script => "0025_benefit_notice_steps.sql";
}

[DbContext(typeof(SettlementDbContext))]
[Migration("0027_special_drug_steps")]
internal sealed class SpecialDrugStepsMigration : ScriptMigration
{
    protected override string Script => "0027_special_drug_steps.sql";
}
