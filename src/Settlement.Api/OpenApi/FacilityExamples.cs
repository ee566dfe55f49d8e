using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of the facility directory.</summary>
internal static partial class Examples
{
    private static Example[] Facilities =>
    [
        new("SearchFacilities", Role.Hospital, Of(("region", "460000"), ("service", "inpatient"), ("on", "2026-09-07"), ("counts", "true"))),
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
    ];
}
