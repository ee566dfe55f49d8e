using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Domain.Facilities.Search;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>可就医机构: the search the other way round, for one person (R-PRI-04, R-FAC-01).</summary>
internal static class UsableFacilitiesEndpoint
{
    internal static void MapUsableFacilities(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/regions/{regionCode}/persons/{personNo}/facilities", Search).WithName("ListUsableFacilities")
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithTags("Facilities 定点医药机构").ProducesProblem(400).ProducesProblem(404)
            .WithSummary("可就医机构 · Facilities at which a person can be settled directly for a service on a day: filings, chosen facilities and openings applied. The read is recorded");

    /// <param name="regionCode">参保统筹区, six digits.</param>
    /// <param name="service">What the person comes for.</param>
    /// <param name="disease">病种代码 for chronic outpatient care; left out for everything else.</param>
    /// <param name="on">Day on which the encounter begins; today in China where left out.</param>
    /// <param name="emergency">Whether it is an emergency, which deems an unfiled person filed (R1.6.1).</param>
    /// <param name="region">Province, city or county to be treated in.</param>
    /// <param name="name">Part of the name or of a former one; or two or more initials of its pinyin.</param>
    /// <param name="grade">医院等次.</param>
    /// <param name="near">A point, latitude,longitude in degrees of WGS 84: the nearest come first.</param>
    /// <param name="withinKm">Only within this distance of the point, in kilometres.</param>
    /// <param name="sort">By code where left out, by distance with a point.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="counts">Whether to count what each value of a filter would find.</param>
    private static async Task<Results<Ok<UsableFacilitiesPage>, ProblemHttpResult>> Search(
        string regionCode, string personNo, Word<CareService> service, HttpContext context, NpgsqlDataSource source, ReferenceSnapshot reference,
        IDbContextFactory<SettlementDbContext> tables, TimeProvider clock, CancellationToken cancellation,
        string? disease = null, DateOnly? on = null, bool emergency = false, string? region = null, string? name = null,
        Word<FacilityKind>? kind = null, Word<FacilityLevel>? level = null, Word<FacilityGrade>? grade = null, string? near = null,
        double? withinKm = null, Word<FacilitySort>? sort = null, string? after = null, int limit = 50, bool counts = false)
    {
        if (service.Value == CareService.ChronicOutpatient && disease is null)
            return ProblemKind.InvalidRequest.ToResult(new Text("门诊慢特病须填病种", "Chronic outpatient care needs a disease").ToString(), "/disease");
        var day = on ?? clock.Today();
        var query = new FacilityQuery(region, name, kind, level, grade, service, disease, day, near, withinKm, sort, after, limit, counts);
        var (search, fault) = query.Read(day, reference.FacilityIndex);
        if (search is null)
            return fault!;
        var insured = RegionCode.Parse(regionCode);
        if (await EntitlementReads.ReadAsync(source, insured, new(personNo), day, cancellation) is not { } reads)
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        await using (var db = await tables.CreateDbContextAsync(cancellation))
            await db.RecordReadsAsync(context, [reads.Person.Id], clock, cancellation);

        var usable = new UsableFacilities(ClaimOf(reads, insured, new(new(service.Value, disease), emergency, day, day), reference));
        var named = usable.Named.Select(reference.Facilities.Find).OfType<DesignatedFacility>()
            .ToDictionary(f => f.Code, f => usable.ObstaclesAt(f.Code, f.Region).Count == 0);
        var page = await FacilitySearchEndpoint.PageAsync(search with { Scope = new(usable.Region, named) }, reference, source, cancellation);
        return TypedResults.Ok(new UsableFacilitiesPage(page.Items, page.Next, page.Total, page.Counts,
            page.Total > 0 || reference.FacilityIndex.Find(search with { Limit = 1, After = null, WithCounts = false }).Page is not [var first]
                ? []
                : [.. usable.ObstaclesAt(first.Code, reference.Facilities.Find(first.Code)!.Region).Select(ObstacleAnswer.From)]));
    }

    private static SettlementClaim ClaimOf(EntitlementReads reads, RegionCode insured, Encounter encounter, ReferenceSnapshot reference) => new(
        reads.Person, encounter,
        new(default, "", insured, FacilityLevel.Community, new(encounter.StartedOn, encounter.StartedOn), []), // each in turn takes its place
        [.. reads.Filings.Select(f => f.Filing)], [], reference.Catalog,
        reference.Policies.InForceOn(insured, reads.Person.Scheme, encounter.StartedOn), reads.Account)
    {
        ChronicDiseases = reference.ChronicDiseases,
    };
}

/// <summary>A page of facilities at which the person can be settled directly.</summary>
/// <param name="Next">Send it as <c>after</c> to read on; null at the end.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Counts">Null unless asked for with <c>counts=true</c>.</param>
/// <param name="Obstacles">Where none can be used: what stands in the way at the first facility that is open; empty where none is open either.</param>
internal sealed record UsableFacilitiesPage(
    IReadOnlyList<FacilitySummary> Items, string? Next, int Total, FacilityCountsAnswer? Counts, IReadOnlyList<ObstacleAnswer> Obstacles);
