using Settlement.Api.Access;
using Settlement.Persistence.Policies;

namespace Settlement.Api.OpenApi;

/// <summary>Examples of catalogue and policy.</summary>
internal static partial class Examples
{
    private static Example[] Publishing =>
    [
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
            """{ "revision": 2, "reason": "文件改期" }"""),
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
    ];
}
