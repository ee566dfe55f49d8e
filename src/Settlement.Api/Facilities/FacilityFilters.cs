using System.Globalization;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;

namespace Settlement.Api.Facilities;

/// <summary>The filters of a search as they stand in the address; the service stands beside them.</summary>
/// <param name="Region">Province, city or county, six digits.</param>
/// <param name="Name">Part of the name or of a former one; or two or more initials of its pinyin, such as hkrm.</param>
/// <param name="Grade">医院等次.</param>
/// <param name="Disease">病种代码 for chronic outpatient care, such as M03900; left out for everything else.</param>
/// <param name="On">The day on which services count; today in China where left out.</param>
/// <param name="Near">A point, latitude,longitude in degrees of WGS 84: the nearest come first, those whose place is not known are left out.</param>
/// <param name="WithinKm">Only within this distance of the point, in kilometres.</param>
/// <param name="Sort">By code where left out, by distance with a point; level gives the highest first, name goes by pinyin initials.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Counts">Whether to count what each value of a filter would find.</param>
internal sealed record FacilityFilters(
    string? Region = null, string? Name = null, Word<FacilityKind>? Kind = null, Word<FacilityLevel>? Level = null,
    Word<FacilityGrade>? Grade = null, string? Disease = null, DateOnly? On = null, string? Near = null, double? WithinKm = null,
    Word<FacilitySort>? Sort = null, string? After = null, int Limit = Paging.Default, bool Counts = false)
{
    private const int NameAtMost = 100;
    private const double FarthestKm = 20_100;

    /// <returns>The search, or why the filters are none.</returns>
    internal Outcome<FacilitySearch> ToSearch(CareService? service, DateOnly today, FacilityIndex index)
    {
        var (region, after, near) = (default(RegionCode), default(FacilityCode), default(Coordinates));
        if (Paging.LimitFault(Limit) is { } fault)
            return fault;
        if (Region is not null && !RegionCode.TryParse(Region, out region))
            return Fault(Region, "/region");
        if (Name is not null && (Name.Length is < 1 or > NameAtMost || Name.Contains('\0')))
            return Fault(new($"应为1至{NameAtMost}个字符", $"1 to {NameAtMost} characters"), "/name");
        if (Disease is not null && (service is { } asked && asked != CareService.ChronicOutpatient || Disease.Length is < 1 or > 6))
            return Fault(new("病种只用于门诊慢特病", "Only chronic outpatient care has a disease"), "/disease");
        if (On is { } on && !FieldForm.IsDay(on))
            return Fault($"{on:O}", "/on");
        if (Near is not null && !TryParse(Near, out near))
            return Fault(new("应为 纬度,经度（WGS 84，度）", "Must be latitude,longitude in degrees of WGS 84"), "/near");
        if (WithinKm is { } km && (Near is null || !(km is > 0 and <= FarthestKm)))
            return Fault(new("须同时填 near，且为公里数", "Needs near, and a distance in kilometres"), "/withinKm");
        var sort = Sort?.Value ?? (Near is null ? FacilitySort.Code : FacilitySort.Distance);
        if (sort == FacilitySort.Distance && Near is null)
            return Fault(new("按距离排序须填 near", "Sorting by distance needs near"), "/sort");
        if (After is not null && (!FacilityCode.TryParse(After, out after) || !index.CanFollow(after, sort)))
            return Fault(After, "/after");

        return new FacilitySearch(
            On ?? today, OnlyOpen: On is not null || service is not null || Disease is not null,
            Region is null ? null : region, Name, Kind?.Value, Level?.Value, Grade?.Value, service, Disease,
            Near is null ? null : near, WithinKm, sort, After is null ? null : after, Limit, Counts);
    }

    private static Refusal Fault(Text detail, string pointer) => ProblemKind.InvalidRequest.Refuse(detail, pointer);

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
