using Settlement.Api.Calls;

namespace Settlement.Api.Persons;

/// <summary>Problems with persons.</summary>
internal static class PersonProblems
{
    internal static readonly ProblemKind StatusOlder = new(409, "status-older",
        new("已有生效日更晚的参保状态变更", "A change of the insured status that takes effect later is recorded already"),
        new("查询参保状态变更记录，按最新状态上报", "Read the changes of the status and report what holds now"));

    internal static readonly ProblemKind MovedToNotPossible = new(422, "moved-to-not-possible",
        new("转入地不可用", "The person cannot have moved to this region"),
        new("填写现行的行政区划，且不是本参保地", "Give a current region other than the insured place itself"));
}
