namespace Settlement.Domain.Facilities.Search;

/// <summary>
/// 定点查询 in memory (docs/decisions/0013): sets of facilities as bits, in the parts of the directory, so that any combination of
/// filters, and what each of their values would find, is counted exactly by a walk over the words of a few sets.
/// </summary>
public sealed class FacilityIndex
{
    private readonly SortedList<string, FacilityIndexPart> parts;

    public FacilityIndex(IEnumerable<IndexedFacility> facilities)
        : this(facilities.GroupBy(f => FacilityDirectory.PartOf(f.Facility.Code)).Select(part => KeyValuePair.Create(part.Key, new FacilityIndexPart(part))))
    {
    }

    private FacilityIndex(IEnumerable<KeyValuePair<string, FacilityIndexPart>> parts) =>
        this.parts = new(parts.Where(p => p.Value.Count > 0).ToDictionary(), StringComparer.Ordinal);

    public int Count => parts.Values.Sum(part => part.Count);

    /// <summary>The same with other facilities in one part; those of all others are shared with this one.</summary>
    /// <param name="facilities">All that the part has now.</param>
    public FacilityIndex With(string part, IEnumerable<IndexedFacility> facilities) =>
        new(parts.Where(p => p.Key != part).Append(KeyValuePair.Create(part, new FacilityIndexPart(facilities))));

    /// <summary>Whether a page can begin behind a facility.</summary>
    public bool CanFollow(FacilityCode code, FacilitySort sort) =>
        PartWith(code) is { } part && (sort != FacilitySort.Distance || (part.TryFind(code, out var position) && part.KnowsPlaceOf(position)));

    public FacilityHits Find(FacilitySearch search)
    {
        var plainName = search.Name is { } name ? NameIndex.Plain(name) : null;
        var sets = new List<PartMatch>();
        foreach (var part in parts.Values)
            if ((search.Kind == part.Kind || search.Kind is null || search.WithCounts) && part.Located(search, plainName) is { } located)
                sets.Add(new(part, located, search));
        var found = sets.Where(set => search.Kind is null || set.Part.Kind == search.Kind).ToList();

        var page = new FacilityPaging(found, search, search.After is { } after ? PartWith(after) : null).Take(search.Limit + 1);
        return new(
            [.. page.Take(search.Limit)],
            page.Count > search.Limit ? page[search.Limit - 1].Code : null,
            found.Sum(set => set.Count),
            search.WithCounts ? FacilityCounting.Of(sets, found, search) : null);
    }

    private FacilityIndexPart? PartWith(FacilityCode code) =>
        code.Value.Length > 0 && parts.TryGetValue(FacilityDirectory.PartOf(code), out var part) && part.TryFind(code, out _) ? part : null;
}

/// <summary>What a search finds in a part.</summary>
internal sealed class PartMatch
{
    private readonly ulong[] located;
    private readonly ulong[]? level;
    private readonly ulong[]? grade;
    private readonly ulong[]? open;

    internal PartMatch(FacilityIndexPart part, ulong[] located, FacilitySearch search)
    {
        (Part, this.located) = (part, located);
        level = search.Level is { } l ? part.OfLevel(l) : null;
        grade = search.Grade is { } g ? part.OfGrade(g) : null;
        open = search.OnlyOpen ? part.On(search.Day).For(search.Service, search.Disease) : null;
        Found = Without();
        Count = Found.Count();
    }

    internal FacilityIndexPart Part { get; }

    internal ulong[] Found { get; }

    internal int Count { get; }

    /// <summary>What would be found with a filter left out.</summary>
    internal ulong[] WithoutLevel => level is null ? Found : Without(skipLevel: true);

    internal ulong[] WithoutGrade => grade is null ? Found : Without(skipGrade: true);

    internal ulong[] WithoutService => open is null ? Found : Without(skipOpen: true);

    private ulong[] Without(bool skipLevel = false, bool skipGrade = false, bool skipOpen = false)
    {
        var set = (ulong[])located.Clone();
        if (level is not null && !skipLevel)
            set.Keep(level);
        if (grade is not null && !skipGrade)
            set.Keep(grade);
        if (open is not null && !skipOpen)
            set.Keep(open);
        return set;
    }
}
