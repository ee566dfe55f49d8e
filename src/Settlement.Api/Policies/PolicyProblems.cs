using Settlement.Api.Calls;

namespace Settlement.Api.Policies;

/// <summary>Problems with policy versions.</summary>
internal static class PolicyProblems
{
    internal static readonly ProblemKind PolicyFaulty = new(422, "policy-faulty",
        new("政策文档不符合结构要求", "The document is no policy"),
        new("修正 faults 所列各处；结构见 /v1/policy-schema", "Correct what faults lists; the form is in /v1/policy-schema"));

    internal static readonly ProblemKind PolicyRevision = new(409, "policy-revision",
        new("该政策版本已被他人修改，所见已过时", "Somebody has gone on with the policy version since that revision"),
        new("重新读取该版本，再办理", "Read the version again, then go on"));

    internal static readonly ProblemKind PolicyStepNotPossible = new(409, "policy-step-not-possible",
        new("该政策版本的现状态不能办理此事项", "The state of the policy version does not allow this step"),
        new("查询该版本的状态；内容需改动的，另起新版本", "Read the version; what must change becomes a new version"));

    internal static readonly ProblemKind PolicyNotWhole = new(422, "policy-not-whole",
        new("政策有空缺或重叠，不能发布", "The policy leaves gaps or overlaps, so it cannot be published"),
        new("按 findings 修改草案或起始日", "Change the draft or its first day as findings says"));

    internal static readonly ProblemKind PolicyWarnings = new(422, "policy-warnings",
        new("校验有提示，发布人尚未确认", "The proof warns of something that the publisher has not acknowledged"),
        new("核对 findings；确认无误的，将其代码列入 acknowledged 后重新发布",
            "Look at findings; where they are meant, list their codes in acknowledged and publish again"));
}
