namespace Settlement.Domain.Facilities.Search;

/// <summary>On which days the facilities of a part are open for what; the same answer as <see cref="DesignatedFacility.IsOpenFor"/>.</summary>
internal sealed class OpenDays
{
    private const int DaysKept = 4;
    private readonly int count;
    private readonly Dictionary<Benefit, (int Position, int First, int Last)[]> ranges;
    private volatile OpenOnDay[] kept = [];

    internal OpenDays(IReadOnlyList<DesignatedFacility> facilities)
    {
        count = facilities.Count;
        var lists = new Dictionary<Benefit, List<(int, int, int)>>();
        for (var i = 0; i < facilities.Count; i++)
            foreach (var opening in facilities[i].Openings)
            {
                if (!lists.TryGetValue(opening.Benefit, out var list))
                    lists[opening.Benefit] = list = [];
                foreach (var (first, last) in DaysOf(facilities[i], opening.Open))
                    list.Add((i, first, last));
            }
        ranges = lists.ToDictionary(l => l.Key, l => l.Value.ToArray());
    }

    /// <summary>A day that was asked for lately is answered from memory, any other by looking at every range.</summary>
    internal OpenOnDay On(DateOnly day)
    {
        var known = kept;
        if (Array.Find(known, k => k.Day == day) is { } found)
            return found;
        var open = new Dictionary<Benefit, ulong[]>(ranges.Count);
        foreach (var (benefit, days) in ranges)
        {
            var bits = open[benefit] = Bits.None(count);
            foreach (var (position, first, last) in days)
                if (first <= day.DayNumber && day.DayNumber <= last)
                    bits.Add(position);
        }
        var made = new OpenOnDay(day, count, open);
        kept = [made, .. known.Take(DaysKept - 1)];
        return made;
    }

    /// <summary>Days of an opening on which the agreement holds and nothing suspends it.</summary>
    private static List<(int First, int Last)> DaysOf(DesignatedFacility facility, DateRange opening)
    {
        var (first, last) = (Math.Max(opening.First.DayNumber, facility.Agreement.First.DayNumber), Math.Min(LastOf(opening), LastOf(facility.Agreement)));
        var days = new List<(int First, int Last)>();
        foreach (var suspended in facility.Suspensions.OrderBy(s => s.First)) // they never overlap
        {
            if (first < suspended.First.DayNumber && first <= last)
                days.Add((first, Math.Min(last, suspended.First.DayNumber - 1)));
            first = Math.Max(first, LastOf(suspended) == int.MaxValue ? int.MaxValue : LastOf(suspended) + 1);
        }
        if (first <= last && first != int.MaxValue)
            days.Add((first, last));
        return days;
    }

    private static int LastOf(DateRange range) => range.Last?.DayNumber ?? int.MaxValue;
}

/// <summary>Who of a part is open for what on one day.</summary>
internal sealed class OpenOnDay
{
    private readonly ulong[] nobody;

    internal OpenOnDay(DateOnly day, int count, Dictionary<Benefit, ulong[]> byBenefit)
    {
        (Day, ByBenefit, nobody, Any) = (day, byBenefit, Bits.None(count), Bits.None(count));
        foreach (var (benefit, bits) in byBenefit)
        {
            if (!ByService.TryGetValue(benefit.Service, out var service))
                ByService[benefit.Service] = service = Bits.None(count);
            service.Join(bits);
            Any.Join(bits);
        }
    }

    internal DateOnly Day { get; }

    internal Dictionary<Benefit, ulong[]> ByBenefit { get; }

    internal Dictionary<CareService, ulong[]> ByService { get; } = [];

    /// <summary>Open for anything.</summary>
    internal ulong[] Any { get; }

    /// <param name="service">Null for any.</param>
    /// <param name="disease">Null for any of the service.</param>
    internal ulong[] For(CareService? service, string? disease) =>
        disease is not null ? ByBenefit.GetValueOrDefault(Benefit.Chronic(disease), nobody)
        : service is { } one ? ByService.GetValueOrDefault(one, nobody)
        : Any;
}
