namespace Settlement.Domain.Catalogs;

/// <summary>调整方式: what a version of a province's catalogue does with an item.</summary>
public enum CatalogOperation
{
    /// <summary>设定: the province's own entry holds from the version's first day.</summary>
    Set,

    /// <summary>取消: the province has no own entry from that day, so the national one holds again.</summary>
    Remove,
}

/// <summary>What a published version says of one item.</summary>
/// <param name="From">First day of the version.</param>
/// <param name="Entry">The province's own entry; null where the version removes it.</param>
public sealed record CatalogStep(DateOnly From, CatalogEntry? Entry);

/// <summary>
/// 就医地目录 of one item in one province as its versions make it (R-PRI-01, R1.1): what began last holds, until the next one
/// begins. So it does not matter in which order versions were published, save that of two with one first day the later one counts,
/// and a version that is taken back leaves no trace.
/// </summary>
public static class CatalogTimeline
{
    /// <param name="others">Own entries that came otherwise than by a version; they do not overlap.</param>
    /// <param name="steps">Of the published versions, in the order of their publication.</param>
    /// <returns>Entries in the order of their days, without overlaps.</returns>
    public static IReadOnlyList<CatalogEntry> Of(IEnumerable<CatalogEntry> others, IEnumerable<CatalogStep> steps)
    {
        var beginnings = new SortedDictionary<DateOnly, CatalogEntry?>();
        foreach (var entry in others)
            beginnings[entry.InForce.First] = entry;
        foreach (var step in steps)
            beginnings[step.From] = step.Entry is { } entry ? entry with { InForce = new(step.From, last: null) } : null;

        var timeline = new List<CatalogEntry>(beginnings.Count);
        DateOnly? next = null;
        foreach (var (first, entry) in beginnings.Reverse())
        {
            if (entry is not null)
                timeline.Add(entry with { InForce = new(first, Earlier(entry.InForce.Last, next?.AddDays(-1))) });
            next = first;
        }
        timeline.Reverse();
        return timeline;
    }

    /// <summary>The entry of a timeline on a day; null where there is none.</summary>
    public static CatalogEntry? On(this IReadOnlyList<CatalogEntry> timeline, DateOnly day)
    {
        for (var i = 0; i < timeline.Count; i++)
            if (timeline[i].InForce.Contains(day))
                return timeline[i];
        return null;
    }

    /// <summary>The same on the path of every fee line.</summary>
    internal static CatalogEntry? On(this CatalogEntry[] history, DateOnly day)
    {
        foreach (var entry in history)
            if (entry.InForce.Contains(day))
                return entry;
        return null;
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}
