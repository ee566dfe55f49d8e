namespace Settlement.Api.Calls;

/// <summary>One kind of problem: status, stable code, what it means and what the caller can do.</summary>
/// <param name="Code">Lower case with hyphens; never changes once shipped.</param>
/// <param name="NextStep">Null where the caller can do nothing.</param>
internal sealed record ProblemKind(int Status, string Code, Text Title, Text? NextStep)
{
    /// <param name="detail">What of it is at fault; null where the kind says all.</param>
    /// <param name="pointer">JSON pointer to the field at fault.</param>
    internal Refusal Refuse(Text? detail = null, string? pointer = null) => new(this, detail, pointer);

    /// <summary>One code for every decision that needs another person than the ones who prepared it.</summary>
    internal static readonly ProblemKind SecondPerson = new(403, "second-person",
        new("经办人不能自行复核或发布，须由另一人办理", "Who prepared it may not decide on it: another person must"),
        new("请未参与经办的人员办理", "Let somebody who took no part in it decide"));

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

    internal static readonly ProblemKind NumberReused = new(409, "number-reused",
        new("该编号已用于内容不同的请求", "The number was used for a request with other content"),
        new("查询该编号的原结果，或换用新编号", "Read what became of the number, or use a new one"));

    internal static readonly ProblemKind BatchRefused = new(422, "batch-refused",
        new("批次中有不符合要求的行，整批未受理", "Rows of the batch are at fault; nothing of it was taken"),
        new("修正 rows 所列各行，用同一批次号重新提交整批", "Correct the rows listed, then send the whole batch again under the same number"));

    internal static readonly ProblemKind DateNotPossible = new(422, "date-not-possible",
        new("日期不可能", "The date is not possible"), null);

    internal static readonly ProblemKind Busy = new(503, "busy",
        new("系统繁忙", "The system is busy"),
        new("稍后用同一编号重试：写入不会重复", "Send the same number again in a moment: nothing is done twice"));

    internal static readonly ProblemKind Unexpected = new(500, "unexpected",
        new("系统内部错误", "Something went wrong here"),
        new("用同一编号重试或查询其结果：写入不会重复；若仍失败，请提供 traceId", "Send the same number again or ask what became of it: nothing is done twice; if it fails again, quote the traceId"));
}
