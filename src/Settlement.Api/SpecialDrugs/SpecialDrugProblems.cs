using Settlement.Api.Calls;

namespace Settlement.Api.SpecialDrugs;

/// <summary>Problems with special drugs.</summary>
internal static class SpecialDrugProblems
{
    internal static readonly ProblemKind SpecialDrugProvince = new(422, "special-drug-province",
        new("特药目录由省级设置", "The special drug list is that of a province"),
        new("用省级区划代码，如 330000", "Use the code of the province, such as 330000"));

    internal static readonly ProblemKind SpecialDrugOverlaps = new(409, "special-drug-overlaps",
        new("该药品在这段时间已在特药目录中", "The drug is on the list at that time already"),
        new("查询特药目录，错开起止日", "Read the list and change the days"));

    internal static readonly ProblemKind SpecialDrugBegun = new(422, "special-drug-begun",
        new("该条目已开始生效，不能撤回", "The entry has begun and cannot be taken back"),
        new("可移出目录：填写截止日", "Take the drug off the list with a last day"));

    internal static readonly ProblemKind SpecialDrugWithdrawn = new(409, "special-drug-withdrawn",
        new("该条目已撤回", "The entry was taken back"),
        new("查询特药目录；如需列入，用新的编号", "Read the list; to put the drug on it, use another number"));

    internal static readonly ProblemKind ApprovalOverlaps = new(409, "approval-overlaps",
        new("该人此药品在这段时间已有备案", "The person has an approval for the drug at that time"),
        new("查询该人的特药备案，先取消原备案或错开起止日", "Read the approvals; revoke the one there is, or change the days"));

    internal static readonly ProblemKind ApprovalRevoked = new(409, "approval-revoked",
        new("该特药备案已取消", "The approval is revoked already"),
        new("查询该人的特药备案", "Read the approvals of the person"));

    internal static readonly ProblemKind ApprovalFacilities = new(422, "approval-facilities",
        new("备案的医院或药店不在定点机构名录中", "Hospital or pharmacy of the approval is no designated one"),
        new("核对 detail 所示医药机构代码", "Check the facility code in detail"));

    internal static readonly ProblemKind PrescriptionNotApproved = new(422, "prescription-not-approved",
        new("该人当日没有由本医院及该医师负责的此药品备案", "No approval of the drug in force on the day names this hospital and doctor"),
        new("核对药品、医师与开方日；没有备案的，请参保人先向参保地备案", "Check drug, doctor and day; without an approval the person first asks the insured place"));

    internal static readonly ProblemKind PrescriptionInUse = new(409, "prescription-in-use",
        new("该处方已被结算使用", "A settlement that stands has used the prescription"),
        new("先撤销该结算，再撤销处方", "Reverse that settlement first"));

    internal static readonly ProblemKind PrescriptionCancelledBefore = new(409, "prescription-cancelled-before",
        new("该处方已以其他原因撤销", "The prescription was cancelled before, for another reason"),
        new("查询该处方", "Read the prescription"));

    internal static readonly ProblemKind PrescriptionNotFound = new(422, "prescription-not-found",
        new("没有此人的该处方", "The person has no such prescription"),
        new("核对开方医院与处方编号", "Check the hospital and the number of the prescription"));
}
