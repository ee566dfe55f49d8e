using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;

namespace Settlement.Api.Encounters;

/// <summary>就诊查询.</summary>
internal static class EncounterReadEndpoints
{
    internal static void MapEncounterReads(this IEndpointRouteBuilder encounters)
    {
        encounters.MapGet("/", List).WithName("ListEncounters").ProducesProblem(400)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊列表 · Encounters of the facility by state and first day, page by page");
        encounters.MapGet("/{encounterNo}", Read).WithName("ReadEncounter").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊查询 · One encounter of the facility");
        encounters.MapGet("/{encounterNo}/history", ReadHistory).WithName("ReadEncounterHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊经过 · What happened to an encounter, by whom and when, with its settlements and reversals");
    }

    private static async Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string encounterNo, SettlementDbContext db, CancellationToken cancellation) =>
        await db.FindEncounterAsync(FacilityCode.Parse(facilityCode), encounterNo, cancellation) is { } found
            ? TypedResults.Ok(await db.EncounterAnswerAsync(found, cancellation))
            : EncounterProblems.EncounterNotFound.ToResult(encounterNo);

    /// <param name="startedFrom">First day, included.</param>
    /// <param name="startedThrough">Last day, included.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<EncounterPage>, ProblemHttpResult>> List(
        string facilityCode, SettlementDbContext db, CancellationToken cancellation,
        Word<EncounterState>? state = null, DateOnly? startedFrom = null, DateOnly? startedThrough = null, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        var facility = FacilityCode.Parse(facilityCode);
        var query = db.Encounters.AsNoTracking().Where(e => e.FacilityCode == facility);
        if (state is { Value: var wanted })
            query = query.Where(e => e.State == wanted);
        if (startedFrom is { } first)
            query = query.Where(e => e.StartedOn >= first);
        if (startedThrough is { } last)
            query = query.Where(e => e.StartedOn <= last);
        if (after is not null)
            query = query.Where(e => string.Compare(e.EncounterNo, after) > 0);

        var rows = await query.OrderBy(e => e.EncounterNo).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).Select(ListedEncounterAnswer.From).ToList();
        return TypedResults.Ok(new EncounterPage(page, rows.Count > limit ? page[^1].EncounterNo : null));
    }

    private static async Task<Results<Ok<EncounterHistoryAnswer>, ProblemHttpResult>> ReadHistory(
        string facilityCode, string encounterNo, SettlementDbContext db, CancellationToken cancellation)
    {
        if (await db.FindEncounterAsync(FacilityCode.Parse(facilityCode), encounterNo, cancellation) is not { } encounter)
            return EncounterProblems.EncounterNotFound.ToResult(encounterNo);
        var events = await db.EncounterEvents.AsNoTracking()
            .Where(e => e.PersonId == encounter.PersonId && e.EncounterId == encounter.EncounterId).ToListAsync(cancellation);
        var settlements = await db.Settlements.AsNoTracking()
            .Where(s => s.PersonId == encounter.PersonId && s.EncounterId == encounter.EncounterId && s.Channel == SettlementChannel.Direct)
            .Select(s => new { s.SettlementId, s.Reverses, s.TransactionNo, s.Reason, s.SettledBy, s.SettledAt }).ToListAsync(cancellation);
        var all = events.Select(e => (Id: e.EventId, Entry: new EncounterEventAnswer(Word(e.Kind.ToString()), e.DoneAt.InChina(), e.DoneBy, null, e.Note)))
            .Concat(settlements.Select(s => (Id: s.SettlementId.Value, Entry: new EncounterEventAnswer(
                s.Reverses is null ? "settled" : "reversed", s.SettledAt.InChina(), s.SettledBy, s.TransactionNo, s.Reason))))
            .OrderBy(e => e.Entry.At).ThenBy(e => e.Id).Select(e => e.Entry);
        return TypedResults.Ok(new EncounterHistoryAnswer(
            encounterNo, [new("registered", encounter.RegisteredAt.InChina(), encounter.RegisteredBy, null, null), .. all]));
    }

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
