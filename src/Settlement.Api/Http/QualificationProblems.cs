using Settlement.Domain.Catalogs;

namespace Settlement.Api.Http;

/// <summary>Problems with qualifications and special drugs, and with single lines.</summary>
internal sealed partial record ProblemKind
{
    internal static readonly ProblemKind QualificationVersion = new(409, "qualification-version",
        new("该资格已被他人办理，所见版本已过时", "Somebody has gone on with the qualification since that version"),
        new("重新读取该资格，再作决定", "Read the qualification again, then decide"));

    internal static readonly ProblemKind QualificationOverlaps = new(409, "qualification-overlaps",
        new("该人此病种在这段时间已有资格", "The person has a qualification for the disease at that time"),
        new("查询该人的资格；延续原资格，或错开起止日", "Read the person's qualifications; extend the one there is, or change the days"));

    internal static readonly ProblemKind QualificationPeriod = new(422, "qualification-period",
        new("该日期不能延续或取消此资格", "The qualification cannot be extended or revoked to this day"),
        new("延续须晚于原截止日且未取消；取消日须在有效期内。现截止日见 detail", "An extension ends later, a revocation lies within the validity, and neither follows a revocation; detail says the last day"));

    internal static readonly ProblemKind QualificationFacilities = new(422, "qualification-facilities",
        new("选定的机构不在定点机构名录中", "A chosen facility is no designated one"),
        new("核对 detail 所示医药机构代码", "Check the facility code in detail"));

    internal static readonly ProblemKind QualificationRowTwice = new(422, "qualification-row-twice",
        new("同一次导入内编号重复，或同一人同一病种时间重叠", "The upload has a number twice, or two for one person and disease at one time"),
        new("删去其中一行，或错开起止日", "Leave one of the rows out, or change its days"));

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

    /// <summary>Why a line was refused, for people; its code is the name with hyphens.</summary>
    internal static readonly IReadOnlyDictionary<LineFault, Text> OfLine = new Dictionary<LineFault, Text>
    {
        [LineFault.UnmappedItem] = new("医疗机构项目未与国家编码对照（未对码）", "The hospital's item is matched with no national code"),
        [LineFault.OutsideWithoutStay] = new("仅住院期间可记外检外购", "Only a stay takes in what was done or bought elsewhere"),
        [LineFault.UnknownItem] = new("就医地目录中没有此编码", "The treatment place's catalogue has no such code"),
        [LineFault.ItemNotInForce] = new("该编码在费用发生日不在有效期内", "The code is not in force on the service date"),
        [LineFault.ItemOfOtherKind] = new("该编码在目录中属于另一类别", "The catalogue lists the code under another kind"),
        [LineFault.FirstSelfPaidRatioMissing] = new("就医地未公布该乙类项目的先行自付比例", "The treatment place has set no first self-paid ratio"),
        [LineFault.ServiceDateOutsideEncounter] = new("费用发生日不在就诊期间内", "The service date lies outside the encounter"),
        [LineFault.QuantityOfWrongSign] = new("数量的正负不符：收费为正，退费为负", "The quantity has the wrong sign: above zero on a charge, below zero on a refund"),
        [LineFault.RefundWithoutCharge] = new(
            "所退明细不存在、无法分割，或项目、单价、日期与其不符", "The line refunded is not there, cannot be split, or is of another item or price, or later"),
        [LineFault.RefundExceedsCharge] = new("退费数量超过所退明细的余量", "More is refunded than is left of the charge"),
        [LineFault.AmountMismatch] = new("单价×数量与金额不符", "Unit price × quantity does not give the amount"),
    };
}
