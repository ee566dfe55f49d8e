using Settlement.Api.Http;
using Settlement.Domain.Filings;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案.</summary>
/// <param name="PersonNo">人员编号.</param>
/// <param name="DecidedAt">Null while it waits for a decision.</param>
internal sealed record FilingAnswer(
    string FilingNo,
    string PersonNo,
    FilingType Type,
    string Destination,
    DateOnly ValidFrom,
    DateOnly? ValidThrough,
    FilingState State,
    DateTimeOffset SubmittedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionNote)
{
    internal static FilingAnswer From(FilingRecord filing, string personNo) => new(
        filing.FilingNo, personNo, filing.Type, filing.Destination.Value, filing.ValidFrom, filing.ValidThrough, filing.State,
        filing.SubmittedAt.InChina(), filing.DecidedBy, filing.DecidedAt?.InChina(), filing.DecisionNote);
}

/// <summary>A page of filings in the order of their numbers.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
internal sealed record FilingPage(IReadOnlyList<FilingAnswer> Items, string? Next);
