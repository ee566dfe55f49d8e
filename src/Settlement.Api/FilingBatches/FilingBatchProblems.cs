using Settlement.Api.Calls;

namespace Settlement.Api.FilingBatches;

/// <summary>Problems with batches of filings.</summary>
internal static class FilingBatchProblems
{
    internal static readonly ProblemKind BatchRefused = new(422, "batch-refused",
        new("批次中有不符合要求的行，整批未受理", "Rows of the batch are at fault; nothing of it was taken"),
        new("修正 rows 所列各行，用同一批次号重新提交整批", "Correct the rows listed, then send the whole batch again under the same number"));

    internal static readonly ProblemKind BatchRowTwice = new(422, "batch-row-twice",
        new("同一批次内同一人的同类备案时间重叠", "The batch files twice for the same person and class at one time"),
        new("删去其中一行，或错开起止日", "Leave one of the rows out, or change its days"));
}
