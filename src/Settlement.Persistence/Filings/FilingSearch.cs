using Settlement.Domain;
using Settlement.Domain.Filings;

namespace Settlement.Persistence.Filings;

/// <summary>What filings of an insured place are looked for; null does not narrow.</summary>
/// <param name="Destination">Region for which they were filed, or in which that lies: 440000 finds 440100.</param>
/// <param name="SubmittedFrom">First instant of their submission.</param>
/// <param name="SubmittedBefore">Instant before which they were submitted.</param>
/// <param name="DueThrough">Last day of the due date (办结期限).</param>
/// <param name="IsOverdue">Whether to find only those that wait for the agency's decision although the due date has passed.</param>
/// <param name="After">Filing number after which to read on.</param>
public sealed record FilingSearch(
    FilingState? State, FilingStanding? Standing, FilingType? Type, RegionCode? Destination, FilingChannel? Channel, PersonId? Person,
    DateTimeOffset? SubmittedFrom, DateTimeOffset? SubmittedBefore, DateOnly? DueThrough, bool IsOverdue, string? After);

public static class FilingSearches
{
    public static IQueryable<FilingRecord> Matching(this IQueryable<FilingRecord> filings, FilingSearch search, DateOnly today)
    {
        if (search.State is { } state)
            filings = filings.Where(f => f.State == state);
        if (search.Standing is { } standing)
            filings = filings.StandingOn(standing, today);
        if (search.Type is { } type)
            filings = filings.Where(f => f.Type == type);
        if (search.Destination is { } destination)
            filings = filings.Inside(destination);
        if (search.Channel is { } channel)
            filings = filings.Where(f => f.Channel == channel);
        if (search.Person is { } person)
            filings = filings.Where(f => f.PersonId == person);
        if (search.SubmittedFrom is { } first)
            filings = filings.Where(f => f.SubmittedAt >= first);
        if (search.SubmittedBefore is { } end)
            filings = filings.Where(f => f.SubmittedAt < end);
        if (search.DueThrough is { } due)
            filings = filings.Where(f => f.DueOn <= due);
        if (search.IsOverdue)
            filings = filings.Where(f => f.State == FilingState.Submitted && f.DueOn < today);
        if (search.After is { } after)
            filings = filings.Where(f => string.Compare(f.FilingNo, after) > 0);
        return filings;
    }

    private static readonly FilingState[] TookEffect = [.. Enum.GetValues<FilingState>().Where(state => state.HasTakenEffect())];

    /// <summary>The same as <see cref="FilingLife.StandingOn"/>, for the database.</summary>
    private static IQueryable<FilingRecord> StandingOn(this IQueryable<FilingRecord> filings, FilingStanding standing, DateOnly day) =>
        standing switch
        {
            FilingStanding.Waiting => filings.Where(f => f.State == FilingState.Submitted || f.State == FilingState.Returned),
            FilingStanding.NotBegun => filings.Where(
                f => TookEffect.Contains(f.State) && f.ValidFrom > day && (f.EndedOn == null || f.EndedOn >= f.ValidFrom)),
            FilingStanding.InForce => filings.Where(
                f => TookEffect.Contains(f.State) && f.ValidFrom <= day && (f.ValidThrough == null || f.ValidThrough >= day)
                    && (f.EndedOn == null || f.EndedOn >= day)),
            FilingStanding.Expired => filings.Where(f => f.State == FilingState.Accepted && f.ValidFrom <= day && f.ValidThrough < day),
            FilingStanding.Over => filings.Where(
                f => f.State == FilingState.Withdrawn || f.State == FilingState.Rejected
                    || (f.EndedOn != null && (f.EndedOn < day || f.EndedOn < f.ValidFrom || f.ValidThrough < day))),
            _ => throw new NotSupportedException(standing.ToString()),
        };

    /// <summary>Region codes compare like numbers, so those inside a region lie between two codes.</summary>
    private static IQueryable<FilingRecord> Inside(this IQueryable<FilingRecord> filings, RegionCode region)
    {
        var (first, last) = (region, RegionCode.Parse(region.Prefix.PadRight(6, '9')));
        return filings.Where(f => string.Compare((string)(object)f.Destination, first.Value) >= 0
            && string.Compare((string)(object)f.Destination, last.Value) <= 0);
    }
}
