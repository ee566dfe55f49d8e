using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
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

        new("SearchFacilities", Role.Hospital, Of(("region", "460000"), ("service", "inpatient"), ("on", "2026-09-07"), ("counts", "true"))),
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
        new("CheckFacilityImport", Role.Administrator, Of(("regionCode", "460000"), ("importNo", "EXAMPLE-N1"), ("validFrom", "2099-01-01"), ("demonstration", "true")),
            """
            {
              "facilities": [
                {
                  "facilityCode": "H46010699777", "name": "海口示例新院（演示）", "formerNames": ["海口示例医院（演示）"], "level": "tertiary", "grade": "a",
                  "region": "460106", "address": "海口市龙华区示例路1号", "latitude": 20.031, "longitude": 110.328, "phone": "0898-00000000",
                  "agreementFrom": "2026-01-01", "openings": [{ "service": "inpatient", "openFrom": "2026-01-01" }]
                }
              ]
            }
            """),
        new("ReadFacilityImport", Role.Auditor, Of(("regionCode", "460000"), ("importNo", "EXAMPLE-N1"))),
        new("ListFacilityImportRows", Role.Clerk, Of(("regionCode", "460000"), ("importNo", "EXAMPLE-N1"), ("outcome", "added"), ("limit", "20"))),
        new("ApplyFacilityImport", Role.Administrator, Of(("regionCode", "460000"), ("importNo", "EXAMPLE-N1"))),
        new("ChangeFacility", Role.Administrator, Of(("regionCode", "460000"), ("facilityCode", "H46010699777"), ("changeNo", "EXAMPLE-M1")),
            """{ "kind": "suspend", "from": "2099-01-01", "through": "2099-01-31", "reason": "系统改造" }"""),
        new("ReadFacilityHistory", Role.Auditor, Of(("facilityCode", "H46010699777"))),
        new("ReadPublicHospitalList", Role.Administrator, Of(("regionCode", "360000"))),
        new("ListUsableFacilities", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO01"), ("service", "inpatient"), ("on", "2026-09-17"), ("counts", "true"))),
        new("ReadCatalogItem", Role.Hospital, Of(("regionCode", "460000"), ("itemCode", "001109000010300"), ("on", "2026-09-07"))),
        new("SearchCatalog", Role.Hospital, Of(("regionCode", "460000"), ("name", "扫描"), ("class", "b"), ("on", "2026-09-07"), ("limit", "2"))),
        new("ListCatalogChanges", Role.Hospital, Of(("regionCode", "460000"), ("since", "0"), ("limit", "2"))),
        new("UploadCatalogVersion", Role.Clerk, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1")),
            """
            {
              "validFrom": "2099-01-01",
              "basis": "示例：调整增强CT先行自付比例",
              "rows": [
                { "itemCode": "002103000020000", "operation": "set", "name": "X线计算机体层(CT)增强扫描", "kind": "medicalService", "itemClass": "b",
                  "firstSelfPaidRatio": 0.15, "priceLimitSecondary": 300, "priceLimitTertiary": 330.5, "feeCategory": "03" },
                { "itemCode": "003315070050000", "operation": "remove" }
              ]
            }
            """),
        new("ReadCatalogVersion", Role.Reviewer, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1"))),
        new("ListCatalogVersions", Role.Reviewer, Of(("regionCode", "460000"), ("limit", "20"))),
        new("ReadCatalogDifferences", Role.Reviewer, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1"), ("limit", "50"))),
        new("ReadCatalogEffect", Role.Reviewer, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1"), ("settlements", "100"))),
        new("PublishCatalogVersion", Role.Reviewer, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1")), """{ "revision": 1 }"""),
        new("WithdrawCatalogVersion", Role.Reviewer, Of(("regionCode", "460000"), ("version", "EXAMPLE-C1")),
            """{ "revision": 1, "reason": "文件改期" }"""),
        new("UploadCatalogVersion", Role.Clerk, Of(("regionCode", "460000"), ("version", "EXAMPLE-C2")),
            """{ "validFrom": "2099-01-01", "basis": "示例", "rows": [ { "itemCode": "003315070050000", "operation": "remove" } ] }"""),
        new("DiscardCatalogVersion", Role.Clerk, Of(("regionCode", "460000"), ("version", "EXAMPLE-C2")), """{ "revision": 1 }"""),
        new("ReadPolicy", Role.Hospital, Of(("regionCode", "110000"), ("scheme", "employee"), ("on", "2026-09-17"))),
        new("ReadPolicySchema", Role.Clerk, Of()),
        new("CheckPolicy", Role.Clerk, Of(), ShippedPolicies.Documents().Single(d => d.File == "410100-employee-2026.json").Json),

        new("DraftPolicy", Role.Clerk, Of(("regionCode", "510100"), ("version", "510100-example")), Chengdu("510100-example")),
        new("ListPolicyVersions", Role.Auditor, Of(("regionCode", "510100"), ("scheme", "employee"), ("limit", "20"))),
        new("ProvePolicyVersion", Role.Reviewer, Of(("regionCode", "510100"), ("version", "510100-example"), ("from", "2099-07-01"))),
        new("ComparePolicyVersions", Role.Reviewer, Of(("regionCode", "510100"), ("version", "510100-example"))),
        new("TryPolicyOnCases", Role.Clerk, Of(("regionCode", "510100"), ("version", "510100-example")),
            """
            {
              "cases": [
                { "name": "退休70岁三级医院转诊", "category": "retired", "age": 70, "service": "inpatient", "facilityLevel": "tertiary", "treatmentClass": "referral",
                  "on": "2099-02-01", "inScope": 30000.00, "account": { "encounters": 1, "amounts": { "pooledFund/inpatient": 12000.00 } } },
                { "name": "在职目录内外混合", "category": "active", "age": 40, "service": "inpatient", "facilityLevel": "secondary", "treatmentClass": "longTerm", "on": "2099-02-01",
                  "lines": [{ "amount": 8000.00, "class": "a" }, { "amount": 2000.00, "class": "b", "firstSelfPaidPercent": 10 }, { "amount": 500.00, "class": "c" }] }
              ]
            }
            """),
        new("TryPolicyOnSettlements", Role.Clerk, Of(("regionCode", "510100"), ("version", "510100-example"), ("trialNo", "EXAMPLE-P1")),
            """{ "from": "2026-01-01", "through": "2026-12-31" }"""),
        new("ReadPolicyTrial", Role.Finance, Of(("regionCode", "510100"), ("version", "510100-example"), ("trialNo", "EXAMPLE-P1"))),
        new("PublishPolicy", Role.Reviewer, Of(("regionCode", "510100"), ("version", "510100-example")), """{ "revision": 1, "from": "2099-07-01" }"""),
        new("WithdrawPolicy", Role.Reviewer, Of(("regionCode", "510100"), ("version", "510100-example")), """{ "revision": 2, "reason": "通知推迟执行" }"""),
        new("ReadPolicyVersion", Role.Auditor, Of(("regionCode", "510100"), ("version", "510100-example"))),
        new("DraftPolicy", Role.Clerk, Of(("regionCode", "510100"), ("version", "510100-example-2")), Chengdu("510100-example-2")),
        new("DiscardPolicyDraft", Role.Clerk, Of(("regionCode", "510100"), ("version", "510100-example-2")), """{ "revision": 1, "reason": "重复起草" }"""),

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

        new("RegisterEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M1")),
            """{ "insuredRegion": "110000", "personNo": "DEMO02", "service": "inpatient", "startedOn": "2026-10-08", "diagnosisCode": "S72.000" }"""),
        new("UploadFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M1")),
            """{ "lines": [{ "lineNo": "1", "itemCode": "003315070050000", "serviceDate": "2026-10-09", "quantity": 1, "unitPrice": 32000, "amount": 32000.00 }] }"""),
        new("PayInFull", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M1")),
            """{ "endedOn": "2026-10-12", "reason": "fault", "note": "网络故障" }"""),
        new("OpenManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "personNo": "DEMO02", "encounter": { "facilityCode": "H46010599001", "encounterNo": "EXAMPLE-M1" } }"""),
        new("SupplyManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 1, "invoices": [{ "code": "46010126", "number": "0012345601" }] }"""),
        new("SupplyManualClaimDocument", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"), ("kind", "medicalRecord"), ("fileName", "record.pdf")),
            Document, "application/pdf"),
        new("ListManualClaimDocuments", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"))),
        new("ReadManualClaimDocument", Role.Auditor, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"),
            ("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Document)))))),
        new("RequestVerification", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"), ("verificationNo", "EXAMPLE-V1")),
            """{ "question": "请核实住院费用总额与票据" }"""),
        new("ListVerifications", Role.Reviewer, Of(("regionCode", "110000"), ("limit", "20"))),
        new("ListIncomingVerifications", Role.Clerk, Of(("regionCode", "460000"), ("limit", "20"))),
        new("AnswerVerification", Role.Clerk, Of(("regionCode", "460000"), ("insuredRegion", "110000"), ("verificationNo", "EXAMPLE-V1")),
            """{ "finding": "confirmed", "answer": "费用与票据属实" }"""),
        new("ComputeManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 3 }"""),
        new("ApproveManualClaim", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 4, "note": "协查属实" }"""),
        new("ProposePayeeAccount", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO02"), ("changeNo", "EXAMPLE-A1")),
            """{ "holder": "示例二", "bank": "示例银行北京分行", "accountNumber": "6222000000000002" }"""),
        new("DecidePayeeAccount", Role.Reviewer, Of(("regionCode", "110000"), ("personNo", "DEMO02"), ("changeNo", "EXAMPLE-A1")),
            """{ "confirm": true }"""),
        new("ListPayeeAccounts", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO02"))),
        new("PayManualClaim", Role.Finance, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 5, "bankReference": "EXAMPLE-BANK-1" }"""),
        new("ReadManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"))),
        new("ReadManualClaimHistory", Role.Auditor, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"))),
        new("OpenManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M2")),
            """
            {
              "personNo": "DEMO02",
              "bill": {
                "service": "outpatient", "startedOn": "2026-10-20", "endedOn": "2026-10-20", "reason": "chosen", "diagnosisCode": "I10.x00",
                "facility": { "name": "苏州示例医院", "region": "320500", "level": "secondary" },
                "lines": [
                  { "lineNo": "1", "itemCode": "003315070050000", "serviceDate": "2026-10-20", "quantity": 1, "unitPrice": 300, "amount": 300.00 },
                  { "lineNo": "2", "itemName": "自制膏药", "serviceDate": "2026-10-20", "quantity": 2, "unitPrice": 25, "amount": 50.00, "outsideCatalog": true }
                ]
              },
              "invoices": [{ "code": "32050126", "number": "0012345602" }],
              "shown": ["invoice", "feeList"]
            }
            """),
        new("RefuseManualClaim", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M2")),
            """{ "version": 1, "reason": "门诊费用未达起付标准，材料不齐" }"""),
        new("OpenManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M3")),
            """
            {
              "personNo": "DEMO02",
              "bill": {
                "service": "pharmacy", "startedOn": "2026-10-21", "endedOn": "2026-10-21", "reason": "fault", "facilityCode": "P46010599001",
                "lines": [{ "lineNo": "1", "itemName": "示例药品", "serviceDate": "2026-10-21", "quantity": 1, "unitPrice": 30, "amount": 30.00, "outsideCatalog": true }]
              }
            }
            """),
        new("WithdrawManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M3")),
            """{ "version": 1, "reason": "本人撤回" }"""),
        new("ListManualClaims", Role.Finance, Of(("regionCode", "110000"), ("state", "paid"), ("limit", "20"))),
        new("ReadManualReimbursementRules", Role.Clerk, Of(("regionCode", "110000"), ("on", "2026-09-17"))),
        new("RecordManualReimbursementRules", Role.Administrator, Of(("regionCode", "510100"), ("version", "510100-manual-example")),
            """
            {
              "version": "510100-manual-example", "insuredRegion": "510100", "inForceFrom": "2099-01-01", "inForceThrough": null,
              "catalogSide": "treatmentPlace", "workingDays": 20, "monthsToClaim": 12,
              "services": [
                { "service": "inpatient", "documents": ["invoice", "feeList", "diagnosisCertificate", "medicalRecord"], "uploadedDocuments": [] },
                { "service": "outpatient", "documents": ["invoice", "feeList", "diagnosisCertificate"], "uploadedDocuments": [] },
                { "service": "chronicOutpatient", "documents": ["invoice", "feeList", "diagnosisCertificate"], "uploadedDocuments": [] },
                { "service": "pharmacy", "documents": ["invoice"], "uploadedDocuments": [] }
              ],
              "verification": { "threshold": 30000.00, "thresholdIncluded": true, "services": ["inpatient"], "workingDays": 15 },
              "source": "示例通知"
            }
            """),
        new("ReportSettlementInvoice", Role.Hospital, Of(("facilityCode", "H44010699002"), ("transactionNo", "DEMO10-H1"), ("invoiceNo", "0012345603")),
            """{ "invoiceCode": "44010126" }"""),
        new("TakeBackSettlementInvoice", Role.Hospital, Of(("facilityCode", "H44010699002"), ("transactionNo", "DEMO10-H1"), ("invoiceNo", "0012345603"), ("invoiceCode", "44010126"))),
        new("ReadDirectSettlementRate", Role.Finance, Of(("regionCode", "110000"), ("side", "insured"), ("from", "2026-01-01"), ("through", "2026-12-31"))),
        new("RegisterVisit", Role.Hospital, Of(("facilityCode", Hospital), ("visitNo", "EXAMPLE-V1")),
            """
            {
              "insuredRegion": "110000", "personNo": "DEMO01", "startedOn": "2026-09-29",
              "parts": [
                { "encounterNo": "EXAMPLE-V1-M03900", "diseaseCode": "M03900", "diagnosisCode": "I10.x00" },
                { "encounterNo": "EXAMPLE-V1-O", "diagnosisCode": "S72.000" }
              ]
            }
            """),
        new("ReadVisit", Role.Hospital, Of(("facilityCode", Hospital), ("visitNo", "EXAMPLE-V1"))),
        new("UploadVisitLines", Role.Hospital, Of(("facilityCode", Hospital), ("visitNo", "EXAMPLE-V1")),
            """
            {
              "lines": [
                { "lineNo": "1", "itemCode": "001201000030000", "serviceDate": "2026-09-29", "quantity": 1, "unitPrice": 500, "amount": 500.00, "diseaseCode": "M03900" },
                { "lineNo": "2", "itemCode": "001201000040000", "serviceDate": "2026-09-29", "quantity": 1, "unitPrice": 120, "amount": 120.00 }
              ]
            }
            """),
        new("PayInFull", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-V1-M03900")),
            """{ "endedOn": "2026-09-29", "reason": "refused", "note": "facility-not-open" }"""),
        new("PreviewVisit", Role.Hospital, Of(("facilityCode", Hospital), ("visitNo", "EXAMPLE-V1")),
            """{ "usePersonalAccount": false }"""),
        new("SettleVisit", Role.Hospital, Of(("facilityCode", Hospital), ("visitNo", "EXAMPLE-V1")),
            """{ "parts": [{ "encounterNo": "EXAMPLE-V1-O", "transactionNo": "EXAMPLE-VT1" }] }"""),
        new("ReverseSettlements", Role.Hospital, Of(("facilityCode", Hospital)),
            """{ "reversals": [{ "transactionNo": "EXAMPLE-VR1", "settlementTransactionNo": "EXAMPLE-VT1" }], "reason": "重复收费" }"""),

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

        new("ListOpenness", Role.Hospital, Of(("region", "460000"), ("on", "2026-09-17"), ("limit", "20"))),
        new("ReadCoverage", Role.Auditor, Of(("province", "460000"), ("on", "2026-09-17"))),
        new("RecordAgency", Role.Clerk, Of(("regionCode", "360102"), ("agencyCode", "EXAMPLE-A1")),
            """
            {
              "level": "township", "name": "东湖区示例街道医保服务窗口", "address": "南昌市东湖区示例路1号", "phones": ["0791-86000000"], "hours": "工作日9:00-17:00",
              "services": ["enquiry", "filing"], "validFrom": "2026-01-01", "place": "360102001", "longitude": 115.9, "latitude": 28.69
            }
            """),
        new("ChangeAgency", Role.Clerk, Of(("regionCode", "360102"), ("agencyCode", "EXAMPLE-A1")),
            """
            {
              "agency": {
                "level": "township", "name": "东湖区示例街道医保服务窗口", "address": "南昌市东湖区示例路2号", "phones": ["0791-86000000", "0791-86000001"], "hours": "工作日9:00-17:00",
                "services": ["enquiry", "filing", "manualReimbursement"], "validFrom": "2026-01-01", "place": "360102001"
              },
              "version": 1
            }
            """),
        new("CloseAgency", Role.Administrator, Of(("regionCode", "360102"), ("agencyCode", "EXAMPLE-A1")), """{ "lastDay": "2099-12-31", "version": 2 }"""),
        new("UploadAgencies", Role.Clerk, Of(("regionCode", "360100"), ("uploadNo", "EXAMPLE-U1")),
            """
            {
              "rows": [
                { "region": "360103", "agencyCode": "EXAMPLE-A2", "level": "county", "name": "西湖区示例医保经办中心", "address": "南昌市西湖区示例路3号",
                  "phones": ["0791-86000002"], "hours": "工作日9:00-17:00", "services": ["enquiry", "filing", "chronicQualification"], "validFrom": "2026-01-01" },
                { "region": "360103", "agencyCode": "EXAMPLE-A3", "level": "village", "name": "西湖区示例社区医保服务窗口", "address": "南昌市西湖区示例路4号",
                  "phones": ["0791-86000003"], "hours": "周一、周三9:00-12:00", "services": ["enquiry"], "validFrom": "2026-01-01", "place": "360103001001",
                  "parentRegion": "360103", "parentCode": "EXAMPLE-A2" }
              ]
            }
            """),
        new("ReadAgency", Role.Hospital, Of(("regionCode", "360103"), ("agencyCode", "EXAMPLE-A2"))),
        new("SearchAgencies", Role.Hospital, Of(("region", "360103"), ("service", "filing"), ("on", "2026-09-17"), ("limit", "20"))),
        new("DraftBenefitNotice", Role.Clerk, Of(("regionCode", "360100"), ("noticeNo", "EXAMPLE-N1")),
            """
            {
              "title": "南昌市跨省异地就医门诊慢特病告知书（示例）", "services": ["inpatient", "chronicOutpatient"], "diseases": ["M01600", "M03900"],
              "policy": "已认定门诊慢特病资格的参保人员，在就医地开通相应病种的定点医药机构直接结算。", "process": "先备案，再到定点医药机构就医，主动表明跨省身份和病种。",
              "validFrom": "2026-01-01", "source": "示例通知", "contactRegion": "360103", "contactCode": "EXAMPLE-A2"
            }
            """),
        new("PublishBenefitNotice", Role.Reviewer, Of(("regionCode", "360100"), ("noticeNo", "EXAMPLE-N1"))),
        new("ListBenefitNotices", Role.Hospital, Of(("regionCode", "360100"), ("on", "2026-09-17"))),
        new("DraftBenefitNotice", Role.Clerk, Of(("regionCode", "360100"), ("noticeNo", "EXAMPLE-N2")),
            """
            {
              "title": "重复拟定的告知书", "services": ["inpatient"], "diseases": [], "policy": "无", "process": "无", "validFrom": "2026-02-01", "source": "示例通知"
            }
            """),
        new("WithdrawBenefitNotice", Role.Reviewer, Of(("regionCode", "360100"), ("noticeNo", "EXAMPLE-N2")), """{ "reason": "重复拟定" }"""),
        new("ReadBenefitNotice", Role.Auditor, Of(("regionCode", "360100"), ("noticeNo", "EXAMPLE-N2"))),
        new("ListBenefitNoticeDrafts", Role.Reviewer, Of(("regionCode", "360100"), ("limit", "20"))),
    ];

    /// <summary>The shipped policy of Chengdu's employees as a draft for later.</summary>
    private static string Chengdu(string version)
    {
        var document = JsonNode.Parse(ShippedPolicies.Documents().Single(d => d.File == "510100-employee.json").Json)!;
        (document["version"], document["inForceFrom"]) = (version, "2099-01-01");
        return document.ToJsonString();
    }

    private static Dictionary<string, string> Of(params (string Name, string Value)[] parameters) =>
        parameters.ToDictionary(p => p.Name, p => p.Value);
}
