using Settlement.Domain.Filings;
using Settlement.Persistence.Filings;

namespace Settlement.Api.Filings;

/// <summary>备案办理统计 of the filings submitted from one day through another, as they stand now.</summary>
/// <param name="ByChannel">Channels through which any was submitted.</param>
/// <param name="ByType">Types of which any was submitted.</param>
internal sealed record FilingStatisticsAnswer(
    DateOnly From, DateOnly Through, FilingFiguresAnswer Total, IReadOnlyList<ChannelFigures> ByChannel, IReadOnlyList<TypeFigures> ByType)
{
    internal static FilingStatisticsAnswer Of(DateOnly from, DateOnly through, FilingStatistics statistics) => new(
        from, through, FilingFiguresAnswer.Of(statistics.Total),
        [.. statistics.ByChannel.OrderBy(g => g.Key).Select(g => new ChannelFigures(g.Key, FilingFiguresAnswer.Of(g.Value)))],
        [.. statistics.ByType.OrderBy(g => g.Key).Select(g => new TypeFigures(g.Key, FilingFiguresAnswer.Of(g.Value)))]);
}

/// <summary>Figures of one channel.</summary>
internal sealed record ChannelFigures(FilingChannel Channel, FilingFiguresAnswer Figures);

/// <summary>Figures of one type.</summary>
internal sealed record TypeFigures(FilingType Type, FilingFiguresAnswer Figures);

/// <summary>What became of filings, as they stand now.</summary>
/// <param name="Filed">All of them: <c>accepted</c>, <c>rejected</c>, <c>returned</c>, <c>withdrawn</c> and <c>waiting</c>
/// together.</param>
/// <param name="Accepted">准予备案, whatever ended them since.</param>
/// <param name="Returned">退回补正, and not submitted again yet.</param>
/// <param name="Waiting">待审核: wait for the agency's decision.</param>
/// <param name="Overdue">Of those that wait, those whose due date has passed.</param>
/// <param name="OnlineDecided">Of the accepted and rejected, those with a due date: filed online, when the calendar was known.</param>
/// <param name="OnlineDecidedInTime">Of these, those decided on the due date or before (R-FIL-06).</param>
/// <param name="InTimeShare">按期办结率: <c>onlineDecidedInTime</c> ÷ <c>onlineDecided</c>, four decimals, rounded down; null where none was
/// decided.</param>
internal sealed record FilingFiguresAnswer(
    int Filed, int Accepted, int Rejected, int Returned, int Withdrawn, int Waiting, int Overdue, int OnlineDecided,
    int OnlineDecidedInTime,
    decimal? InTimeShare)
{
    internal static FilingFiguresAnswer Of(FilingFigures f) => new(
        f.Filed, f.Accepted, f.Rejected, f.Returned, f.Withdrawn, f.Waiting, f.Overdue, f.Decided, f.DecidedInTime,
        f.Decided == 0 ? null : decimal.Round((decimal)f.DecidedInTime / f.Decided, 4, MidpointRounding.ToZero));
}
