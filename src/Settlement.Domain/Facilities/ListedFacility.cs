namespace Settlement.Domain.Facilities;

/// <summary>医院等次 within a level: 三级甲等 is <see cref="A"/> of the tertiary level.</summary>
public enum FacilityGrade
{
    /// <summary>特等.</summary>
    Special,

    /// <summary>甲等.</summary>
    A,

    /// <summary>乙等.</summary>
    B,

    /// <summary>丙等.</summary>
    C,
}

/// <summary>Degrees north and east, WGS 84.</summary>
public readonly record struct Coordinates(decimal Latitude, decimal Longitude);

/// <summary>定点医药机构 as its province lists it (R-FAC-01).</summary>
/// <param name="FormerNames">曾用名, the latest first.</param>
/// <param name="Grade">Null where the facility is not graded.</param>
/// <param name="Region">Region down to the county.</param>
/// <param name="Coordinates">Null where the place is not known.</param>
/// <param name="Agreement">服务协议.</param>
/// <param name="Openings">Openings that are in force or still to come; those that ended before today may be left out.</param>
public sealed record ListedFacility(
    FacilityCode Code,
    string Name,
    IReadOnlyList<string> FormerNames,
    FacilityLevel Level,
    FacilityGrade? Grade,
    RegionCode Region,
    string? Address,
    Coordinates? Coordinates,
    string? Phone,
    DateRange Agreement,
    IReadOnlyList<ServiceOpening> Openings);
