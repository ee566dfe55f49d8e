using Settlement.Api.Calls;

namespace Settlement.Api.Filings;

/// <summary>Problems with filings and their documents.</summary>
internal static class FilingProblems
{
    internal static readonly ProblemKind FilingStepNotPossible = new(409, "filing-step-not-possible",
        new("备案的现状态不能办理此事项", "The state of the filing does not allow this step"),
        new("查询该备案的状态与办理记录", "Read the filing and its history"));

    internal static readonly ProblemKind FilingVersion = new(409, "filing-version",
        new("该备案已被他人办理，所见版本已过时", "Somebody has gone on with the filing since that version"),
        new("重新读取该备案，再作决定", "Read the filing again, then decide"));

    internal static readonly ProblemKind FilingOverlaps = new(409, "filing-overlaps",
        new("同时生效的同类备案已达上限", "As many filings of this class as the insured place allows are in force at the time"),
        new("核对该人生效中的备案；驳回本申请，或以变更备案代替（replaces）", "Look at the filings in force; reject this one, or let it replace one of them"));

    internal static readonly ProblemKind DocumentsMissing = new(422, "documents-missing",
        new("缺少备案材料", "Documents are missing"),
        new("补交 detail 所列材料（每组任一），或退回补正", "Supply what detail lists (one of each group), or return the filing"));

    internal static readonly ProblemKind FilingPeriod = new(422, "filing-period",
        new("备案有效期不符合参保地规定", "The period is not one that the insured place allows"),
        new("按 detail 修改起止日", "Change the days as detail says"));

    internal static readonly ProblemKind FilingFacilities = new(422, "filing-facilities",
        new("备案所列机构不符合规定", "The facilities of the filing will not do"),
        new("按 detail 修改机构", "Change the facilities as detail says"));

    internal static readonly ProblemKind ChangeTooEarly = new(422, "change-too-early",
        new("未满参保地规定的最短时限，不能变更或取消", "The filing may not be changed or cancelled yet"),
        new("在 detail 所示日期之后办理；确有必要的，由经办机构取消", "Come back on the day in detail; where it cannot wait, the agency cancels it"));

    internal static readonly ProblemKind ReplacedNotPossible = new(422, "replaced-not-possible",
        new("所变更的备案不存在，或未生效、不是同一人的", "The filing to be changed is not there, not accepted, or of somebody else"),
        new("核对 replaces 所填备案编号", "Check the number in replaces"));

    internal static readonly ProblemKind NotInsuredHere = new(422, "not-insured-here",
        new("该人员已不在本地参保", "The person is no longer insured here"),
        new("在现参保地备案", "File with the place that insures the person now"));

    internal static readonly ProblemKind IdentityNotOfPerson = new(422, "identity-not-of-person",
        new("身份证号与该人员编号不符", "The identity number is not that of the person"),
        new("核对人员编号与身份证号", "Check the person number and the identity number"));

    internal static readonly ProblemKind DestinationNotPossible = new(422, "destination-not-possible",
        new("备案就医地不可用", "The destination cannot be filed for"),
        new("填写现行的省级或地市级区划，且不在参保省内", "Give a current province or city outside the insured province"));
}
