using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of encounters from registration to reversal.</summary>
internal static partial class Examples
{
    private static Example[] Encounters =>
    [
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
    ];
}
