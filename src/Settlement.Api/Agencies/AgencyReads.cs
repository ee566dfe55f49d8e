using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Agencies;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;

namespace Settlement.Api.Agencies;

/// <summary>Which agencies are asked for.</summary>
/// <param name="Region">Province, city or county (6 digits), township (9) or village (12); finds whatever lies in it.</param>
/// <param name="Service">Only agencies that do this.</param>
/// <param name="Name">Part of the name.</param>
/// <param name="On">The day; today in China where left out.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record AgencyQuery(
    string? Region = null, Word<AgencyLevel>? Level = null, Word<AgencyService>? Service = null, string? Name = null, DateOnly? On = null,
    string? After = null, int Limit = Paging.Default);

/// <summary>经办机构查询 for everybody, and 变更记录 for the staff of the region (R-FAC-03).</summary>
internal sealed class AgencyReads(SettlementDbContext db)
{
    internal async Task<Outcome<AgencyAnswer>> ReadAsync(string regionCode, string agencyCode, Call call)
    {
        if (!RegionCode.TryParse(regionCode, out var region))
            return ProblemKind.InvalidRequest.Refuse(regionCode, "/regionCode");
        var agency = await db.Agencies.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Region == region && a.AgencyCode == agencyCode, call.Cancellation);
        return agency is null ? ProblemKind.NotFound.Refuse(agencyCode) : AgencyAnswer.From(agency);
    }

    internal async Task<Outcome<AgencyHistory>> HistoryAsync(RegionCode region, string agencyCode, Call call)
    {
        if (!await db.Agencies.AnyAsync(a => a.Region == region && a.AgencyCode == agencyCode, call.Cancellation))
            return ProblemKind.NotFound.Refuse(agencyCode);
        var steps = await db.AgencyEvents.AsNoTracking()
            .Where(e => e.Region == region && e.AgencyCode == agencyCode).OrderBy(e => e.Version).ToListAsync(call.Cancellation);
        return new AgencyHistory(region.Value, agencyCode, [.. steps.Select(AgencyEventAnswer.From)]);
    }

    internal async Task<Outcome<AgencyPage>> SearchAsync(AgencyQuery query, Call call)
    {
        if (FaultOf(query) is { } fault)
            return fault;
        var open = OpenOn(query.On ?? call.Today, query.Service?.Value);
        var rows = await Wanted(open, query).OrderBy(a => a.Region).ThenBy(a => a.AgencyCode)
            .Take(query.Limit + 1).ToListAsync(call.Cancellation);
        var asksForAPlace = query is { After: null, Region: not null, Level: null, Name: null };
        var above = rows.Count == 0 && asksForAPlace ? await NearestAboveAsync(open, query.Region!, call.Cancellation) : null;
        var page = Page<AgencyAnswer>.Of(rows, query.Limit, a => $"{a.Region}/{a.AgencyCode}", AgencyAnswer.From);
        return new AgencyPage(page.Items, above is null ? null : AgencyAnswer.From(above), page.Next);
    }

    private static Refusal? FaultOf(AgencyQuery query)
    {
        if (Paging.LimitFault(query.Limit) is { } fault)
            return fault;
        if (query.Region is not null && PrefixOf(query.Region) is null)
            return ProblemKind.InvalidRequest.Refuse(query.Region, "/region");
        if (query.Name?.Contains('\0') == true)
            return ProblemKind.InvalidRequest.Refuse("U+0000", "/name");
        return query.After is not null && CursorOf(query.After) is null
            ? ProblemKind.InvalidRequest.Refuse(query.After, "/after")
            : null;
    }

    private IQueryable<AgencyRecord> OpenOn(DateOnly day, AgencyService? service)
    {
        var open = db.Agencies.AsNoTracking().Where(a => a.ValidFrom <= day && (a.ValidThrough == null || a.ValidThrough >= day));
        return service is { } wanted ? open.Where(a => a.Services.Contains(wanted)) : open;
    }

    private static IQueryable<AgencyRecord> Wanted(IQueryable<AgencyRecord> agencies, AgencyQuery query)
    {
        if (query.Region is not null)
        {
            var pattern = PrefixOf(query.Region) + "%";
            agencies = agencies.Where(a => EF.Functions.Like(a.Place, pattern));
        }
        if (query.Level?.Value is { } level)
            agencies = agencies.Where(a => a.Level == level);
        if (query.Name is { } name)
            agencies = agencies.Where(a => a.Name.Contains(name));
        if (query.After is null)
            return agencies;
        var (fromRegion, fromCode) = CursorOf(query.After)!.Value;
        return agencies.Where(a => string.Compare((string)(object)a.Region, fromRegion) > 0
            || ((string)(object)a.Region == fromRegion && string.Compare(a.AgencyCode, fromCode) > 0));
    }

    /// <summary>Of the agencies of the regions around a place, the one of the smallest region; of several the first by code.</summary>
    private static Task<AgencyRecord?> NearestAboveAsync(IQueryable<AgencyRecord> open, string place, CancellationToken cancellation)
    {
        string[] around = [place[..^(place.Length > 6 ? 3 : 0)], place[..6], place[..4] + "00", place[..2] + "0000"];
        return open.Where(a => around.Contains(a.Place)).OrderByDescending(a => a.Place.Length).ThenByDescending(a => a.Place)
            .ThenBy(a => a.AgencyCode).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The digits that a place and all places inside it begin with; null where it is no place.</summary>
    private static string? PrefixOf(string place)
    {
        if (RegionCode.TryParse(place, out var region))
            return region.Prefix;
        return place.Length is 9 or 12 && place.All(char.IsAsciiDigit) ? place : null;
    }

    private static (string Region, string Code)? CursorOf(string after) =>
        after.Split('/') is [var region, var code] && RegionCode.TryParse(region, out _) && FieldForm.IsNumber(code)
            ? (region, code)
            : null;
}
