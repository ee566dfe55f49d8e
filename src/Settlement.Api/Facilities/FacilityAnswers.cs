using System.Text.Json;
using Settlement.Api.Calls;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>定点医药机构 as a search shows it.</summary>
/// <param name="Grade">医院等次; null where not graded.</param>
/// <param name="Latitude">Degrees north, WGS 84; null where the place is not known.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="Services">Open on the day asked for, today where none was.</param>
/// <param name="Diseases">病种 for which chronic outpatient care is open on that day.</param>
/// <param name="DistanceMetres">From the point asked for, as the crow flies; null where none was.</param>
/// <param name="Origin"><c>demonstration</c> for a facility that does not exist or is not designated.</param>
internal sealed record FacilitySummary(
    string FacilityCode, string Name, FacilityKind Kind, string Region, FacilityLevel Level, FacilityGrade? Grade, string? Address,
    decimal? Latitude, decimal? Longitude, string? Phone, IReadOnlyList<CareService> Services, IReadOnlyList<string> Diseases,
    int? DistanceMetres, string Origin)
{
    internal static FacilitySummary From(FacilityHit hit, FacilityDetails details, DesignatedFacility facility, DateOnly day)
    {
        var open = facility.Openings.Select(o => o.Benefit).Where(b => facility.IsOpenFor(b, day)).ToList();
        return new(
            hit.Code.Value, details.Name, details.Kind, details.Region.Value, facility.Level, details.Grade, details.Address, details.Latitude,
            details.Longitude, details.Phone, [.. open.Select(b => b.Service).Distinct().Order()],
            [.. open.Select(b => b.Disease).OfType<string>().Distinct().Order(StringComparer.Ordinal)], hit.Metres, details.Source);
    }
}

/// <summary>What each value of a filter would find under all the other filters; values that find nothing are left out.</summary>
/// <param name="Regions">The regions directly below the one asked for.</param>
/// <param name="Services">Open on the day.</param>
/// <param name="Diseases">病种: chronic outpatient care for the disease open on the day.</param>
internal sealed record FacilityCountsAnswer(
    IReadOnlyDictionary<FacilityKind, int> Kind, IReadOnlyDictionary<FacilityLevel, int> Level, IReadOnlyDictionary<FacilityGrade, int> Grade,
    IReadOnlyList<RegionCount> Regions, IReadOnlyDictionary<CareService, int> Services, IReadOnlyDictionary<string, int> Diseases)
{
    internal static FacilityCountsAnswer From(FacilityCounts counts, ReferenceSnapshot reference) => new(
        counts.Kinds, counts.Levels, counts.Grades,
        [.. counts.Regions.Select(r => new RegionCount(r.Key, reference.Regions.GetValueOrDefault(RegionCode.Parse(r.Key))?.Name, r.Value))],
        counts.Services, counts.Diseases);
}

/// <param name="Name">Null where the code is no region of today.</param>
internal sealed record RegionCount(string Region, string? Name, int Count);

/// <summary>A page of facilities.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Counts">Null unless asked for with <c>counts=true</c>.</param>
internal sealed record FacilitySearchPage(IReadOnlyList<FacilitySummary> Items, string? Next, int Total, FacilityCountsAnswer? Counts);

/// <summary>定点医药机构.</summary>
/// <param name="FormerNames">曾用名, the latest first.</param>
/// <param name="Latitude">Degrees north, WGS 84; null where the place is not known.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="Openings">By service and disease, those that ended too.</param>
/// <param name="Suspensions">暂停: days on which it takes no new encounter; those begun go on.</param>
/// <param name="OpenFor">Null unless a service is asked for.</param>
/// <param name="Origin"><c>demonstration</c> for a facility that does not exist or is not designated.</param>
internal sealed record FacilityAnswer(
    string FacilityCode, string Name, IReadOnlyList<string> FormerNames, FacilityKind Kind, string Region, FacilityLevel Level, FacilityGrade? Grade,
    string? Address, decimal? Latitude, decimal? Longitude, string? Phone, DateOnly AgreementFrom, DateOnly? AgreementThrough,
    IReadOnlyList<OpeningAnswer> Openings, IReadOnlyList<SuspensionAnswer> Suspensions, OpenForAnswer? OpenFor, string Origin)
{
    internal static FacilityAnswer From(FacilityRecord f, OpenForAnswer? openFor = null) => new(
        f.FacilityCode.Value, f.Name, f.FormerNames, f.Kind, f.Region.Value, f.Level, f.Grade, f.Address, f.Latitude, f.Longitude, f.Phone,
        f.AgreementFrom, f.AgreementThrough,
        [.. f.Openings.OrderBy(o => o.Service).ThenBy(o => o.DiseaseCode, StringComparer.Ordinal).ThenBy(o => o.OpenFrom).Select(o => new OpeningAnswer(o.Service, o.DiseaseCode, o.OpenFrom, o.OpenThrough))],
        [.. f.Suspensions.OrderBy(s => s.SuspendedFrom).Select(s => new SuspensionAnswer(s.SuspendedFrom, s.SuspendedThrough, s.Reason))],
        openFor, f.Source);
}

/// <summary>One service that the facility has opened for cross-province settlement.</summary>
/// <param name="DiseaseCode">门诊慢特病病种代码: chronic outpatient care is opened disease by disease; null for every other service.</param>
internal sealed record OpeningAnswer(CareService Service, string? DiseaseCode, DateOnly OpenFrom, DateOnly? OpenThrough);

/// <param name="Through">Null until somebody ends it.</param>
internal sealed record SuspensionAnswer(DateOnly From, DateOnly? Through, string Reason);

/// <summary>Whether an encounter that begins on the day can be settled directly there.</summary>
/// <param name="Reason">Why not; null where it is open.</param>
internal sealed record OpenForAnswer(CareService Service, string? DiseaseCode, DateOnly On, bool IsOpen, NotOpen? Reason);

/// <summary>机构变更记录.</summary>
internal sealed record FacilityHistory(string FacilityCode, IReadOnlyList<FacilityChangeAnswer> Changes);

/// <summary>One change.</summary>
/// <param name="ChangeNo">The agency's own number; of an import <c>import/</c> and the import's number.</param>
/// <param name="Changes">Field by field.</param>
internal sealed record FacilityChangeAnswer(
    string ChangeNo, FacilityChangeKind Kind, IReadOnlyList<FieldChange> Changes, string? Reason, string RecordedBy, DateTimeOffset RecordedAt)
{
    internal static FacilityChangeAnswer From(FacilityChangeRecord c) => new(
        c.ChangeNo, c.Kind, JsonSerializer.Deserialize<List<FieldChange>>(c.Changes, Wire.Json)!, c.Reason, c.RecordedBy, c.RecordedAt.InChina());
}
