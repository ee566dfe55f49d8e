using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;

namespace Settlement.Api.Facilities;

/// <summary>The filters of a search as they stand in the address.</summary>
internal sealed record FacilityQuery(
    string? Region, string? Name, Word<FacilityKind>? Kind, Word<FacilityLevel>? Level, Word<FacilityGrade>? Grade, Word<CareService>? Service,
    string? Disease, DateOnly? On, string? Near, double? WithinKm, Word<FacilitySort>? Sort, string? After, int Limit, bool Counts)
{
    private const int NameAtMost = 100;
    private const double FarthestKm = 20_100;

    /// <returns>The search, or why the filters are none.</returns>
    internal (FacilitySearch? Search, ProblemHttpResult? Fault) Read(DateOnly today, FacilityIndex index)
    {
        var (region, after, near) = (default(RegionCode), default(FacilityCode), default(Coordinates));
        if (Limit is < 1 or > 200)
            return Fault($"{Limit}", "/limit");
        if (Region is not null && !RegionCode.TryParse(Region, out region))
            return Fault(Region, "/region");
        if (Name is not null && (Name.Length is < 1 or > NameAtMost || Name.Contains('\0')))
            return Fault(new Text($"应为1至{NameAtMost}个字符", $"1 to {NameAtMost} characters").ToString(), "/name");
        if (Disease is not null && (Service is { Value: not CareService.ChronicOutpatient } || Disease.Length is < 1 or > 6))
            return Fault(new Text("病种只用于门诊慢特病", "Only chronic outpatient care has a disease").ToString(), "/disease");
        if (On is { } on && !FieldForm.IsDay(on))
            return Fault($"{on:O}", "/on");
        if (Near is not null && !TryParse(Near, out near))
            return Fault(new Text("应为 纬度,经度（WGS 84，度）", "Must be latitude,longitude in degrees of WGS 84").ToString(), "/near");
        if (WithinKm is { } km && (Near is null || !(km is > 0 and <= FarthestKm)))
            return Fault(new Text("须同时填 near，且为公里数", "Needs near, and a distance in kilometres").ToString(), "/withinKm");
        var sort = Sort?.Value ?? (Near is null ? FacilitySort.Code : FacilitySort.Distance);
        if (sort == FacilitySort.Distance && Near is null)
            return Fault(new Text("按距离排序须填 near", "Sorting by distance needs near").ToString(), "/sort");
        if (After is not null && (!FacilityCode.TryParse(After, out after) || !index.CanFollow(after, sort)))
            return Fault(After, "/after");

        return (new FacilitySearch(
            On ?? today, OnlyOpen: On is not null || Service is not null || Disease is not null,
            Region is null ? null : region, Name, Kind?.Value, Level?.Value, Grade?.Value, Service?.Value, Disease,
            Near is null ? null : near, WithinKm, sort, After is null ? null : after, Limit, Counts), null);
    }

    private static (FacilitySearch?, ProblemHttpResult?) Fault(string detail, string pointer) =>
        (null, ProblemKind.InvalidRequest.ToResult(detail, pointer));

    private static bool TryParse(string text, out Coordinates place)
    {
        place = default;
        if (text.Split(',') is not [var first, var second] || !TryParse(first, 90, out var latitude) || !TryParse(second, 180, out var longitude))
            return false;
        place = new(latitude, longitude);
        return true;
    }

    private static bool TryParse(string text, decimal most, out decimal degrees) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees)
        && Math.Abs(degrees) <= most;
}
