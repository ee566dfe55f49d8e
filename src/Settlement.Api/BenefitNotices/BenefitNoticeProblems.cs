using Settlement.Api.Calls;

namespace Settlement.Api.BenefitNotices;

/// <summary>Problems with benefit notices.</summary>
internal static class BenefitNoticeProblems
{
    internal static readonly ProblemKind BenefitNoticeStep = new(409, "benefit-notice-step-not-possible",
        new("告知书的现状态不能办理此事项", "The state of the notice does not allow this step"),
        new("查询该告知书的状态；要改内容，用新编号另拟", "Read the notice; to change what it says, draft another under a new number"));

    internal static readonly ProblemKind NotPoolingRegion = new(422, "not-a-pooling-region",
        new("该区划不是统筹区", "The region is no pooling region"),
        new("填写统筹区代码，见 /v1/openness", "Give the code of a pooling region, as in /v1/openness"));
}
