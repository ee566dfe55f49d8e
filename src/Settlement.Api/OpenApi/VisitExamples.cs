using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of visits of several parts, and the books of a day.</summary>
internal static partial class Examples
{
    private static Example[] Visits =>
    [
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
    ];
}
