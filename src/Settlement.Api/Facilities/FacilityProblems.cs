using Settlement.Api.Calls;

namespace Settlement.Api.Facilities;

/// <summary>Problems with the upkeep of facilities.</summary>
internal static class FacilityProblems
{
    internal static readonly ProblemKind FacilityChangeNotPossible = new(422, "facility-change-not-possible",
        new("机构现状态不能办理此事项", "The facility is not in a state for this step"),
        new("查询机构的协议、暂停与开通期间，按实际办理", "Read the facility's agreement, suspensions and openings, then choose the step"));
}
