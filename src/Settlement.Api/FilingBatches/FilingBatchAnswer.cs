using Settlement.Domain.Filings;

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
internal sealed record FilingBatchRowAnswer(int Row, string PersonNo, BatchRowOutcome Outcome, string? FilingNo, string? Code, string? Detail);

/// <summary>A page of rows in their order.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record FilingBatchRowPage(IReadOnlyList<FilingBatchRowAnswer> Items, int? Next);
