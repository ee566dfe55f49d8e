using Settlement.Api.Calls;
using Settlement.Domain.Filings;
using Settlement.Persistence.Filings;

namespace Settlement.Api.FilingBatches;

/// <summary>单位集体申报进度.</summary>
/// <param name="Rows">行数.</param>
/// <param name="Filed">Rows that became filings.</param>
/// <param name="Refused">Rows of which no filing could be made any more.</param>
/// <param name="Waiting">Rows that are still to come.</param>
/// <param name="FinishedAt">Null while rows wait.</param>
internal sealed record FilingBatchAnswer(
    string BatchNo, string Employer, int Rows, int Filed, int Refused, int Waiting, string SubmittedBy, DateTimeOffset SubmittedAt,
    DateTimeOffset? FinishedAt);

/// <summary>What became of a row.</summary>
/// <param name="Row">行号, from 1.</param>
/// <param name="FilingNo">The filing that it became; null for another outcome.</param>
/// <param name="Code">Why it was refused; null for another outcome.</param>
/// <param name="Pointer">The field of the row at fault; null where none is.</param>
internal sealed record FilingBatchRowAnswer(
    int Row, string PersonNo, BatchRowOutcome Outcome, string? FilingNo, string? Code, string? Pointer, string? Detail)
{
    /// <summary>Read in the language of the call under way, whatever language the batch was submitted in.</summary>
    internal static FilingBatchRowAnswer From(FilingBatchRowRecord row) => new(
        row.RowNo, FilingBatchPortion.RequestOf(row).PersonNo, row.Outcome,
        row.Outcome == BatchRowOutcome.Filed ? FilingBatchRecord.FilingNo(row.BatchNo, row.RowNo) : null,
        row.ProblemCode, row.ProblemPointer, DetailOf(row));

    private static string? DetailOf(FilingBatchRowRecord row) =>
        row.ProblemDetail is { } detail ? new Text(detail, row.ProblemDetailEnglish ?? detail).ToString() : null;
}

/// <summary>A page of rows in their order.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record FilingBatchRowPage(IReadOnlyList<FilingBatchRowAnswer> Items, int? Next);
