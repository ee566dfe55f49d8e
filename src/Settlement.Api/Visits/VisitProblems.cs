using Settlement.Api.Calls;

namespace Settlement.Api.Visits;

/// <summary>Problems with visits.</summary>
internal static class VisitProblems
{
    internal static readonly ProblemKind VisitNotFound = new(404, "visit-not-found",
        new("本机构没有此就诊组", "The facility has no such visit"),
        new("先登记就诊及其各部分", "Register the visit with its parts first"));

    internal static readonly ProblemKind VisitPartMissing = new(422, "visit-part-missing",
        new("该就诊没有明细所属病种的部分", "The visit has no part for the disease of a line"),
        new("为该病种另行登记门诊慢特病就诊，再上传这些明细；不得改按普通门诊上传",
            "Register chronic outpatient care for the disease and upload these lines there; never send them as ordinary outpatient care"));

    internal static readonly ProblemKind VisitPartsDiffer = new(422, "visit-parts-differ",
        new("所列部分不是该就诊全部未结的部分", "The parts named are not all open parts of the visit"),
        new("查询该就诊，列出全部未结的部分，每部分一个交易号", "Read the visit and name every open part, each with a number of its own"));
}
