using System.Collections.Frozen;
using Settlement.Domain;
using Settlement.Domain.Calendars;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Chronic;
using Settlement.Domain.Facilities;
using Settlement.Domain.Policies;

namespace Settlement.Persistence.Snapshots;

/// <summary>What every settlement reads and none changes: catalogue, policies, facilities, regions, diseases opened between provinces, working days. Immutable.</summary>
public sealed record ReferenceSnapshot(
    Catalog Catalog,
    PolicyBook Policies,
    FrozenDictionary<FacilityCode, DesignatedFacility> Facilities,
    FrozenDictionary<RegionCode, Region> Regions,
    ChronicDiseases ChronicDiseases,
    WorkingCalendar Calendar)
{
    /// <summary>Which diagnoses and items belong to which chronic disease.</summary>
    public RelevanceList Relevance { get; init; } = RelevanceList.None;
}

/// <summary>行政区划 of GB/T 2260.</summary>
/// <param name="Level">1 province, 2 city, 3 county.</param>
/// <param name="Usable">Whether it can be an insured or a treatment place today; abolished and structural codes cannot.</param>
public sealed record Region(RegionCode Code, string Name, int Level, bool Usable);
