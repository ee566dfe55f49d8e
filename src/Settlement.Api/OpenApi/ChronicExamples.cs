using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of qualifications and special drugs.</summary>
internal static partial class Examples
{
    private static Example[] Chronic =>
    [
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
            """{ "drugCode": "XL01EXAMPLE", "validFrom": "2026-01-01", "ratioPercent": 75, "yearlyCeiling": 60000.00, "basis": "示例特药目录（虚构）" }"""),
        new("EndSpecialDrug", Role.Administrator, Of(("regionCode", "110000"), ("listingNo", "EXAMPLE-D1")), """{ "lastDay": "2027-12-31" }"""),
        new("ListSpecialDrug", Role.Administrator, Of(("regionCode", "110000"), ("listingNo", "EXAMPLE-D2")),
            """{ "drugCode": "XL01EXAMPLE", "validFrom": "2099-01-01" }"""),
        new("WithdrawSpecialDrug", Role.Administrator, Of(("regionCode", "110000"), ("listingNo", "EXAMPLE-D2")), """{ "reason": "药品代码录入错误" }"""),
        new("ListSpecialDrugs", Role.Pharmacy, Of(("regionCode", "110000"), ("on", "2026-09-20"), ("limit", "20"))),
        new("ApproveSpecialDrug", Role.Clerk, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("approvalNo", "EXAMPLE-A1")),
            """{ "drugCode": "XL01EXAMPLE", "doctorCode": "D460100000001", "doctor": "示例医师", "hospital": "H46010599001", "pharmacy": "P46010599001", "validFrom": "2026-01-01", "validThrough": "2027-12-31" }"""),
        new("PrescribeSpecialDrug", Role.Hospital, Of(("facilityCode", Hospital), ("prescriptionNo", "EXAMPLE-P1")),
            """{ "insuredRegion": "110000", "personNo": "DEMO06", "drugCode": "XL01EXAMPLE", "doctorCode": "D460100000001", "quantity": 2, "prescribedOn": "2026-09-20", "validDays": 7 }"""),
        new("ReadSpecialDrugPrescription", Role.Hospital, Of(("facilityCode", Hospital), ("prescriptionNo", "EXAMPLE-P1"))),
        new("CancelSpecialDrugPrescription", Role.Hospital, Of(("facilityCode", Hospital), ("prescriptionNo", "EXAMPLE-P1")),
            """{ "reason": "改用其他药品" }"""),
        new("RevokeSpecialDrugApproval", Role.Reviewer, Of(("regionCode", "110000"), ("personNo", "DEMO06"), ("approvalNo", "EXAMPLE-A1")),
            """{ "from": "2027-06-01", "reason": "停药" }"""),
        new("ListSpecialDrugApprovals", Role.Auditor, Of(("regionCode", "110000"), ("personNo", "DEMO06"))),
    ];

    /// <summary>The approved drug of the demonstration from the prescription at the hospital to the reversal at the pharmacy (双通道).</summary>
    private static Example[] SpecialDrugPurchase =>
    [
        new("PrescribeSpecialDrug", Role.Hospital, Of(("facilityCode", "H46010599007"), ("prescriptionNo", "EXAMPLE-P2")),
            """{ "insuredRegion": "420100", "personNo": "DEMO19", "drugCode": "XL01EBA298A001010101359", "doctorCode": "D460100000019", "quantity": 2, "prescribedOn": "2026-10-20", "validDays": 7 }"""),
        new("RegisterEncounter", Role.Pharmacy, Of(("facilityCode", DrugPharmacy), ("encounterNo", "EXAMPLE-S1")),
            """{ "insuredRegion": "420100", "personNo": "DEMO19", "service": "specialDrug", "startedOn": "2026-10-21", "prescription": { "hospital": "H46010599007", "prescriptionNo": "EXAMPLE-P2" } }"""),
        new("UploadFeeLines", Role.Pharmacy, Of(("facilityCode", DrugPharmacy), ("encounterNo", "EXAMPLE-S1")),
            """{ "lines": [{ "lineNo": "1", "itemCode": "XL01EBA298A001010101359", "serviceDate": "2026-10-21", "quantity": 2, "unitPrice": 5000, "amount": 10000.00 }] }"""),
        new("Settle", Role.Pharmacy, Of(("facilityCode", DrugPharmacy), ("transactionNo", "EXAMPLE-S1-T")),
            """{ "encounterNo": "EXAMPLE-S1", "endedOn": "2026-10-21" }"""),
        new("ReverseSettlement", Role.Pharmacy, Of(("facilityCode", DrugPharmacy), ("transactionNo", "EXAMPLE-S1-R")),
            """{ "settlementTransactionNo": "EXAMPLE-S1-T", "reason": "费用录入错误" }"""),
    ];

    private const string DrugPharmacy = "P46010699002";
}
