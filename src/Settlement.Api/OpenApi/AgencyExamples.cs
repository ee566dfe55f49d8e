using Settlement.Api.Access;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of openness, agencies and benefit notices.</summary>
internal static partial class Examples
{
    private static Example[] Agencies =>
    [
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
        new("ReadAgencyHistory", Role.Auditor, Of(("regionCode", "360102"), ("agencyCode", "EXAMPLE-A1"))),
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
}
