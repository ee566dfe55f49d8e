using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>可就医机构: the search the other way round, for one person (R-PRI-04, R-FAC-01).</summary>
internal sealed class ListUsableFacilities(
    SearchFacilities searching, NpgsqlDataSource source, IDbContextFactory<SettlementDbContext> tables, ReferenceSnapshot reference)
{
    /// <param name="service">What the person comes for.</param>
    /// <param name="isEmergency">Which deems an unfiled person filed (R1.6.1).</param>
    internal async Task<Outcome<UsableFacilitiesPage>> RunAsync(
        PersonKey person, CareService service, bool isEmergency, FacilityFilters filters, Call call)
    {
        if (service == CareService.ChronicOutpatient && filters.Disease is null)
            return ProblemKind.InvalidRequest.Refuse(new("门诊慢特病须填病种", "Chronic outpatient care needs a disease"), "/disease");
        var day = filters.On ?? call.Today;
        if ((filters with { On = day }).ToSearch(service, day, reference.FacilityIndex).IsRefused(out var refusal, out var search))
            return refusal;
        if (await EntitlementReads.ReadAsync(source, person.InsuredRegion, new(person.PersonNo), day, call.Cancellation) is not { } reads)
            return ProblemKind.PersonNotFound.Refuse(person.PersonNo, "/personNo");
        await using (var db = await tables.CreateDbContextAsync(call.Cancellation))
            await db.RecordReadsAsync(call, [reads.Person.Id]);

        var encounter = new Encounter(new(service, filters.Disease), isEmergency, day, day);
        var usable = new UsableFacilities(reads.ClaimAt(UsableFacilities.OpenIn(person.InsuredRegion, encounter), encounter, reference));
        var page = await searching.PageAsync(search with { Scope = ScopeOf(usable) }, call);
        return new UsableFacilitiesPage(
            page.Items, page.Next, page.Total, page.Counts, page.Total > 0 ? [] : ObstaclesAtTheFirst(search, usable));
    }

    private FacilityScope ScopeOf(UsableFacilities usable) => new(
        usable.Region,
        usable.Named.Select(reference.Facilities.Find).OfType<DesignatedFacility>()
            .ToDictionary(f => f.Code, f => usable.ObstaclesAt(f.Code, f.Region).Count == 0));

    private IReadOnlyList<ObstacleAnswer> ObstaclesAtTheFirst(FacilitySearch search, UsableFacilities usable)
    {
        if (reference.FacilityIndex.Find(search with { Limit = 1, After = null, WithCounts = false }).Page is not [var first])
            return [];
        return [.. usable.ObstaclesAt(first.Code, reference.Facilities.Find(first.Code)!.Region).Select(ObstacleAnswer.From)];
    }
}

/// <summary>A page of facilities at which the person can be settled directly.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Counts">Null unless asked for with <c>counts=true</c>.</param>
/// <param name="Obstacles">Where none can be used: what stands in the way at the first facility that is open; empty where none is open either.</param>
internal sealed record UsableFacilitiesPage(
    IReadOnlyList<FacilitySummary> Items, string? Next, int Total, FacilityCountsAnswer? Counts, IReadOnlyList<ObstacleAnswer> Obstacles);
