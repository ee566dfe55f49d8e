using Settlement.Domain.Settlements;

namespace Settlement.Api.Http;

/// <summary>One kind of problem: status, stable code, what it means and what the caller can do.</summary>
/// <param name="Code">Lower case with hyphens; never changes once shipped.</param>
/// <param name="NextStep">Null where the caller can do nothing.</param>
internal sealed partial record ProblemKind(int Status, string Code, Text Title, Text? NextStep)
{
    internal static readonly ProblemKind MalformedRequest = new(400, "malformed-request",
        new("请求无法解析", "The request cannot be read"),
        new("按 /swagger 中的示例修正请求", "Correct the request after the example in /swagger"));

    internal static readonly ProblemKind InvalidRequest = new(400, "invalid-request",
        new("请求内容不符合要求", "The request does not have the required form"),
        new("修正 pointer 所指的内容（多处见 errors）", "Correct the field at pointer; errors lists all of them"));

    internal static readonly ProblemKind NotAuthenticated = new(401, "not-authenticated",
        new("缺少有效的访问令牌", "No valid access token"),
        new("在 Authorization 头中携带 Bearer 令牌", "Send a bearer token in the Authorization header"));

    internal static readonly ProblemKind NotPermitted = new(403, "not-permitted",
        new("该角色无权执行此操作", "The role may not do this"), null);

    internal static readonly ProblemKind NotFound = new(404, "not-found",
        new("不存在，或不属于本机构、本地区", "It does not exist or is not yours"), null);

    internal static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed",
        new("该地址不支持此方法", "The address does not take this method"),
        new("参照 /swagger", "See /swagger"));

    internal static readonly ProblemKind NotJson = new(415, "not-json",
        new("请求体须为 JSON", "The body must be JSON"),
        new("设置 Content-Type: application/json", "Send Content-Type: application/json"));

    internal static readonly ProblemKind PersonNotFound = new(404, "person-not-found",
        new("参保地没有此人员编号", "The insured place knows no such person"),
        new("核对参保地区划与人员编号", "Check insured region and person number"));

    internal static readonly ProblemKind EncounterNotFound = new(404, "encounter-not-found",
        new("本机构没有此就诊", "The facility has no such encounter"),
        new("先登记就诊", "Register the encounter first"));

    internal static readonly ProblemKind NumberReused = new(409, "number-reused",
        new("该编号已用于内容不同的请求", "The number was used for a request with other content"),
        new("查询该编号的原结果，或换用新编号", "Read what became of the number, or use a new one"));

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

    internal static readonly ProblemKind EarlierPartOpen = new(409, "earlier-part-open",
        new("所延续的就诊尚未结算，起付线无法衔接", "The encounter that this one continues is not settled, so what it pays of the deductible is unknown"),
        new("先结算前一次就诊，或将其全额自费", "Settle the earlier encounter first, or let it be paid in full"));

    internal static readonly ProblemKind CredentialUsed = new(409, "credential-used",
        new("该电子凭证令牌已用于另一次就诊", "The token was used for another visit"),
        new("请参保人重新展码", "Ask the person for a new token"));

    internal static readonly ProblemKind CredentialNotOfPerson = new(422, "credential-not-of-person",
        new("凭证不属于该参保人或其亲情账户持有人", "The credential belongs neither to the person nor to the holder of the family account"),
        new("核对证件、人员编号与亲情账户关系", "Check the credential, the person number and the family account"));

    internal static readonly ProblemKind ContinuedNotPossible = new(422, "continued-not-possible",
        new("所延续的就诊不存在，或不是同一人的同类就诊", "The earlier encounter is not there, or not one of the same person and kind that this one can continue"),
        new("核对前一次就诊的机构与编号；转院须在另一机构住院，同一疗程须为同类服务", "Check facility and number; a transfer is a stay at another facility, a course goes on under the same service"));

    internal static readonly ProblemKind TraumaStatementMissing = new(422, "trauma-statement-missing",
        new("缺少《外伤无第三方责任承诺书》", "The statement that no third party is liable is missing"),
        new("请参保人签署后，用登记变更补录，再结算", "Let the person sign it, record it by changing the encounter, then settle"));

    internal static readonly ProblemKind LineRefunded = new(422, "line-refunded",
        new("有退费明细指向该明细", "Another line refunds this one"),
        new("连同其退费明细一并删除", "Delete the refund lines too"));

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

    internal static readonly ProblemKind FilingStepNotPossible = new(409, "filing-step-not-possible",
        new("备案的现状态不能办理此事项", "The state of the filing does not allow this step"),
        new("查询该备案的状态与办理记录", "Read the filing and its history"));

    internal static readonly ProblemKind FilingVersion = new(409, "filing-version",
        new("该备案已被他人办理，所见版本已过时", "Somebody has gone on with the filing since that version"),
        new("重新读取该备案，再作决定", "Read the filing again, then decide"));

    internal static readonly ProblemKind FilingOverlaps = new(409, "filing-overlaps",
        new("同时生效的同类备案已达上限", "As many filings of this class as the insured place allows are in force at the time"),
        new("核对该人生效中的备案；驳回本申请，或以变更备案代替（replaces）", "Look at the filings in force; reject this one, or let it replace one of them"));

    internal static readonly ProblemKind CalendarMissing = new(422, "calendar-missing",
        new("该年度的节假日安排尚未导入", "The public holidays of the year are not loaded"),
        new("待国务院公布并随产品更新导入后再试", "Try again when they are published and loaded with an update of the product"));

    internal static readonly ProblemKind DocumentsMissing = new(422, "documents-missing",
        new("缺少备案材料", "Documents are missing"),
        new("补交 detail 所列材料（每组任一），或退回补正", "Supply what detail lists (one of each group), or return the filing"));

    internal static readonly ProblemKind DocumentTooLarge = new(413, "document-too-large",
        new("文件过大", "The file is too large"),
        new("压缩后重新上传，不超过 detail 所示字节数", "Make it smaller than the number of bytes in detail, then upload it again"));

    /// <summary>Also with status 415, where the media type itself is none of those taken.</summary>
    internal static readonly ProblemKind DocumentKind = new(422, "document-kind",
        new("文件不是 PDF、JPEG 或 PNG，或内容与 Content-Type 不符", "The file is no PDF, JPEG or PNG, or not what its Content-Type says"),
        new("上传 PDF、JPEG 或 PNG，并设置相应的 Content-Type：application/pdf、image/jpeg、image/png",
            "Upload a PDF, JPEG or PNG under its Content-Type: application/pdf, image/jpeg or image/png"));

    internal static readonly ProblemKind BatchRefused = new(422, "batch-refused",
        new("批次中有不符合要求的行，整批未受理", "Rows of the batch are at fault; nothing of it was taken"),
        new("修正 rows 所列各行，用同一批次号重新提交整批", "Correct the rows listed, then send the whole batch again under the same number"));

    internal static readonly ProblemKind BatchRowTwice = new(422, "batch-row-twice",
        new("同一批次内同一人的同类备案时间重叠", "The batch files twice for the same person and class at one time"),
        new("删去其中一行，或错开起止日", "Leave one of the rows out, or change its days"));

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

    internal static readonly ProblemKind StatusOlder = new(409, "status-older",
        new("已有生效日更晚的参保状态变更", "A change of the insured status that takes effect later is recorded already"),
        new("查询参保状态变更记录，按最新状态上报", "Read the changes of the status and report what holds now"));

    internal static readonly ProblemKind MovedToNotPossible = new(422, "moved-to-not-possible",
        new("转入地不可用", "The person cannot have moved to this region"),
        new("填写现行的行政区划，且不是本参保地", "Give a current region other than the insured place itself"));

    internal static readonly ProblemKind IdentityNotOfPerson = new(422, "identity-not-of-person",
        new("身份证号与该人员编号不符", "The identity number is not that of the person"),
        new("核对人员编号与身份证号", "Check the person number and the identity number"));

    internal static readonly ProblemKind DestinationNotPossible = new(422, "destination-not-possible",
        new("备案就医地不可用", "The destination cannot be filed for"),
        new("填写现行的省级或地市级区划，且不在参保省内", "Give a current province or city outside the insured province"));

    internal static readonly ProblemKind DiagnosisUnknown = new(422, "diagnosis-unknown",
        new("诊断编码不在 ICD-10 医保版 2.0 中", "The diagnosis is not in ICD-10 (NHSA 2.0)"),
        new("改用医保版诊断编码", "Use a code of the NHSA edition"));

    internal static readonly ProblemKind ServiceNotOfFacility = new(422, "service-not-of-facility",
        new("该类机构不办理此类就诊", "This kind of facility does not give this service"),
        new("药店登记药店购药或门诊慢特病，医院登记其他就诊", "A pharmacy registers purchases or chronic outpatient care, a hospital everything else"));

    internal static readonly ProblemKind DateNotPossible = new(422, "date-not-possible",
        new("日期不可能", "The date is not possible"), null);

    internal static readonly ProblemKind TooManyLines = new(422, "too-many-lines",
        new("明细条数超过上限", "Too many fee lines"),
        new("合并同一项目的明细", "Merge lines of the same item"));

    internal static readonly ProblemKind NotReversible = new(422, "not-reversible",
        new("该编号本身是一次撤销", "The number belongs to a reversal"),
        new("填写原结算的编号", "Give the number of the settlement"));

    internal static readonly ProblemKind ReversalOutOfOrder = new(422, "reversal-out-of-order",
        new("其后还有依赖本次累计的结算", "Later settlements depend on this one"),
        new("先撤销 detail 所列后发生的结算；其他机构的，请联系参保地经办机构，其中已手工报销的由其撤销审核",
            "Reverse the later settlements named in detail first; for those elsewhere ask the agency of the insured place, which takes back its approval of what it reimbursed"));

    internal static readonly ProblemKind Busy = new(503, "busy",
        new("系统繁忙", "The system is busy"),
        new("稍后用同一编号重试：写入不会重复", "Send the same number again in a moment: nothing is done twice"));

    internal static readonly ProblemKind Unexpected = new(500, "unexpected",
        new("系统内部错误", "Something went wrong here"),
        new("用同一编号重试或查询其结果：写入不会重复；若仍失败，请提供 traceId", "Send the same number again or ask what became of it: nothing is done twice; if it fails again, quote the traceId"));

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
                "Use a facility that has opened it, or let the person pay in full and claim at the insured place; a chronic disease is never settled as ordinary outpatient care")),
        [RefusalCode.DiseaseNotSupported] = new(422, "disease-not-supported",
            new("该病种未纳入门诊慢特病跨省直接结算", "The disease is not among those settled between provinces"),
            new("全额自费，之后向参保地申请手工报销；不得按普通门诊结算", "Let the person pay in full and claim at the insured place; never settle it as ordinary outpatient care")),
        [RefusalCode.NoPolicyInForce] = new(422, "no-policy-in-force",
            new("参保地当日没有已发布的政策", "The insured place has no published policy for the day"),
            new("联系参保地经办机构；不能等待的，全额自费，之后申请手工报销",
                "Ask the agency of the insured place; where it cannot wait, let the person pay in full and claim there")),
        [RefusalCode.ServiceNotOpenAtInsuredPlace] = new(422, "service-not-open-at-insured-place",
            new("参保地未开通该跨省业务", "The insured place has not opened the service"),
            new("全额自费，之后向参保地申请手工报销；门诊慢特病不得按普通门诊结算",
                "Let the person pay in full and claim at the insured place; a chronic disease is never settled as ordinary outpatient care")),
        [RefusalCode.QualificationMissing] = new(422, "qualification-missing",
            new("没有就诊当日有效的该病种门诊慢特病资格", "The person is not qualified for the disease on that day"),
            new("请参保人向参保地申请资格认定；本次全额自费，之后手工报销，不得按普通门诊结算",
                "Let the person apply to the insured place; this visit is paid in full and claimed there, never settled as ordinary outpatient care")),
        [RefusalCode.QualifiedElsewhere] = new(422, "qualified-elsewhere",
            new("该病种资格的选定机构不含本机构", "The qualification for the disease holds at other facilities than this one"),
            new("到选定机构就诊，或请参保人向参保地变更选定机构；本次全额自费，之后手工报销，不得按普通门诊结算",
                "Let the person go to a chosen facility or have the insured place change the choice; this visit is paid in full and claimed there, never settled as ordinary outpatient care")),
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
            new("全额自费并由第三方赔付；第三方不支付的，向参保地申请先行支付", "Let the person pay in full and claim from the third party; where it does not pay, ask the insured place")),
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
