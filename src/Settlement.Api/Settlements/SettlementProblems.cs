using Settlement.Api.Calls;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Settlements;

namespace Settlement.Api.Settlements;

/// <summary>Problems with settlements.</summary>
internal static class SettlementProblems
{
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
        [LineFault.QuantityOfWrongSign] = new(
            "数量的正负不符：收费为正，退费为负", "The quantity has the wrong sign: above zero on a charge, below zero on a refund"),
        [LineFault.RefundWithoutCharge] = new(
            "所退明细不存在、无法分割，或项目、单价、日期与其不符", "The line refunded is not there, cannot be split, or is of another item or price, or later"),
        [LineFault.RefundExceedsCharge] = new("退费数量超过所退明细的余量", "More is refunded than is left of the charge"),
        [LineFault.AmountMismatch] = new("单价×数量与金额不符", "Unit price × quantity does not give the amount"),
    };

    internal static readonly ProblemKind EarlierPartOpen = new(409, "earlier-part-open",
        new("所延续的就诊尚未结算，起付线无法衔接", "The encounter that this one continues is not settled, so what it pays of the deductible is unknown"),
        new("先结算前一次就诊，或将其全额自费", "Settle the earlier encounter first, or let it be paid in full"));

    internal static readonly ProblemKind TraumaStatementMissing = new(422, "trauma-statement-missing",
        new("缺少《外伤无第三方责任承诺书》", "The statement that no third party is liable is missing"),
        new("请参保人签署后，用登记变更补录，再结算", "Let the person sign it, record it by changing the encounter, then settle"));

    internal static readonly ProblemKind NothingLeft = new(422, "nothing-left",
        new("退费后没有剩余金额", "Nothing remains after the refund"),
        new("撤销整笔结算", "Reverse the settlement whole"));

    internal static readonly ProblemKind SeveralPersons = new(422, "several-persons",
        new("一次只能撤销同一人的结算", "Only settlements of one person are reversed in one call"),
        new("每人分别调用", "Make one call for each person"));

    internal static readonly ProblemKind AlreadyReversed = new(409, "already-reversed",
        new("该结算已撤销", "The settlement is reversed already"), null);

    internal static readonly ProblemKind NotReproducible = new(409, "not-reproducible",
        new("结算所依据的目录或政策版本已无法读取，无法按原依据重新计算",
            "A catalogue or policy version of the settlement cannot be read any more, so it cannot be computed again"),
        new("以结算记录中的计算过程为准", "Use the working in the settlement record"));

    internal static readonly ProblemKind NotReversible = new(422, "not-reversible",
        new("该编号本身是一次撤销", "The number belongs to a reversal"),
        new("填写原结算的编号", "Give the number of the settlement"));

    internal static readonly ProblemKind ReversalOutOfOrder = new(422, "reversal-out-of-order",
        new("其后还有依赖本次累计的结算", "Later settlements depend on this one"),
        new("先撤销 detail 所列后发生的结算；其他机构的，请联系参保地经办机构，其中已手工报销的由其撤销审核",
            "Reverse the later settlements named in detail first; for those elsewhere ask the agency of the insured place, "
            + "which takes back its approval of what it reimbursed"));

    /// <summary>The one table from refusal to HTTP. Every code has a row; a test checks it.</summary>
    internal static readonly IReadOnlyDictionary<RefusalCode, ProblemKind> OfRefusal = new Dictionary<RefusalCode, ProblemKind>
    {
        [RefusalCode.NotCrossProvince] = new(422, "not-cross-province",
            new("参保地与就医地同省，不属于跨省结算", "Insured and treated in one province"),
            new("在本省系统结算", "Settle in the province's own system")),
        [RefusalCode.InsuranceNotActive] = new(422, "insurance-not-active",
            new("参保状态已暂停或终止", "The insurance is suspended or ended"),
            new("全额自费，之后向参保地申请手工报销", "Let the person pay in full and claim at the insured place")),
        [RefusalCode.FilingRequired] = new(422, "filing-required",
            new("没有覆盖本次就医的有效备案", "No filing covers the encounter"),
            new("出院结算前向参保地补办备案后重试；未补办的，全额自费，之后向参保地申请手工报销",
                "File with the insured place before discharge and retry; else let the person pay in full and claim there")),
        [RefusalCode.FacilityNotOpen] = new(422, "facility-not-open",
            new("本机构当日未开通该跨省业务", "The facility had not opened the service on that day"),
            new("换用已开通的机构，或全额自费，之后向参保地申请手工报销；门诊慢特病不得按普通门诊结算",
                "Use a facility that has opened it, or let the person pay in full and claim at the insured place; "
                + "a chronic disease is never settled as ordinary outpatient care")),
        [RefusalCode.DiseaseNotSupported] = new(422, "disease-not-supported",
            new("该病种未纳入门诊慢特病跨省直接结算", "The disease is not among those settled between provinces"),
            new("全额自费，之后向参保地申请手工报销；不得按普通门诊结算",
                "Let the person pay in full and claim at the insured place; never settle it as ordinary outpatient care")),
        [RefusalCode.NoPolicyInForce] = new(422, "no-policy-in-force",
            new("参保地当日没有已发布的政策", "The insured place has no published policy for the day"),
            new("联系参保地经办机构；不能等待的，全额自费，之后申请手工报销",
                "Ask the agency of the insured place; where it cannot wait, let the person pay in full and claim there")),
        [RefusalCode.ServiceNotOpenAtInsuredPlace] = new(422, "service-not-open-at-insured-place",
            new("参保地未开通该跨省业务", "The insured place has not opened the service"),
            new("全额自费，之后向参保地申请手工报销；门诊慢特病不得按普通门诊结算",
                "Let the person pay in full and claim at the insured place; "
                + "a chronic disease is never settled as ordinary outpatient care")),
        [RefusalCode.QualificationMissing] = new(422, "qualification-missing",
            new("没有就诊当日有效的该病种门诊慢特病资格", "The person is not qualified for the disease on that day"),
            new("请参保人向参保地申请资格认定；本次全额自费，之后手工报销，不得按普通门诊结算",
                "Let the person apply to the insured place; "
                + "this visit is paid in full and claimed there, never settled as ordinary outpatient care")),
        [RefusalCode.QualifiedElsewhere] = new(422, "qualified-elsewhere",
            new("该病种资格的选定机构不含本机构", "The qualification for the disease holds at other facilities than this one"),
            new("到选定机构就诊，或请参保人向参保地变更选定机构；本次全额自费，之后手工报销，不得按普通门诊结算",
                "Let the person go to a chosen facility or have the insured place change the choice; "
                + "this visit is paid in full and claimed there, never settled as ordinary outpatient care")),
        [RefusalCode.PrescriptionMissing] = new(422, "prescription-missing",
            new("特药须凭处方购买", "A special drug is bought on a prescription"),
            new("用处方登记特药购药", "Register the purchase with its prescription")),
        [RefusalCode.DrugNotListed] = new(422, "drug-not-listed",
            new("该药品当日不在参保省特药目录中", "The drug is not on the special drug list of the insured province on that day"),
            new("全额自费，之后向参保地申请手工报销", "Let the person pay in full and claim at the insured place")),
        [RefusalCode.DrugNotApproved] = new(422, "drug-not-approved",
            new("没有当日有效的特药使用备案，或处方不是由备案的责任医师、责任医院开具",
                "No approval of the use of the drug holds on that day, or another doctor or hospital than the approved one prescribed it"),
            new("请参保人向参保地办理或变更特药备案，或由备案的责任医师重新开方",
                "Let the person ask the insured place for an approval or its change, or have the approved doctor prescribe")),
        [RefusalCode.DrugElsewhere] = new(422, "drug-elsewhere",
            new("本机构不是备案的责任医院或特药药店", "The approval names another hospital and pharmacy than this one"),
            new("到备案的医院或药店购药", "Buy it at the hospital or pharmacy of the approval")),
        [RefusalCode.PrescriptionExpired] = new(422, "prescription-expired",
            new("购药日不在处方有效期内", "The day lies outside the days of the prescription"),
            new("请责任医师重新开具处方", "Ask the doctor for another prescription")),
        [RefusalCode.PrescriptionCancelled] = new(422, "prescription-cancelled",
            new("开方医院已撤销该处方", "The hospital has cancelled the prescription"),
            new("请医师重新开具处方", "Ask the doctor for another one")),
        [RefusalCode.PrescriptionUsed] = new(422, "prescription-used",
            new("该处方已用于另一次结算", "Another settlement has used the prescription"),
            new("请责任医师重新开具处方；误结算的，先撤销那次结算", "Ask for another prescription; reverse the other settlement if it was a mistake")),
        [RefusalCode.PrescriptionExceeded] = new(422, "prescription-exceeded",
            new("明细含处方外的药品，或数量超过处方量", "The lines hold another item than the drug prescribed, or more of it"),
            new("每次只结算处方所列一种特药，不超过处方量", "Settle only the drug prescribed, and no more of it")),
        [RefusalCode.ThirdPartyLiable] = new(422, "third-party-liable",
            new("有第三方责任的外伤不予直接结算", "An injury for which a third party is liable is never settled directly"),
            new("全额自费并由第三方赔付；第三方不支付的，向参保地申请先行支付",
                "Let the person pay in full and claim from the third party; where it does not pay, ask the insured place")),
        [RefusalCode.TraumaNotCovered] = new(422, "trauma-not-covered",
            new("参保地不直接结算外伤费用", "The insured place does not settle injuries directly"),
            new("全额自费，之后向参保地申请手工报销", "Let the person pay in full and claim at the insured place")),
        [RefusalCode.NoLines] = new(422, "no-fee-lines",
            new("没有费用明细", "There are no fee lines"),
            new("先上传费用明细", "Upload the fee lines first")),
        [RefusalCode.LinesRefused] = new(422, "fee-lines-refused",
            new("部分费用明细无法分割", "Some fee lines cannot be split"),
            new("修正 lines 所列明细后重新上传", "Correct the lines listed and upload them again")),
    };
}
