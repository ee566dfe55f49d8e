using Settlement.Domain.Facilities;

namespace Settlement.Api.FacilityImports;

/// <summary>定点医药机构名录.</summary>
/// <param name="Facilities">1 to 100,000.</param>
internal sealed record FacilityList(IReadOnlyList<FacilityRow> Facilities);

/// <summary>One facility of a list. Its kind is that of its code: H hospital, P pharmacy.</summary>
/// <param name="FormerNames">曾用名, the latest first, at most 10.</param>
/// <param name="Region">Region down to the county where known, within the province.</param>
/// <param name="Latitude">Degrees north, WGS 84, up to six decimals; with longitude, or left out with it.</param>
/// <param name="Longitude">Degrees east, WGS 84, up to six decimals.</param>
/// <param name="Openings">In force or still to come; what ended before today may be left out.</param>
internal sealed record FacilityRow(
    string FacilityCode, string Name, FacilityLevel Level, string Region, DateOnly AgreementFrom, IReadOnlyList<OpeningRow> Openings,
    DateOnly? AgreementThrough = null, IReadOnlyList<string>? FormerNames = null, FacilityGrade? Grade = null, string? Address = null,
    decimal? Latitude = null, decimal? Longitude = null, string? Phone = null);

/// <param name="DiseaseCode">病种代码 of chronic outpatient care, such as M03900; left out for everything else.</param>
internal sealed record OpeningRow(CareService Service, DateOnly OpenFrom, DateOnly? OpenThrough = null, string? DiseaseCode = null);

/// <summary>What is wrong with a row of a list.</summary>
/// <param name="Row">From 1; in a table the first line below the header. Null where a facility is meant that the list lacks.</param>
/// <param name="FacilityCode">As far as it could be read.</param>
/// <param name="Column">Field at fault; null where it is the row.</param>
internal sealed record FacilityRowFault(int? Row, string? FacilityCode, string? Column, string Code, string Detail);
