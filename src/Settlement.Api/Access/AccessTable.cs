namespace Settlement.Api.Access;

/// <summary>角色 of a token (claim <c>role</c>).</summary>
internal enum Role
{
    /// <summary>医院 HIS; bound to a facility.</summary>
    Hospital,

    /// <summary>定点零售药店; bound to a facility.</summary>
    Pharmacy,

    /// <summary>参保地经办; bound to a region.</summary>
    Clerk,

    /// <summary>复核; bound to a region.</summary>
    Reviewer,

    /// <summary>财务; bound to a region.</summary>
    Finance,

    /// <summary>稽核审计; bound to a region.</summary>
    Auditor,

    /// <summary>系统管理; bound to a region.</summary>
    Administrator,
}

/// <summary>What the path of an operation names, and the token must be bound to.</summary>
internal enum AccessScope
{
    /// <summary>For everybody, without a token, like the OpenAPI document.</summary>
    Open,

    /// <summary>Public reference data, for every role in the row.</summary>
    None,

    /// <summary><c>facilityCode</c> in the path is the facility of the token.</summary>
    Facility,

    /// <summary><c>regionCode</c> in the path is the region of the token or lies in it.</summary>
    Region,

    /// <summary>
    /// <c>facility</c> in the query is the facility of the token, or <c>insuredRegion</c> the region of the token or inside it: each side
    /// asks about its own.
    /// </summary>
    EitherSide,
}

/// <summary>Who may call an operation.</summary>
internal sealed record AccessRow(AccessScope Scope, params Role[] Roles);

/// <summary>
/// The one table of who may do what, by operation id. An operation without a row is denied to everyone; a test walks every
/// operation of the OpenAPI document.
/// </summary>
internal static class AccessTable
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    internal static IReadOnlyDictionary<string, AccessRow> Rows { get; } = new Dictionary<string, AccessRow>
    {
        ["SubmitFiling"] = new(AccessScope.Region, Role.Clerk),
        ["ReadFiling"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ListFilings"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadFilingHistory"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["DecideFiling"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["DecideFilings"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["ReadFilingStatistics"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ResubmitFiling"] = new(AccessScope.Region, Role.Clerk),
        ["WithdrawFiling"] = new(AccessScope.Region, Role.Clerk),
        ["CancelFiling"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["ChangeFilingContact"] = new(AccessScope.Region, Role.Clerk),
        ["SupplyFilingDocument"] = new(AccessScope.Region, Role.Clerk),
        ["ListFilingDocuments"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadFilingDocument"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["SubmitFilingBatch"] = new(AccessScope.Region, Role.Clerk),
        ["ReadFilingBatch"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ListFilingBatchRows"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadPerson"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadEntitlement"] = new(AccessScope.EitherSide, Role.Hospital, Role.Pharmacy, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadFilingRules"] = new(AccessScope.None, Everyone),
        ["RecordFilingRules"] = new(AccessScope.Region, Role.Administrator),
        ["ReadWorkingDay"] = new(AccessScope.None, Everyone),
        ["ChangeInsuredStatus"] = new(AccessScope.Region, Role.Clerk),
        ["ListInsuredStatusChanges"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["CreditPersonalAccount"] = new(AccessScope.Region, Role.Clerk),
        ["ReadRegionSettlement"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ReadRegionStatement"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),

        ["OpenManualClaim"] = new(AccessScope.Region, Role.Clerk),
        ["SupplyManualClaim"] = new(AccessScope.Region, Role.Clerk),
        ["SupplyManualClaimDocument"] = new(AccessScope.Region, Role.Clerk),
        ["ComputeManualClaim"] = new(AccessScope.Region, Role.Clerk),
        ["ApproveManualClaim"] = new(AccessScope.Region, Role.Reviewer),
        ["RefuseManualClaim"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["WithdrawManualClaim"] = new(AccessScope.Region, Role.Clerk),
        ["PayManualClaim"] = new(AccessScope.Region, Role.Finance),
        ["ReverseManualClaimApproval"] = new(AccessScope.Region, Role.Reviewer),
        ["RecoverManualClaimPayment"] = new(AccessScope.Region, Role.Finance),
        ["WriteOffManualClaimPayment"] = new(AccessScope.Region, Role.Reviewer),
        ["ListManualClaims"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ReadManualClaim"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ReadManualClaimHistory"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ListManualClaimDocuments"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadManualClaimDocument"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["RequestVerification"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["ListVerifications"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ListIncomingVerifications"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["AnswerVerification"] = new(AccessScope.Region, Role.Clerk),
        ["ProposePayeeAccount"] = new(AccessScope.Region, Role.Clerk),
        ["DecidePayeeAccount"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["ListPayeeAccounts"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ReadManualReimbursementRules"] = new(AccessScope.None, Everyone),
        ["RecordManualReimbursementRules"] = new(AccessScope.Region, Role.Administrator),
        ["ReadDirectSettlementRate"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor),
        ["ReportSettlementInvoice"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["TakeBackSettlementInvoice"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["GrantQualification"] = new(AccessScope.Region, Role.Clerk),
        ["ExtendQualification"] = new(AccessScope.Region, Role.Clerk),
        ["ChangeQualificationFacilities"] = new(AccessScope.Region, Role.Clerk),
        ["RevokeQualification"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["UploadQualifications"] = new(AccessScope.Region, Role.Clerk),
        ["ReadQualification"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadQualificationHistory"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ListQualificationsOfPerson"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ListQualifications"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ReadQualificationsAtFacility"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ListChronicDiseases"] = new(AccessScope.None, Everyone),
        ["ListChronicDiseasesOfRegion"] = new(AccessScope.None, Everyone),

        ["ListSpecialDrug"] = new(AccessScope.Region, Role.Administrator),
        ["EndSpecialDrug"] = new(AccessScope.Region, Role.Administrator),
        ["WithdrawSpecialDrug"] = new(AccessScope.Region, Role.Administrator),
        ["ListSpecialDrugs"] = new(AccessScope.None, Everyone),
        ["ApproveSpecialDrug"] = new(AccessScope.Region, Role.Clerk),
        ["RevokeSpecialDrugApproval"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer),
        ["ListSpecialDrugApprovals"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["PrescribeSpecialDrug"] = new(AccessScope.Facility, Role.Hospital),
        ["CancelSpecialDrugPrescription"] = new(AccessScope.Facility, Role.Hospital),
        ["ReadSpecialDrugPrescription"] = new(AccessScope.Facility, Role.Hospital),

        ["SearchFacilities"] = new(AccessScope.None, Everyone),
        ["ReadFacility"] = new(AccessScope.None, Everyone),
        ["ReadFacilityHistory"] = new(AccessScope.None, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ListUsableFacilities"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor),
        ["ChangeFacility"] = new(AccessScope.Region, Role.Administrator),
        ["ReadPublicHospitalList"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["CheckFacilityImport"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["ApplyFacilityImport"] = new(AccessScope.Region, Role.Administrator),
        ["ReadFacilityImport"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ListFacilityImportRows"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ReadCatalogItem"] = new(AccessScope.None, Everyone),
        ["SearchCatalog"] = new(AccessScope.None, Everyone),
        ["ListCatalogChanges"] = new(AccessScope.None, Everyone),
        ["UploadCatalogVersion"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["ListCatalogVersions"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ReadCatalogVersion"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ReadCatalogDifferences"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ReadCatalogEffect"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["PublishCatalogVersion"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
        ["WithdrawCatalogVersion"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
        ["DiscardCatalogVersion"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["ReadPolicy"] = new(AccessScope.None, Everyone),
        ["ReadPolicySchema"] = new(AccessScope.Open, Everyone),
        ["CheckPolicy"] = new(AccessScope.None, Role.Clerk, Role.Administrator),
        ["ListPolicyVersions"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["ReadPolicyVersion"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["ProvePolicyVersion"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["ComparePolicyVersions"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["DraftPolicy"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["DiscardPolicyDraft"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["PublishPolicy"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
        ["WithdrawPolicy"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
        ["TryPolicyOnCases"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["TryPolicyOnSettlements"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),
        ["ReadPolicyTrial"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Finance, Role.Auditor, Role.Administrator),

        ["RegisterEncounter"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadEncounter"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ListEncounters"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadEncounterHistory"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ChangeEncounter"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["CancelEncounter"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["Discharge"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["CancelDischarge"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["PayInFull"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["CancelSelfPayment"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["DeleteFeeLines"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ListNotices"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["UploadFeeLines"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadFeeLines"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["PreviewSettlement"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["Settle"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadSettlement"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadSettlementLines"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadWhyNotMore"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadStatement"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReverseSettlement"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["RefundPart"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReverseSettlements"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["RegisterVisit"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadVisit"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["UploadVisitLines"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["PreviewVisit"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["SettleVisit"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["Reconcile"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadReconciliation"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ListReconciliations"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),
        ["ReadSettlementDay"] = new(AccessScope.Facility, Role.Hospital, Role.Pharmacy),

        ["ListOpenness"] = new(AccessScope.None, Everyone),
        ["ReadCoverage"] = new(AccessScope.None, Everyone),
        ["SearchAgencies"] = new(AccessScope.None, Everyone),
        ["ReadAgency"] = new(AccessScope.None, Everyone),
        ["ReadAgencyHistory"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["RecordAgency"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["ChangeAgency"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["CloseAgency"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["UploadAgencies"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["ListBenefitNotices"] = new(AccessScope.None, Everyone),
        ["ReadBenefitNotice"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["ListBenefitNoticeDrafts"] = new(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator),
        ["DraftBenefitNotice"] = new(AccessScope.Region, Role.Clerk, Role.Administrator),
        ["PublishBenefitNotice"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
        ["WithdrawBenefitNotice"] = new(AccessScope.Region, Role.Reviewer, Role.Administrator),
    };
}
