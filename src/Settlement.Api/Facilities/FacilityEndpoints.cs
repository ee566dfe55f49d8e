using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Facilities;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Facilities;

/// <summary>定点医药机构: which facilities settle what directly, where, and since when (R-FAC-01, R-FAC-02).</summary>
internal static class FacilityEndpoints
{
    internal static void MapFacilities(this IEndpointRouteBuilder routes)
    {
        var facilities = routes.MapGroup("/facilities").WithTags("Facilities 定点医药机构");
        facilities.MapFacilitySearch();
        facilities.MapGet("/{facilityCode}", Read).WithName("ReadFacility").ProducesProblem(400).ProducesProblem(404)
            .AllowedTo(AccessScope.None, Roles.All)
            .WithSummary("机构详情 · One facility with its openings and suspensions; with a service, whether it was open for it on a day");
        facilities.MapGet("/{facilityCode}/history", History).WithName("ReadFacilityHistory").ProducesProblem(404)
            .AllowedTo(AccessScope.None, Role.Clerk, Role.Reviewer, Role.Auditor, Role.Administrator)
            .WithSummary("机构变更记录 · Who changed what of a facility, and when");
    }

    /// <param name="service">Asks whether it is open for this service.</param>
    /// <param name="disease">病种代码 for chronic outpatient care; left out for everything else.</param>
    /// <param name="on">The day; today in China where left out.</param>
    private static async Task<Results<Ok<FacilityAnswer>, ProblemHttpResult>> Read(
        string facilityCode, ReferenceSnapshot reference, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        Word<CareService>? service = null, string? disease = null, DateOnly? on = null)
    {
        if (service is null && (disease is not null || on is not null))
            return ProblemKind.InvalidRequest.ToResult(pointer: "/service");
        if (service is { Value: var asked } && (asked == CareService.ChronicOutpatient) != disease is not null)
            return ProblemKind.InvalidRequest.ToResult(
                new Text("门诊慢特病须填病种，其他服务不填", "Chronic outpatient care needs a disease, nothing else has one").ToString(), "/disease");
        if (on is { } day && !FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.ToResult($"{day:O}", "/on");
        if (!FacilityCode.TryParse(facilityCode, out var code)
            || await db.Facilities.AsNoTracking().Include(f => f.Openings).Include(f => f.Suspensions).AsSplitQuery()
                .SingleOrDefaultAsync(f => f.FacilityCode == code && f.Source != FacilityRecord.AgencySource, cancellation) is not { } found)
            return ProblemKind.NotFound.ToResult(facilityCode);
        return TypedResults.Ok(FacilityAnswer.From(
            found,
            service is { Value: var wanted } && reference.Facilities.Find(code) is { } facility
                ? OpenFor(facility, new(wanted, disease), on ?? clock.Today())
                : null));
    }

    private static OpenForAnswer OpenFor(DesignatedFacility facility, Benefit benefit, DateOnly day) =>
        new(benefit.Service, benefit.Disease, day, facility.IsOpenFor(benefit, day), facility.WhyNotOpenFor(benefit, day));

    private static async Task<Results<Ok<FacilityHistory>, ProblemHttpResult>> History(
        string facilityCode, SettlementDbContext db, CancellationToken cancellation)
    {
        if (!FacilityCode.TryParse(facilityCode, out var code) || !await db.Facilities.AnyAsync(f => f.FacilityCode == code, cancellation))
            return ProblemKind.NotFound.ToResult(facilityCode);
        var changes = await db.FacilityChanges.AsNoTracking().Where(c => c.FacilityCode == code)
            .OrderBy(c => c.RecordedAt).ThenBy(c => c.ChangeNo).ToListAsync(cancellation);
        return TypedResults.Ok(new FacilityHistory(facilityCode, [.. changes.Select(FacilityChangeAnswer.From)]));
    }
}
