using System.Security.Cryptography;
using System.Text;
using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of a filing from submission to acceptance, and what belongs to the person.</summary>
internal static partial class Examples
{
    private static Example[] Filings =>
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
            """{ "status": "suspended", "effectiveOn": "2026-09-01", "reason": "暂停联网结算" }"""),
        new("ChangeInsuredStatus", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("changeNo", "EXAMPLE-S2")),
            """{ "status": "normal", "effectiveOn": "2026-09-02", "reason": "补缴到账" }"""),
        new("ListInsuredStatusChanges", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO06"))),
        new("ReadPerson", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO01"))),
    ];
}
