using Settlement.Api.Calls;

namespace Settlement.Api.PolicyTrials;

/// <summary>Problems with policy trials.</summary>
internal static class PolicyTrialProblems
{
    internal static readonly ProblemKind PolicyTrialsWaiting = new(409, "policy-trials-waiting",
        new("本地区未完成的历史数据试算已达上限", "As many trials of the region as are allowed have not finished yet"),
        new("待其中一项完成后，用同一编号重新提交", "Wait until one has finished, then send it again under the same number"));
}
