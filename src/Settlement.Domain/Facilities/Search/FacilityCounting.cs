namespace Settlement.Domain.Facilities.Search;

internal static class FacilityCounting
{
    /// <param name="ofAllKinds">Also the parts whose kind is not the one asked for.</param>
    internal static FacilityCounts Of(IReadOnlyList<PartMatch> ofAllKinds, IReadOnlyList<PartMatch> found, FacilitySearch search)
    {
        var (kinds, levels, grades) = (new Dictionary<FacilityKind, int>(), new Dictionary<FacilityLevel, int>(), new Dictionary<FacilityGrade, int>());
        var (regions, services, diseases) = (
            new SortedDictionary<string, int>(StringComparer.Ordinal), new Dictionary<CareService, int>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var match in ofAllKinds)
            Add(kinds, match.Part.Kind, match.Count);
        foreach (var match in found)
        {
            var (part, open) = (match.Part, match.Part.On(search.Day));
            foreach (var level in Enum.GetValues<FacilityLevel>())
                Add(levels, level, match.WithoutLevel.CountOfBoth(part.OfLevel(level)));
            foreach (var grade in Enum.GetValues<FacilityGrade>())
                Add(grades, grade, match.WithoutGrade.CountOfBoth(part.OfGrade(grade)));
            foreach (var (region, inside) in part.ByRegion)
                Add(regions, Below(search.Region, region), match.Found.CountOfBoth(inside));
            var withoutService = match.WithoutService;
            foreach (var (service, givers) in open.ByService)
                Add(services, service, withoutService.CountOfBoth(givers));
            foreach (var (benefit, givers) in open.ByBenefit)
                if (benefit.Disease is { } disease)
                    Add(diseases, disease, withoutService.CountOfBoth(givers));
        }
        return new(kinds, levels, grades, regions, services, diseases);
    }

    /// <summary>The region directly below the one asked for that a facility lies in.</summary>
    private static string Below(RegionCode? asked, RegionCode region) => asked?.Prefix.Length switch
    {
        null => region.Province.Value,
        2 => region.Value[..4] + "00",
        _ => region.Value,
    };

    private static void Add<T>(IDictionary<T, int> counts, T value, int count)
    {
        if (count > 0)
            counts[value] = (counts.TryGetValue(value, out var before) ? before : 0) + count;
    }
}
