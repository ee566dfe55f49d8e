using Settlement.Api.Calls;

namespace Settlement.Api.FacilityImports;

/// <summary>Problems with facility imports.</summary>
internal static class FacilityImportProblems
{
    internal static readonly ProblemKind FacilityImportRefused = new(422, "facility-import-refused",
        new("名录中有不符合要求的行，整份未受理", "Rows of the list are at fault; nothing of it was taken"),
        new("修正 rows 所列各行，用同一编号重新提交整份名录", "Correct the rows listed, then send the whole list again under the same number"));

    internal static readonly ProblemKind FacilityImportOutdated = new(409, "facility-import-outdated",
        new("试算之后本省名录已有变化，或生效日已过", "The directory of the province has changed since the list was checked, or its day has passed"),
        new("用新编号重新试算，核对差异后再生效", "Check the list again under a new number, look at the differences, then apply it"));
}
