namespace Settlement.Domain.Filings;

/// <summary>Days and places of a person's filings beside each other.</summary>
public static class FilingDays
{
    /// <summary>
    /// Last day on which an encounter may begin: the earlier one of what was filed for and what ended it; null while open.
    /// </summary>
    /// <param name="endedOn">Null where nothing ended it.</param>
    public static DateOnly? LastDay(DateOnly? validThrough, DateOnly? endedOn) =>
        endedOn is { } ended && (validThrough is not { } through || ended <= through) ? ended : validThrough;

    /// <summary>
    /// Whether an encounter may begin under it on that day or later, so that the end of the insurance ends it too (R-FIL-09).
    /// </summary>
    /// <param name="last">Last day; before <paramref name="first"/> where the filing never held, null while open.</param>
    public static bool ReachesBeyond(this FilingState state, DateOnly first, DateOnly? last, DateOnly day) =>
        state.HasTakenEffect() && (last is not { } end || end >= day && end >= first);

    /// <summary>The earliest last day that a filing can still be given: what began before today stays filed (R1.4.7).</summary>
    public static DateOnly EarliestLastDay(DateOnly today) => today.AddDays(-1);

    /// <summary>
    /// Last day of a filing whose place another one takes: the day before that one begins, but nothing that has begun is undone.
    /// </summary>
    public static DateOnly LastDayOfReplaced(DateOnly otherFirst, DateOnly today)
    {
        var (before, earliest) = (otherFirst.AddDays(-1), EarliestLastDay(today));
        return before < earliest ? earliest : before;
    }

    /// <summary>The lowest place, from 1, that no other filing of the same class holds on one of the days (R1.4.8).</summary>
    /// <param name="others">Days of the others, and the places that they hold; null where they hold none.</param>
    public static short FreePlace(DateRange validity, IEnumerable<(DateRange Days, short? Place)> others)
    {
        var taken = others.Where(other => other.Days.Overlaps(validity)).Select(other => other.Place).ToHashSet();
        short place = 1;
        while (taken.Contains(place))
            place++;
        return place;
    }
}
