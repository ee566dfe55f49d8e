using System.Collections.Frozen;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Domain.Openness;
using Settlement.Domain.Policies;
using Settlement.Domain.Regions;

namespace Settlement.Persistence.Snapshots;

/// <summary>What every settlement reads and none changes: catalogue, policies, facilities, regions, diseases opened between provinces, working days. Immutable.</summary>
public sealed record ReferenceSnapshot(
    Catalog Catalog,
    PolicyBook Policies,
    FacilityDirectory Facilities,
    NationalReference National)
{
    /// <summary>The facilities as they are searched.</summary>
    public required FacilityIndex FacilityIndex { get; init; }

    public FrozenDictionary<RegionCode, Region> Regions => National.Regions;

    public ChronicDiseases ChronicDiseases => National.ChronicDiseases;

    public WorkingCalendar Calendar => National.Calendar;

    public RelevanceList Relevance => National.Relevance;

    /// <summary>Version of each part of <c>reference_part</c> that this snapshot holds; all of them were read at one moment.</summary>
    public required IReadOnlyDictionary<string, long> Versions { get; init; }
}

/// <summary>The small tables of the whole nation, which change together.</summary>
/// <param name="Relevance">Which diagnoses and items belong to which chronic disease.</param>
/// <param name="Territories">Counties and pooling regions, which place lies in which.</param>
public sealed record NationalReference(
    FrozenDictionary<RegionCode, Region> Regions, ChronicDiseases ChronicDiseases, WorkingCalendar Calendar, RelevanceList Relevance,
    Territories Territories);
