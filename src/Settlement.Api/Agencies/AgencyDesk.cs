using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Agencies;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Agencies;

/// <summary>Agencies in hand during one request, by region and code; what is recorded joins them.</summary>
internal sealed class AgenciesInHand(IEnumerable<AgencyRecord> agencies)
{
    private readonly Dictionary<(RegionCode, string), AgencyRecord> agencies = agencies.ToDictionary(a => (a.Region, a.AgencyCode));

    internal AgencyRecord? Find(RegionCode region, string code) => agencies.GetValueOrDefault((region, code));

    internal void Add(AgencyRecord agency) => agencies.Add((agency.Region, agency.AgencyCode), agency);
}

/// <summary>Checks what is said of an agency and keeps it together with an entry of its history; the caller locks and saves.</summary>
internal sealed class AgencyDesk(SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, IHttpContextAccessor http)
{
    internal const string LockScope = "agency";

    /// <summary>Agencies with these codes, and whatever agencies they are to lie below.</summary>
    internal async Task<AgenciesInHand> TakeInHandAsync(IEnumerable<(RegionCode Region, string Code)> named, CancellationToken cancellation)
    {
        var keys = named.Distinct().ToList();
        var (regions, codes) = (keys.Select(k => k.Region.Value).ToArray(), keys.Select(k => k.Code).ToArray());
        return new(await db.Agencies.FromSql(
            $"SELECT a.* FROM agency a JOIN unnest({regions}, {codes}) AS named (region, agency_code) USING (region, agency_code)").ToListAsync(cancellation));
    }

    /// <summary>The answer of a step that was taken before with the same content; null where it was not.</summary>
    /// <param name="ledTo">Version of the agency after the step.</param>
    internal async Task<AgencyAnswer?> ReplayAsync(
        RegionCode region, string code, AgencyStep step, int ledTo, byte[] hash, CancellationToken cancellation)
    {
        var taken = await db.AgencyEvents.AsNoTracking().SingleOrDefaultAsync(
            e => e.Region == region && e.AgencyCode == code && e.Version == ledTo, cancellation);
        if (taken?.Step != step || !taken.RequestHash.AsSpan().SequenceEqual(hash))
            return null;
        http.HttpContext!.MarkReplayed();
        return JsonSerializer.Deserialize<AgencyAnswer>(taken.Content, Wire.Json);
    }

    /// <summary>Adds a new agency.</summary>
    /// <returns>What stands in the way; null for nothing.</returns>
    internal ProblemHttpResult? Record(RegionCode region, string code, AgencyContent content, byte[] hash, AgenciesInHand inHand)
    {
        if (AgencyRules.FaultOf(region, content, reference, inHand) is { } fault)
            return fault;
        var agency = new AgencyRecord
        {
            Region = region,
            AgencyCode = code,
            Place = "",
            Level = content.Level,
            Name = "",
            Address = "",
            Phones = [],
            Hours = "",
            Services = [],
            ValidFrom = content.ValidFrom,
            Source = "clerk",
            Version = 0,
        };
        db.Add(agency);
        inHand.Add(agency);
        Fill(agency, content);
        Advance(agency, AgencyStep.Record, hash);
        return null;
    }

    /// <summary>Puts other content into an agency that the caller looked at in this version.</summary>
    internal ProblemHttpResult? Change(AgencyRecord agency, AgencyContent content, int? version, byte[] hash, AgenciesInHand inHand)
    {
        if (version != agency.Version)
            return AgencyProblems.AgencyVersion.ToResult($"{agency.AgencyCode}, {agency.Version}", "/version");
        if (content.Level != agency.Level)
            return AgencyProblems.AgencyNotPossible.ToResult(new Text("层级不能变更", "the level stays").ToString(), "/level");
        if (AgencyRules.FaultOf(agency.Region, content, reference, inHand) is { } fault)
            return fault;
        Fill(agency, content);
        Advance(agency, AgencyStep.Change, hash);
        return null;
    }

    internal ProblemHttpResult? Close(AgencyRecord agency, CloseAgencyRequest request, byte[] hash)
    {
        if (request.Version != agency.Version)
            return AgencyProblems.AgencyVersion.ToResult($"{agency.AgencyCode}, {agency.Version}", "/version");
        if (request.LastDay < agency.ValidFrom || request.LastDay < clock.Today().AddDays(-1) || agency.ValidThrough < request.LastDay)
            return ProblemKind.DateNotPossible.ToResult($"{request.LastDay:O}", "/lastDay");
        agency.ValidThrough = request.LastDay;
        Advance(agency, AgencyStep.Close, hash);
        return null;
    }

    private static void Fill(AgencyRecord agency, AgencyContent content)
    {
        (agency.Place, agency.Name, agency.Address, agency.Hours) = (content.Place ?? agency.Region.Value, content.Name, content.Address, content.Hours);
        (agency.Phones, agency.Services) = ([.. content.Phones], [.. content.Services]);
        (agency.ParentRegion, agency.ParentCode) = (content.ParentRegion is { } parent ? RegionCode.Parse(parent) : null, content.ParentCode);
        (agency.Longitude, agency.Latitude) = (content.Longitude, content.Latitude);
        (agency.ValidFrom, agency.ValidThrough) = (content.ValidFrom, content.ValidThrough);
    }

    private void Advance(AgencyRecord agency, AgencyStep step, byte[] hash)
    {
        agency.Version++;
        db.Add(new AgencyEventRecord
        {
            Region = agency.Region,
            AgencyCode = agency.AgencyCode,
            Version = agency.Version,
            Step = step,
            Content = JsonSerializer.Serialize(AgencyAnswer.From(agency), Wire.Json),
            RequestHash = hash,
            DoneBy = http.HttpContext!.Caller().Subject,
            DoneAt = clock.Now(),
        });
    }
}
