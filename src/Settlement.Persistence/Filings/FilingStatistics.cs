using Microsoft.EntityFrameworkCore;
using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>What became of filings that were submitted in a time, as they stand now.</summary>
/// <param name="Filed">All of them: the sum of the five that follow.</param>
/// <param name="Accepted">准予备案, whatever ended them since.</param>
/// <param name="Rejected">不予备案.</param>
/// <param name="Returned">退回补正, and not submitted again yet.</param>
/// <param name="Withdrawn">撤回.</param>
/// <param name="Waiting">待审核: wait for the agency's decision.</param>
/// <param name="Overdue">Of those that wait, those whose due date has passed.</param>
/// <param name="Decided">Of the accepted and rejected, those with a due date, which only online filings have.</param>
/// <param name="DecidedInTime">Of these, those decided on the due date or before (R-FIL-06).</param>
public sealed record FilingFigures(
    int Filed, int Accepted, int Rejected, int Returned, int Withdrawn, int Waiting, int Overdue, int Decided, int DecidedInTime)
{
    public static FilingFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>备案办理统计.</summary>
public sealed record FilingStatistics(
    FilingFigures Total, IReadOnlyDictionary<FilingChannel, FilingFigures> ByChannel, IReadOnlyDictionary<FilingType, FilingFigures> ByType)
{
    /// <param name="from">First instant of the submission.</param>
    /// <param name="before">Instant before which they were submitted.</param>
    public static async Task<FilingStatistics> LoadAsync(
        SettlementDbContext db, RegionCode region, DateTimeOffset from, DateTimeOffset before, DateOnly today,
        CancellationToken cancellation)
    {
        var rows = await Rows(db, region, from, before, today).ToListAsync(cancellation);
        return new(
            rows.Single(r => r.Channel is null && r.Type is null).Figures,
            rows.Where(r => r.Channel is not null).ToDictionary(r => Enum.Parse<FilingChannel>(r.Channel!), r => r.Figures),
            rows.Where(r => r.Type is not null).ToDictionary(r => Enum.Parse<FilingType>(r.Type!), r => r.Figures));
    }

    private static IQueryable<Row> Rows(
        SettlementDbContext db, RegionCode region, DateTimeOffset from, DateTimeOffset before, DateOnly today) =>
        db.Database.SqlQuery<Row>(
            $"""
            SELECT channel AS "Channel", type AS "Type", count(*)::int AS "Filed",
                   (count(*) FILTER (WHERE state IN ('Accepted', 'Changed', 'Cancelled', 'Ended')))::int AS "Accepted",
                   (count(*) FILTER (WHERE state = 'Rejected'))::int AS "Rejected",
                   (count(*) FILTER (WHERE state = 'Returned'))::int AS "Returned",
                   (count(*) FILTER (WHERE state = 'Withdrawn'))::int AS "Withdrawn",
                   (count(*) FILTER (WHERE state = 'Submitted'))::int AS "Waiting",
                   (count(*) FILTER (WHERE state = 'Submitted' AND due_on < {today}))::int AS "Overdue",
                   (count(*) FILTER (WHERE decided_at IS NOT NULL AND due_on IS NOT NULL))::int AS "Decided",
                   (count(*) FILTER (WHERE (decided_at AT TIME ZONE 'Asia/Shanghai')::date <= due_on))::int AS "DecidedInTime"
            FROM filing
            WHERE insured_region = {region.Value} AND submitted_at >= {from} AND submitted_at < {before}
            GROUP BY GROUPING SETS ((channel), (type), ())
            """);

    internal sealed record Row(
        string? Channel, string? Type, int Filed, int Accepted, int Rejected, int Returned, int Withdrawn, int Waiting, int Overdue,
        int Decided, int DecidedInTime)
    {
        internal FilingFigures Figures => new(Filed, Accepted, Rejected, Returned, Withdrawn, Waiting, Overdue, Decided, DecidedInTime);
    }
}
