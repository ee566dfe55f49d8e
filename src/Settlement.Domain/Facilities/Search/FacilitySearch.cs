namespace Settlement.Domain.Facilities.Search;

public enum FacilitySort
{
    /// <summary>By facility code.</summary>
    Code,

    /// <summary>By the pinyin initials of the name, then the name.</summary>
    Name,

    /// <summary>The highest level first, then by code.</summary>
    Level,

    /// <summary>The nearest first.</summary>
    Distance,
}

/// <summary>What to look for; null of anything is no condition.</summary>
/// <param name="Region">Province, city or county.</param>
/// <param name="Name">Part of the name or of a former one, or two or more of its pinyin initials.</param>
/// <param name="Day">The day on which the services count.</param>
/// <param name="OnlyOpen">Only what is open on the day, for the service and disease where they are given, else for anything.</param>
/// <param name="Near">Leaves out facilities whose place is not known.</param>
/// <param name="WithinKm">Of <paramref name="Near"/>.</param>
/// <param name="After">Last facility of the page before.</param>
/// <param name="WithCounts">Whether to count what each value of a filter would find.</param>
public sealed record FacilitySearch(
    DateOnly Day, bool OnlyOpen = false, RegionCode? Region = null, string? Name = null, FacilityKind? Kind = null, FacilityLevel? Level = null,
    FacilityGrade? Grade = null, CareService? Service = null, string? Disease = null, Coordinates? Near = null, double? WithinKm = null,
    FacilitySort Sort = FacilitySort.Code, FacilityCode? After = null, int Limit = 50, bool WithCounts = false)
{
    /// <summary>Where a facility has to be besides, or which it has to be; null for nothing.</summary>
    public FacilityScope? Scope { get; init; }
}

/// <summary>Facilities by the region that they lie in, and some one by one.</summary>
/// <param name="Region">Whether the facilities of a region, as their records name it, are in; but those of <paramref name="Named"/>.</param>
/// <param name="Named">Facilities that are in or not, whatever their region is.</param>
public sealed record FacilityScope(Func<RegionCode, bool> Region, IReadOnlyDictionary<FacilityCode, bool> Named);

/// <param name="Metres">From the point asked for; null where none was.</param>
public readonly record struct FacilityHit(FacilityCode Code, int? Metres);

/// <param name="Next">Facility after which the next page begins; null at the end.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record FacilityHits(IReadOnlyList<FacilityHit> Page, FacilityCode? Next, int Total, FacilityCounts? Counts);

/// <summary>What each value of a filter would find under all the other filters; values that find nothing are left out.</summary>
/// <param name="Regions">The regions directly below the one asked for: provinces, cities or counties.</param>
/// <param name="Services">Open on the day.</param>
/// <param name="Diseases">Chronic outpatient care for the disease open on the day.</param>
public sealed record FacilityCounts(
    IReadOnlyDictionary<FacilityKind, int> Kinds,
    IReadOnlyDictionary<FacilityLevel, int> Levels,
    IReadOnlyDictionary<FacilityGrade, int> Grades,
    IReadOnlyDictionary<string, int> Regions,
    IReadOnlyDictionary<CareService, int> Services,
    IReadOnlyDictionary<string, int> Diseases);
