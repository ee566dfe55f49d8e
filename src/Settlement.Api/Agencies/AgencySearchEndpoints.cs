using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;

namespace Settlement.Api.Agencies;

/// <summary>经办机构查询 for everybody (R-FAC-03).</summary>
internal static class AgencySearchEndpoints
{
    internal static void MapAgencySearch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/agencies", Search).WithName("SearchAgencies").ProducesProblem(400)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("经办机构查询 · Agencies by region, level, service and name on a day, or the nearest one above");

    /// <param name="region">Province, city or county (6 digits), township (9) or village (12); finds whatever lies in it.</param>
    /// <param name="service">Only agencies that do this.</param>
    /// <param name="name">Part of the name.</param>
    /// <param name="on">The day; today in China where left out.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<AgencyPage>, ProblemHttpResult>> Search(
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation, string? region = null, Word<AgencyLevel>? level = null,
        Word<AgencyService>? service = null, string? name = null, DateOnly? on = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (region is not null && PrefixOf(region) is null)
            return ProblemKind.InvalidRequest.ToResult(region, "/region");
        if (name?.Contains('\0') == true)
            return ProblemKind.InvalidRequest.ToResult("U+0000", "/name");
        if (after is not null && CursorOf(after) is null)
            return ProblemKind.InvalidRequest.ToResult(after, "/after");

        var day = on ?? clock.Today();
        var open = db.Agencies.AsNoTracking().Where(a => a.ValidFrom <= day && (a.ValidThrough == null || a.ValidThrough >= day));
        if (service is { Value: var wantedService })
            open = open.Where(a => a.Services.Contains(wantedService));
        var query = open;
        if (region is not null)
        {
            var pattern = PrefixOf(region) + "%";
            query = query.Where(a => EF.Functions.Like(a.Place, pattern));
        }
        if (level is { Value: var wantedLevel })
            query = query.Where(a => a.Level == wantedLevel);
        if (name is not null)
            query = query.Where(a => a.Name.Contains(name));
        if (after is not null)
        {
            var (fromRegion, fromCode) = CursorOf(after)!.Value;
            query = query.Where(a => string.Compare((string)(object)a.Region, fromRegion) > 0
                || ((string)(object)a.Region == fromRegion && string.Compare(a.AgencyCode, fromCode) > 0));
        }

        var rows = await query.OrderBy(a => a.Region).ThenBy(a => a.AgencyCode).Take(limit + 1).ToListAsync(cancellation);
        var above = rows.Count == 0 && after is null && region is not null && level is null && name is null
            ? await NearestAboveAsync(open, region, cancellation)
            : null;
        return TypedResults.Ok(new AgencyPage(
            [.. rows.Take(limit).Select(AgencyAnswer.From)], above is null ? null : AgencyAnswer.From(above),
            rows.Count > limit ? $"{rows[limit - 1].Region}/{rows[limit - 1].AgencyCode}" : null));
    }

    /// <summary>Of the agencies of the regions around a place, the one of the smallest region; of several the one with the first code.</summary>
    private static Task<AgencyRecord?> NearestAboveAsync(IQueryable<AgencyRecord> open, string place, CancellationToken cancellation)
    {
        string[] around = [place[..^(place.Length > 6 ? 3 : 0)], place[..6], place[..4] + "00", place[..2] + "0000"];
        return open.Where(a => around.Contains(a.Place)).OrderByDescending(a => a.Place.Length).ThenByDescending(a => a.Place)
            .ThenBy(a => a.AgencyCode).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The digits that a place and all places inside it begin with; null where it is no place.</summary>
    private static string? PrefixOf(string place) =>
        RegionCode.TryParse(place, out var region) ? region.Prefix
        : place.Length is 9 or 12 && place.All(char.IsAsciiDigit) ? place
        : null;

    private static (string Region, string Code)? CursorOf(string after) =>
        after.Split('/') is [var region, var code] && RegionCode.TryParse(region, out _) && FieldForm.IsNumber(code) ? (region, code) : null;
}
