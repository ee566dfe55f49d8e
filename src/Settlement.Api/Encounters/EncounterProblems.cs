using Settlement.Api.Calls;
using Settlement.Domain.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>Problems with encounters and fee lines.</summary>
internal static class EncounterProblems
{
    internal static readonly ProblemKind EncounterUnderClaim = new(409, "encounter-under-claim",
        new("该就诊已在申请手工报销", "The encounter is under a claim for manual reimbursement"),
        new("先撤回或办结该申请", "Let the claim be withdrawn or refused first"));

    internal static readonly ProblemKind ChronicNeverDowngraded = new(422, "chronic-never-downgraded",
        new("门诊慢特病费用不得按普通门诊结算", "What was declared for a chronic disease is never settled as ordinary outpatient care"),
        new("按病种结算；病种不能直接结算的（见 lines），全额自费，之后向参保地申请手工报销",
            "Settle it for the disease; where that is refused (see lines), let the person pay in full and claim at the insured place"));

    internal static readonly ProblemKind DiseaseOfOtherEncounter = new(422, "disease-of-other-encounter",
        new("明细的病种与就诊的病种不符", "A line is for another disease than the encounter"),
        new("将明细上传至该病种的就诊", "Upload the line to the encounter of its disease"));

    internal static readonly ProblemKind EncounterNotFound = new(404, "encounter-not-found",
        new("本机构没有此就诊", "The facility has no such encounter"),
        new("先登记就诊", "Register the encounter first"));

    internal static readonly ProblemKind EncounterSettled = new(409, "encounter-settled",
        new("该就诊已结算", "The encounter is settled"),
        new("先撤销原结算", "Reverse the settlement first"));

    internal static readonly ProblemKind EncounterCancelled = new(409, "encounter-cancelled",
        new("该就诊登记已撤销", "The encounter is cancelled"),
        new("用新编号重新登记", "Register it again under a new number"));

    internal static readonly ProblemKind EncounterPaidInFull = new(409, "encounter-paid-in-full",
        new("该就诊已全额自费", "The encounter was paid in full by the person"),
        new("向参保地申请手工报销；误操作的，先撤销全额自费", "Claim at the insured place; if it was a mistake, cancel the payment in full first"));

    internal static readonly ProblemKind EncounterDischarged = new(409, "encounter-discharged",
        new("该住院已办理出院", "The stay has ended"),
        new("先撤销出院", "Cancel the discharge first"));

    internal static readonly ProblemKind EncounterHasLines = new(409, "encounter-has-lines",
        new("该就诊已有费用明细", "The encounter has fee lines"),
        new("先删除费用明细，再撤销登记", "Delete the fee lines, then cancel"));

    internal static readonly ProblemKind EncounterContinued = new(409, "encounter-continued",
        new("另一就诊延续自本次就诊", "Another encounter continues this one"),
        new("先变更或撤销那次就诊的登记；已结算的，先撤销其结算", "Change or cancel that encounter first, or reverse it where it is settled"));

    internal static readonly ProblemKind CredentialUsed = new(409, "credential-used",
        new("该电子凭证令牌已用于另一次就诊", "The token was used for another visit"),
        new("请参保人重新展码", "Ask the person for a new token"));

    internal static readonly ProblemKind CredentialNotOfPerson = new(422, "credential-not-of-person",
        new("凭证不属于该参保人或其亲情账户持有人", "The credential belongs neither to the person nor to the holder of the family account"),
        new("核对证件、人员编号与亲情账户关系", "Check the credential, the person number and the family account"));

    internal static readonly ProblemKind ContinuedNotPossible = new(422, "continued-not-possible",
        new("所延续的就诊不存在，或不是同一人的同类就诊",
            "The earlier encounter is not there, or not one of the same person and kind that this one can continue"),
        new("核对前一次就诊的机构与编号；转院须在另一机构住院，同一疗程须为同类服务",
            "Check facility and number; a transfer is a stay at another facility, a course goes on under the same service"));

    internal static readonly ProblemKind LineRefunded = new(422, "line-refunded",
        new("有退费明细指向该明细", "Another line refunds this one"),
        new("连同其退费明细一并删除", "Delete the refund lines too"));

    internal static readonly ProblemKind DiagnosisUnknown = new(422, "diagnosis-unknown",
        new("诊断编码不在 ICD-10 医保版 2.0 中", "The diagnosis is not in ICD-10 (NHSA 2.0)"),
        new("改用医保版诊断编码", "Use a code of the NHSA edition"));

    internal static readonly ProblemKind ServiceNotOfFacility = new(422, "service-not-of-facility",
        new("该类机构不办理此类就诊", "This kind of facility does not give this service"),
        new("药店登记药店购药或门诊慢特病，医院登记其他就诊", "A pharmacy registers purchases or chronic outpatient care, a hospital everything else"));

    internal static readonly ProblemKind TooManyLines = new(422, "too-many-lines",
        new("明细条数超过上限", "Too many fee lines"),
        new("合并同一项目的明细", "Merge lines of the same item"));

    /// <summary>What an encounter that is not open answers to a change; null for an open one.</summary>
    internal static Refusal? OfState(EncounterState state, string encounterNo) => state switch
    {
        EncounterState.Open => null,
        EncounterState.Settled => EncounterSettled.Refuse(encounterNo),
        EncounterState.Cancelled => EncounterCancelled.Refuse(encounterNo),
        EncounterState.PaidInFull => EncounterPaidInFull.Refuse(encounterNo),
        _ => throw new NotSupportedException(state.ToString()),
    };
}
