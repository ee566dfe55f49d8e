using Settlement.Api.Calls;

namespace Settlement.Api.Agencies;

/// <summary>Problems with agencies.</summary>
internal static class AgencyProblems
{
    internal static readonly ProblemKind AgencyVersion = new(409, "agency-version",
        new("该经办机构已被他人变更，所见版本已过时", "Somebody has changed the agency since that version"),
        new("重新读取该机构，再作变更", "Read the agency again, then change it"));

    internal static readonly ProblemKind AgencyNotPossible = new(422, "agency-not-possible",
        new("该区划不能有这样的经办机构", "The region cannot have such an agency"),
        new("按 detail 修改区划、层级、所在地或上级机构", "Correct region, level, place or the agency above, as detail says"));
}
