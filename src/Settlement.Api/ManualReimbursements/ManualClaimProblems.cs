using Settlement.Api.Calls;

namespace Settlement.Api.ManualReimbursements;

/// <summary>Problems with manual claims.</summary>
internal static class ManualClaimProblems
{
    internal static readonly ProblemKind EncounterNotPaidInFull = new(409, "encounter-not-paid-in-full",
        new("该就诊未全额自费，不能手工报销", "The encounter was not paid in full, so it cannot be claimed"),
        new("未结算的，由医疗机构登记全额自费并上传明细；已直接结算的，不再报销", "Let the facility close it as paid in full; what was settled directly is not paid again"));

    internal static readonly ProblemKind StepNotPossible = new(409, "manual-claim-step-not-possible",
        new("手工报销申请的现状态不能办理此事项", "The state of the claim does not allow this step"),
        new("查询该申请的状态、所缺材料与办理记录", "Read the claim, what is missing, and its history"));

    internal static readonly ProblemKind VersionPassed = new(409, "manual-claim-version",
        new("该申请已被他人办理，所见版本已过时", "Somebody has gone on with the claim since that version"),
        new("重新读取该申请，再办理", "Read the claim again, then go on"));

    internal static readonly ProblemKind InvoiceUsed = new(409, "invoice-used",
        new("该票据已直接结算或已申请报销", "The invoice was settled directly or claimed already"),
        new("核对票据代码与号码；确属重复的，不再报销", "Check code and number; a bill is paid once"));

    internal static readonly ProblemKind ComputationOutdated = new(409, "computation-outdated",
        new("核算后年度台账、政策或目录已变化，所见金额已过时", "Account, policy or catalogue have changed since it was computed"),
        new("重新核算，再复核", "Compute the claim again, then approve it"));

    internal static readonly ProblemKind FeeCheckOpen = new(409, "verification-open",
        new("协查尚未答复", "A verification waits for its answer"),
        new("待就医地答复后复核", "Approve it when the treatment place has answered"));

    internal static readonly ProblemKind FeeCheckAnswered = new(409, "verification-answered",
        new("该协查已答复", "The verification is answered already"), null);

    internal static readonly ProblemKind PayeeDecided = new(409, "payee-decided",
        new("该收款账户变更已办结或已被新的变更取代", "The change of the account is decided, or another one took its place"),
        new("查询收款账户变更记录；需要时重新提交", "Look at the accounts of the person; propose it anew where needed"));

    internal static readonly ProblemKind PayeeNotConfirmed = new(422, "payee-not-confirmed",
        new("没有经第二人确认的收款账户", "The person has no account that a second person confirmed"),
        new("登记收款账户并由另一人确认后支付", "Propose an account, let another person confirm it, then pay"));

    internal static readonly ProblemKind PayeeChanged = new(409, "payee-changed",
        new("所支付的账户不是现已确认的收款账户", "The account that was paid is not the one that is confirmed now"),
        new("查询收款账户变更记录；款项已付至旧账户的，先核实再登记", "Look at the accounts of the person; where the old one was paid, find out before it is recorded"));

    internal static readonly ProblemKind RecoveryAmount = new(422, "recovery-amount",
        new("追回金额与已支付金额不一致", "What was recovered is not what was paid"),
        new("查询该申请的审核撤销记录；全额追回后再登记", "Look at the reversals of the claim; record it when all of it has come back"));

    internal static readonly ProblemKind ClaimTooLate = new(422, "claim-too-late",
        new("已超过参保地规定的申请期限", "The insured place takes no claim so long after the encounter"), null);

    internal static readonly ProblemKind CatalogMissing = new(422, "catalog-missing",
        new("所适用的省级目录尚未导入", "The catalogue of the province that applies is not loaded"),
        new("导入该省目录；或由管理员发布手工报销规则，改用就医地目录（catalogSide: treatmentPlace）",
            "Load that catalogue, or record rules under which the treatment place's applies (catalogSide: treatmentPlace)"));

    internal static readonly ProblemKind ItemNotListed = new(422, "item-not-listed",
        new("目录当日没有该项目", "The catalogue does not list the item on that day"),
        new("核对编码与日期；确属目录外的，标明 outsideCatalog，全额自费", "Check code and day; mark what is outside the catalogue, which is wholly self-paid"));

    internal static readonly ProblemKind ItemListed = new(422, "item-listed",
        new("该项目在目录内，不能按目录外录入", "The catalogue lists the item"),
        new("去掉 outsideCatalog", "Leave outsideCatalog out"));
}
