using System.Security.Cryptography;
using System.Text;
using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of manual reimbursement and the direct-settlement rate.</summary>
internal static partial class Examples
{
    private static Example[] ManualReimbursements =>
    [
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
            """{ "version": 5, "payeeChangeNo": "EXAMPLE-A1", "bankReference": "EXAMPLE-BANK-1" }"""),
        new("ReverseManualClaimApproval", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 6, "reason": "票据金额复核有误" }""", By: "second-reviewer"),
        new("RecoverManualClaimPayment", Role.Finance, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 7, "amount": 26195.00, "bankReference": "EXAMPLE-BANK-2" }"""),
        new("ComputeManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 8 }"""),
        new("ApproveManualClaim", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 9 }"""),
        new("PayManualClaim", Role.Finance, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1")),
            """{ "version": 10, "payeeChangeNo": "EXAMPLE-A1", "bankReference": "EXAMPLE-BANK-3" }"""),
        new("ReadManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"))),
        new("ReadManualClaimHistory", Role.Auditor, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M1"))),
        new("RegisterEncounter", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M4")),
            """{ "insuredRegion": "110000", "personNo": "DEMO02", "service": "inpatient", "startedOn": "2026-10-14", "diagnosisCode": "S72.000" }"""),
        new("UploadFeeLines", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M4")),
            """{ "lines": [{ "lineNo": "1", "itemCode": "003315070050000", "serviceDate": "2026-10-15", "quantity": 1, "unitPrice": 8000, "amount": 8000.00 }] }"""),
        new("PayInFull", Role.Hospital, Of(("facilityCode", Hospital), ("encounterNo", "EXAMPLE-M4")),
            """{ "endedOn": "2026-10-16", "reason": "fault", "note": "网络故障" }"""),
        new("OpenManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """
            {
              "personNo": "DEMO02", "encounter": { "facilityCode": "H46010599001", "encounterNo": "EXAMPLE-M4" },
              "invoices": [{ "code": "46010126", "number": "0012345604" }]
            }
            """),
        new("ComputeManualClaim", Role.Clerk, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """{ "version": 1 }"""),
        new("ApproveManualClaim", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """{ "version": 2 }"""),
        new("ReverseManualClaimApproval", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """{ "version": 3, "reason": "票据金额复核有误" }""", By: "second-reviewer"),
        new("PayManualClaim", Role.Finance, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """{ "version": 4, "payeeChangeNo": "EXAMPLE-A1", "bankReference": "EXAMPLE-BANK-4" }"""),
        new("WriteOffManualClaimPayment", Role.Reviewer, Of(("regionCode", "110000"), ("claimNo", "EXAMPLE-M4")),
            """{ "version": 5, "reason": "当事人已故，无法追回" }"""),
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
                { "service": "pharmacy", "documents": ["invoice"], "uploadedDocuments": [] },
                { "service": "specialDrug", "documents": ["invoice", "diagnosisCertificate"], "uploadedDocuments": [] }
              ],
              "verification": { "threshold": 30000.00, "thresholdIncluded": true, "services": ["inpatient"], "workingDays": 15 },
              "source": "示例通知"
            }
            """),
        new("ReportSettlementInvoice", Role.Hospital, Of(("facilityCode", "H44010699002"), ("transactionNo", "DEMO10-H1"), ("invoiceNo", "0012345603")),
            """{ "invoiceCode": "44010126" }"""),
        new("TakeBackSettlementInvoice", Role.Hospital, Of(("facilityCode", "H44010699002"), ("transactionNo", "DEMO10-H1"), ("invoiceNo", "0012345603"), ("invoiceCode", "44010126"))),
        new("ReadDirectSettlementRate", Role.Finance, Of(("regionCode", "110000"), ("side", "insured"), ("from", "2026-01-01"), ("through", "2026-12-31"))),
    ];
}
