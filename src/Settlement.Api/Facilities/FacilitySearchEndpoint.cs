using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>定点查询 (R-FAC-01): found in memory, shown from the rows of the page.</summary>
internal static class FacilitySearchEndpoint
{
    internal static void MapFacilitySearch(this IEndpointRouteBuilder facilities) =>
        facilities.MapGet("/", Search).WithName("SearchFacilities").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("定点查询 · Facilities by region, name, kind, level, service and disease open on a day, nearest to a point; with counts");

    /// <param name="region">Province, city or county, six digits.</param>
    /// <param name="name">Part of the name or of a former one; or two or more initials of its pinyin, such as hkrm.</param>
    /// <param name="grade">医院等次.</param>
    /// <param name="service">Only facilities that have opened it on the day asked for.</param>
    /// <param name="disease">Only facilities that have opened chronic outpatient care for this disease on that day, such as M03900.</param>
    /// <param name="on">The day; today in China where left out. Alone: only facilities that are open for anything on it.</param>
    /// <param name="near">A point, latitude,longitude in degrees of WGS 84: the nearest come first, those whose place is not known are left out.</param>
    /// <param name="withinKm">Only within this distance of the point, in kilometres.</param>
    /// <param name="sort">By code where left out, by distance with a point; level gives the highest first, name goes by pinyin initials.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="counts">Whether to count what each value of a filter would find.</param>
    private static async Task<Results<Ok<FacilitySearchPage>, ProblemHttpResult>> Search(
        ReferenceSnapshot reference, NpgsqlDataSource source, TimeProvider clock, CancellationToken cancellation,
        string? region = null, string? name = null, Word<FacilityKind>? kind = null, Word<FacilityLevel>? level = null, Word<FacilityGrade>? grade = null,
        Word<CareService>? service = null, string? disease = null, DateOnly? on = null, string? near = null, double? withinKm = null,
        Word<FacilitySort>? sort = null, string? after = null, int limit = 50, bool counts = false)
    {
        var query = new FacilityQuery(region, name, kind, level, grade, service, disease, on, near, withinKm, sort, after, limit, counts);
        var (search, fault) = query.Read(clock.Today(), reference.FacilityIndex);
        return search is null ? fault! : TypedResults.Ok(await PageAsync(search, reference, source, cancellation));
    }

    internal static async Task<FacilitySearchPage> PageAsync(
        FacilitySearch search, ReferenceSnapshot reference, NpgsqlDataSource source, CancellationToken cancellation)
    {
        var hits = reference.FacilityIndex.Find(search);
        var details = hits.Page.Count == 0 ? [] : await FacilityPage.ReadAsync(source, hits.Page.Select(h => h.Code), cancellation);
        return new(
            [
                .. hits.Page.Where(hit => details.ContainsKey(hit.Code)).Select(hit => FacilitySummary.From(
                    hit, details[hit.Code], reference.Facilities.Find(hit.Code)!, search.Day)),
            ],
            hits.Next?.Value, hits.Total, hits.Counts is { } counted ? FacilityCountsAnswer.From(counted, reference) : null);
    }
}
