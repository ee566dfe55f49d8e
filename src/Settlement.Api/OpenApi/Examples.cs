using System.Security.Cryptography;
using System.Text;
using Settlement.Api.Access;
using Settlement.Persistence.Policies;

namespace Settlement.Api.OpenApi;

/// <summary>
/// Examples of every operation, of which the first is shown, in an order in which they can be carried out on fresh demonstration data:
/// a filing from submission to acceptance, and encounters from registration to reversal. A test carries them out.
/// </summary>
internal static class Examples
{
    private const string Hospital = "H46010599001";
    private const string Document = "%PDF-1.4 an example";

    internal static IReadOnlyList<Example> All { get; } =
    [
        new("IssueDevelopmentToken", Role.Clerk, Of(), """{ "role": "clerk", "region": "110000" }"""),
        new("SubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1")),
            """{ "personNo": "DEMO06", "type": "otherTemporary", "destination": "310000", "validFrom": "2026-09-01", "validThrough": "2027-02-28", "channel": "window", "shown": ["credential", "filingForm"], "phone": "010-12345678" }"""),
        new("DecideFiling", Role.Reviewer, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1")),
            """{ "decision": "accept", "note": "材料齐全", "version": 1 }"""),
        new("ChangeFilingContact", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1")),
            """{ "address": "上海市徐汇区示例路1号", "version": 2 }"""),
        new("CancelFiling", Role.Reviewer, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1")),
            """{ "by": "agency", "reason": "重复备案", "version": 3 }"""),
        new("ReadFilingHistory", Role.Auditor, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1"))),
        new("SubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F2")),
            """{ "personNo": "DEMO06", "type": "referral", "destination": "310000", "validFrom": "2026-09-01", "channel": "app", "shown": ["credential", "filingForm"] }"""),
        new("DecideFiling", Role.Reviewer, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F2")),
            """{ "decision": "return", "note": "请补交转诊转院证明", "version": 1 }"""),
        new("ResubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F2")),
            """{ "personNo": "DEMO06", "type": "referral", "destination": "310000", "validFrom": "2026-09-01", "channel": "app", "shown": ["referralCertificate"] }"""),
        new("SubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F3")),
            """{ "personNo": "DEMO06", "type": "otherTemporary", "destination": "440100", "validFrom": "2026-09-01" }"""),
        new("WithdrawFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F3")),
            """{ "reason": "本人撤回" }"""),
        new("SubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F4")),
            """{ "personNo": "DEMO06", "type": "longTermResident", "destination": "440100", "validFrom": "2026-09-01", "shown": ["credential", "filingForm"], "promised": true }"""),
        new("SupplyFilingDocument", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F4"), ("kind", "residenceProof"), ("fileName", "residence.pdf")),
            Document, "application/pdf"),
        new("ListFilingDocuments", Role.Reviewer, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F4"))),
        new("ReadFilingDocument", Role.Auditor, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F4"),
            ("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Document)))))),
        new("SubmitFilingBatch", Role.Clerk, Of(("regionCode", "110000"), ("batchNo", "EXAMPLE-B1")),
            """
            {
              "employer": "北京示例有限公司",
              "rows": [
                { "personNo": "DEMO02", "type": "otherTemporary", "destination": "310000", "validFrom": "2026-09-01", "shown": ["credential", "filingForm"] },
                { "personNo": "DEMO06", "type": "postedWorker", "destination": "440100", "validFrom": "2026-09-01", "shown": ["credential", "filingForm"], "promised": true }
              ]
            }
            """),
        new("ReadFilingBatch", Role.Reviewer, Of(("regionCode", "110000"), ("batchNo", "EXAMPLE-B1"))),
        new("ListFilingBatchRows", Role.Auditor, Of(("regionCode", "110000"), ("batchNo", "EXAMPLE-B1"), ("limit", "20"))),
        new("ReadFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F1"))),
        new("SubmitFiling", Role.Clerk, Of(("regionCode", "110000"), ("filingNo", "EXAMPLE-F5")),
            """{ "personNo": "DEMO06", "type": "emergency", "destination": "310000", "validFrom": "2026-09-01" }"""),
        new("DecideFilings", Role.Reviewer, Of(("regionCode", "110000")),
            """{ "decisions": [{ "filingNo": "EXAMPLE-F5", "decision": "reject", "note": "急诊视同备案，无须备案", "version": 1 }, { "filingNo": "EXAMPLE-F3", "decision": "accept" }] }"""),
        new("ListFilings", Role.Auditor, Of(("regionCode", "110000"), ("standing", "inForce"), ("destination", "440000"), ("limit", "20"))),
        new("ReadFilingStatistics", Role.Finance, Of(("regionCode", "110000"), ("from", "2026-01-01"), ("through", "2026-12-31"))),
        new("CreditPersonalAccount", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO01"), ("creditNo", "EXAMPLE-C1")),
            """{ "amount": 280.50 }"""),
        new("ReadEntitlement", Role.Hospital, Of(("personNo", "DEMO01"), ("insuredRegion", "110000"), ("facility", Hospital), ("service", "inpatient"), ("on", "2026-09-17"))),
        new("ReadFilingRules", Role.Clerk, Of(("regionCode", "110000"), ("on", "2026-09-17"))),
        new("RecordFilingRules", Role.Administrator, Of(("regionCode", "510100"), ("version", "510100-example")),
            """
            {
              "version": "510100-example", "insuredRegion": "510100", "inForceFrom": "2099-01-01", "inForceThrough": null,
              "longTermAtOnce": 1, "temporaryAtOnce": null, "decisionWorkingDays": 2, "source": "示例通知",
              "types": [
                { "type": "relocatedRetiree", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }, { "anyOf": ["resettlementProof"], "mayBePromised": true }],
                  "leastMonths": null, "mostMonths": null, "monthsBeforeChange": 6, "daysBack": null, "boundToFacilities": false, "acceptedAtOnce": true },
                { "type": "longTermResident", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }, { "anyOf": ["residenceProof"], "mayBePromised": true }],
                  "leastMonths": null, "mostMonths": null, "monthsBeforeChange": 6, "daysBack": null, "boundToFacilities": false, "acceptedAtOnce": true },
                { "type": "postedWorker", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }, { "anyOf": ["dispatchProof", "employerProof", "workContract"], "mayBePromised": true }],
                  "leastMonths": null, "mostMonths": null, "monthsBeforeChange": 6, "daysBack": null, "boundToFacilities": false, "acceptedAtOnce": true },
                { "type": "referral", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }, { "anyOf": ["referralCertificate"], "mayBePromised": false }],
                  "leastMonths": 6, "mostMonths": 12, "monthsBeforeChange": 0, "daysBack": 30, "boundToFacilities": true, "acceptedAtOnce": false },
                { "type": "emergency", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }],
                  "leastMonths": 6, "mostMonths": 12, "monthsBeforeChange": 0, "daysBack": 30, "boundToFacilities": false, "acceptedAtOnce": false },
                { "type": "otherTemporary", "documents": [{ "anyOf": ["credential"], "mayBePromised": false }],
                  "leastMonths": 6, "mostMonths": 12, "monthsBeforeChange": 0, "daysBack": 30, "boundToFacilities": false, "acceptedAtOnce": true }
              ]
            }
            """),
        new("ReadWorkingDay", Role.Clerk, Of(("after", "2026-09-30"), ("workingDays", "2"))),
        new("ChangeInsuredStatus", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("changeNo", "EXAMPLE-S1")),
            """{ "status": "suspended", "effectiveOn": "2026-09-01", "reason": "欠费" }"""),
        new("ChangeInsuredStatus", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("changeNo", "EXAMPLE-S2")),
            """{ "status": "normal", "effectiveOn": "2026-09-02", "reason": "补缴到账" }"""),
        new("ListInsuredStatusChanges", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO06"))),
        new("ReadPerson", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO01"))),

        new("GrantQualification", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1")),
            """{ "diseaseCode": "M03900", "validFrom": "2026-01-01", "validThrough": "2026-12-31", "facilities": ["H46010599001"], "certificate": { "doctor": "示例医师", "issuedOn": "2025-12-20", "issuer": "示例医院" } }"""),
        new("ExtendQualification", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1")),
            """{ "validThrough": "2027-12-31", "version": 1 }"""),
        new("ChangeQualificationFacilities", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1")),
            """{ "facilities": ["H46010599001", "H31010499001"], "version": 2 }"""),
        new("RevokeQualification", Role.Reviewer, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1")),
            """{ "from": "2027-06-01", "reason": "复查未达标准", "version": 3 }"""),
        new("ReadQualification", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1"))),
        new("ReadQualificationHistory", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("qualificationNo", "EXAMPLE-Q1"))),
        new("UploadQualifications", Role.Clerk, Of(("regionCode", "110000"), ("uploadNo", "EXAMPLE-U1")),
            """
            {
              "rows": [
                { "personNo": "DEMO06", "qualificationNo": "EXAMPLE-Q2", "diseaseCode": "M01600", "validFrom": "2026-01-01", "validThrough": "2027-12-31",
                  "doctor": "示例医师", "issuedOn": "2025-12-20", "issuer": "示例医院" }
              ]
            }
            """),
        new("ListQualificationsOfPerson", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"))),
        new("ListQualifications", Role.Clerk, Of(("regionCode", "110000"), ("disease", "M03900"), ("expiringBefore", "2028-03-01"), ("limit", "20"))),
        new("ReadQualificationsAtFacility", Role.Hospital, Of(("facilityCode", Hospital), ("insuredRegion", "110000"), ("personNo", "DEMO06"), ("on", "2026-09-20"))),
        new("ListChronicDiseases", Role.Hospital, Of(("on", "2024-11-30"))),
        new("ListChronicDiseasesOfRegion", Role.Clerk, Of(("regionCode", "360100"), ("on", "2026-09-20"))),

        new("ListSpecialDrug", Role.Administrator, Of(("regionCode", "110000"), ("listingNo", "EXAMPLE-D1")),
            """{ "drugCode": "XL01EXAMPLE", "validFrom": "2026-01-01" }"""),
        new("EndSpecialDrug", Role.Administrator, Of(("regionCode", "110000"), ("listingNo", "EXAMPLE-D1")), """{ "lastDay": "2027-12-31" }"""),
        new("ListSpecialDrugs", Role.Pharmacy, Of(("regionCode", "110000"), ("on", "2026-09-20"), ("limit", "20"))),
        new("ApproveSpecialDrug", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("approvalNo", "EXAMPLE-A1")),
            """{ "drugCode": "XL01EXAMPLE", "doctorCode": "D460100000001", "doctor": "示例医师", "hospital": "H46010599001", "pharmacy": "P46010599001", "validFrom": "2026-01-01", "validThrough": "2027-12-31" }"""),
        new("PrescribeSpecialDrug", Role.Hospital, Of(("facilityCode", Hospital), ("prescriptionNo", "EXAMPLE-P1")),
            """{ "insuredRegion": "110000", "personNo": "DEMO06", "drugCode": "XL01EXAMPLE", "doctorCode": "D460100000001", "quantity": 2, "prescribedOn": "2026-09-20", "validDays": 7 }"""),
        new("ReadSpecialDrugPrescription", Role.Hospital, Of(("facilityCode", Hospital), ("prescriptionNo", "EXAMPLE-P1"))),
        new("RevokeSpecialDrugApproval", Role.Reviewer, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("approvalNo", "EXAMPLE-A1")),
            """{ "from": "2027-06-01", "reason": "停药" }"""),
        new("ListSpecialDrugApprovals", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO06"))),

        new("SearchFacilities", Role.Hospital, Of(("region", "460000"), ("service", "inpatient"), ("on", "2026-09-07"))),
        new("ReadFacility", Role.Hospital, Of(("facilityCode", Hospital))),
        new("ReadCatalogItem", Role.Hospital, Of(("regionCode", "460000"), ("itemCode", "001109000010300"), ("on", "2026-09-07"))),
        new("ReadPolicy", Role.Hospital, Of(("regionCode", "110000"), ("scheme", "employee"), ("on", "2026-09-17"))),
        new("ReadPolicySchema", Role.Clerk, Of()),
        new("CheckPolicy", Role.Clerk, Of(), ShippedPolicies.Documents().Single(d => d.File == "410100-employee-2026.json").Json),

        new("RegisterEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "insuredRegion": "110000", "personNo": "DEMO01", "service": "inpatient", "startedOn": "2026-09-20", "diagnosisCode": "S72.000", "isEmergency": false, "trauma": "withoutThirdParty", "credential": { "kind": "identityCard", "number": "110000190001010012" } }"""),
        new("ChangeEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "startedOn": "2026-09-20", "diagnosisCode": "S72.000", "otherDiagnoses": ["I10.x00"], "trauma": "withoutThirdParty", "traumaStatement": { "signedOn": "2026-09-20", "course": "在家中浴室滑倒" } }"""),
        new("ReadEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1"))),
        new("ListEncounters", Role.Hospital, Of(("facilityCode", Hospital), ("state", "open"), ("limit", "20"))),
        new("UploadFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """
            {
              "lines": [
                { "lineNo": "1", "itemCode": "001109000010300", "serviceDate": "2026-09-20", "quantity": 5, "unitPrice": 110, "amount": 550.00 },
                { "lineNo": "2", "itemCode": "003315070050000", "serviceDate": "2026-09-21", "quantity": 1, "unitPrice": 12000, "amount": 12000.00 }
              ]
            }
            """),
        new("DeleteFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "lineNos": ["3"] }"""),
        new("ReadFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1"))),
        new("Discharge", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "dischargedOn": "2026-09-25", "manner": "ordered" }"""),
        new("PreviewSettlement", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "endedOn": "2026-09-25", "usePersonalAccount": true, "explain": true }"""),
        new("Settle", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1")),
            """{ "encounterNo": "EXAMPLE-E1", "endedOn": "2026-09-25", "usePersonalAccount": true }"""),
        new("ReadSettlement", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("ReadSettlementLines", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("ReadWhyNotMore", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("ReadStatement", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("ReadRegionSettlement", Role.Finance, Of(("regionCode", "110000"), ("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("ReadRegionStatement", Role.Clerk, Of(("regionCode", "110000"), ("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T1"))),
        new("RefundPart", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T2")),
            """
            {
              "settlementTransactionNo": "EXAMPLE-T1",
              "reversalTransactionNo": "EXAMPLE-R1",
              "reason": "退床位费2天",
              "lines": [
                { "lineNo": "R1", "itemCode": "001109000010300", "serviceDate": "2026-09-20", "quantity": -2, "unitPrice": 110, "amount": -220.00, "refundsLineNo": "1" }
              ]
            }
            """),
        new("ReverseSettlement", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-R2")),
            """{ "settlementTransactionNo": "EXAMPLE-T2", "reason": "费用录入错误" }"""),
        new("CancelDischarge", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1"))),
        new("PayInFull", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1")),
            """{ "endedOn": "2026-09-25", "reason": "fault", "note": "网络故障" }"""),
        new("CancelSelfPayment", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1"))),
        new("ReadEncounterHistory", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E1"))),

        new("ListNotices", Role.Hospital, Of(("facilityCode", Hospital), ("limit", "20"))),

        new("RegisterEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E2")),
            """{ "insuredRegion": "110000", "personNo": "DEMO01", "service": "outpatient", "startedOn": "2026-09-28", "diagnosisCode": "I10.x00" }"""),
        new("CancelEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E2")),
            """{ "reason": "重复登记" }"""),
        new("RegisterEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E3")),
            """{ "insuredRegion": "110000", "personNo": "DEMO01", "service": "outpatient", "startedOn": "2026-09-28", "diagnosisCode": "I10.x00" }"""),
        new("UploadFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-E3")),
            """{ "lines": [{ "lineNo": "1", "itemCode": "003315070050000", "serviceDate": "2026-09-28", "quantity": 1, "unitPrice": 3000, "amount": 3000.00 }] }"""),
        new("Settle", Role.Hospital, Of(("facilityCode", Hospital), ("transactionNo", "EXAMPLE-T3")),
            """{ "encounterNo": "EXAMPLE-E3", "endedOn": "2026-09-28" }"""),
        new("ReverseSettlements", Role.Hospital, Of(("facilityCode", Hospital)),
            """{ "reversals": [{ "transactionNo": "EXAMPLE-R3", "settlementTransactionNo": "EXAMPLE-T3" }], "reason": "重复收费" }"""),

        new("ReadSettlementDay", Role.Hospital, Of(("facilityCode", Hospital), ("day", "2026-09-25"), ("limit", "100"))),
        new("Reconcile", Role.Hospital, Of(("facilityCode", Hospital), ("reconciliationNo", "EXAMPLE-D1")),
            """
            {
              "day": "2026-09-25",
              "totals": [
                { "scheme": "employee", "service": "inpatient", "kind": "settlement", "count": 1,
                  "total": 12550.00, "fundTotal": 9000.00, "personalAccount": 0.00, "cash": 3550.00 }
              ],
              "details": [ { "transactionNo": "EXAMPLE-T0", "total": 12550.00, "fundTotal": 9000.00, "personalAccount": 0.00, "cash": 3550.00 } ]
            }
            """),
        new("ReadReconciliation", Role.Hospital, Of(("facilityCode", Hospital), ("reconciliationNo", "EXAMPLE-D1"))),
        new("ListReconciliations", Role.Hospital, Of(("facilityCode", Hospital), ("from", "2026-09-01"), ("agrees", "false"), ("limit", "20"))),
    ];

    private static Dictionary<string, string> Of(params (string Name, string Value)[] parameters) =>
        parameters.ToDictionary(p => p.Name, p => p.Value);
}
