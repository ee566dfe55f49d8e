using Settlement.Api.Calls;

namespace Settlement.Api.FilingBatches;

/// <summary>Problems with batches of filings.</summary>
internal static class FilingBatchProblems
{
    internal static readonly ProblemKind BatchRowTwice = new(422, "batch-row-twice",
        new("同一批次内同一人的同类备案时间重叠", "The batch files twice for the same person and class at one time"),
        new("删去其中一行，或错开起止日", "Leave one of the rows out, or change its days"));
}
