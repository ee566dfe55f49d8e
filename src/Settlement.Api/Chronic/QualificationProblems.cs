using Settlement.Api.Calls;

namespace Settlement.Api.Chronic;

/// <summary>Problems with qualifications.</summary>
internal static class QualificationProblems
{
    internal static readonly ProblemKind QualificationVersion = new(409, "qualification-version",
        new("该资格已被他人办理，所见版本已过时", "Somebody has gone on with the qualification since that version"),
        new("重新读取该资格，再作决定", "Read the qualification again, then decide"));

    internal static readonly ProblemKind QualificationOverlaps = new(409, "qualification-overlaps",
        new("该人此病种在这段时间已有资格", "The person has a qualification for the disease at that time"),
        new("查询该人的资格；延续原资格，或错开起止日", "Read the person's qualifications; extend the one there is, or change the days"));

    internal static readonly ProblemKind QualificationPeriod = new(422, "qualification-period",
        new("该日期不能延续或取消此资格", "The qualification cannot be extended or revoked to this day"),
        new("延续须晚于原截止日且未取消；取消日须在有效期内。现截止日见 detail", "An extension ends later, a revocation lies within the validity, and neither follows a revocation; detail says the last day"));

    internal static readonly ProblemKind QualificationFacilities = new(422, "qualification-facilities",
        new("选定的机构不在定点机构名录中", "A chosen facility is no designated one"),
        new("核对 detail 所示医药机构代码", "Check the facility code in detail"));

    internal static readonly ProblemKind QualificationRowTwice = new(422, "qualification-row-twice",
        new("同一次导入内编号重复，或同一人同一病种时间重叠", "The upload has a number twice, or two for one person and disease at one time"),
        new("删去其中一行，或错开起止日", "Leave one of the rows out, or change its days"));
}
