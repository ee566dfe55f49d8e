using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>资格列表 of the insured place, and what a facility may ask of one person.</summary>
internal static class QualificationSearchEndpoints
{
    internal static void MapQualificationSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/regions/{regionCode}/qualifications", List).WithName("ListQualifications").ProducesProblem(400)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("资格列表 · Qualifications of the insured place by disease and days, page by page");
        routes.MapGet("/facilities/{facilityCode}/qualifications", AtFacility).WithName("ReadQualificationsAtFacility")
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("机构查询资格 · For which chronic diseases a person is qualified on a day, and whether here; the name is masked, the read recorded");
    }

    /// <param name="disease">病种代码, the whole of it.</param>
    /// <param name="validOn">Only those that hold on this day.</param>
    /// <param name="expiringBefore">Only those that end before this day and are not revoked.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<QualificationPage>, ProblemHttpResult>> List(
        string regionCode, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation,
        string? disease = null, DateOnly? validOn = null, DateOnly? expiringBefore = null, long after = 0, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return ProblemKind.InvalidRequest.ToResult($"{limit}", "/limit");
        if (disease is { Length: not 6 } || disease?.Contains('\0') == true)
            return ProblemKind.InvalidRequest.ToResult(disease, "/disease");
        if (validOn is { } valid && !FieldForm.IsDay(valid))
            return ProblemKind.InvalidRequest.ToResult($"{valid:O}", "/validOn");
        if (expiringBefore is { } expiring && !FieldForm.IsDay(expiring))
            return ProblemKind.InvalidRequest.ToResult($"{expiring:O}", "/expiringBefore");

        var region = RegionCode.Parse(regionCode);
        var query = db.ChronicQualifications.AsNoTracking().Where(q => q.InsuredRegion == region && q.EntryNo > after);
        if (disease is not null)
            query = query.Where(q => q.DiseaseCode == disease);
        if (validOn is { } day)
            query = query.Where(q => q.ValidFrom <= day && (q.ValidThrough == null || q.ValidThrough >= day) && (q.RevokedFrom == null || q.RevokedFrom > day));
        if (expiringBefore is { } end)
            query = query.Where(q => q.ValidThrough < end && q.RevokedFrom == null);
        var rows = await (
            from qualification in query
            join person in db.Persons on qualification.PersonId equals person.PersonId
            orderby qualification.EntryNo
            select new { qualification, person.PersonNo }).Take(limit + 1).ToListAsync(cancellation);

        var page = rows.Take(limit).ToList();
        await db.RecordReadsAsync(context, page.Select(row => row.qualification.PersonId), clock, cancellation);
        return TypedResults.Ok(new QualificationPage(
            [.. page.Select(row => QualificationAnswer.From(row.qualification, row.PersonNo.Value, clock.Today()))],
            rows.Count > limit ? page[^1].qualification.EntryNo : null));
    }

    /// <param name="insuredRegion">参保统筹区, six digits.</param>
    /// <param name="personNo">人员编号.</param>
    /// <param name="on">Day on which the encounter begins; today in China where left out.</param>
    private static async Task<Results<Ok<QualificationsAtFacility>, ProblemHttpResult>> AtFacility(
        string facilityCode, string insuredRegion, string personNo, HttpContext context, SettlementDbContext db, ReferenceSnapshot reference,
        TimeProvider clock, CancellationToken cancellation, DateOnly? on = null)
    {
        if (!RegionCode.TryParse(insuredRegion, out var region))
            return ProblemKind.InvalidRequest.ToResult(insuredRegion, "/insuredRegion");
        var day = on ?? clock.Today();
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.ToResult($"{day:O}", "/on");
        var facility = FacilityCode.Parse(facilityCode);
        if (reference.Facilities.Find(facility) is not { } place)
            return ProblemKind.NotFound.ToResult(facilityCode);
        var id = PersonId.Of(region, new(personNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        await db.RecordReadsAsync(context, [id], clock, cancellation);

        var diseases = (await NationalDisease.AllAsync(db, cancellation)).ToDictionary(d => d.Code);
        var qualifications = await db.ChronicQualifications.AsNoTracking()
            .Where(q => q.PersonId == id && q.ValidFrom <= day && (q.ValidThrough == null || q.ValidThrough >= day) && (q.RevokedFrom == null || q.RevokedFrom > day))
            .OrderBy(q => q.DiseaseCode).ToListAsync(cancellation);
        var chosen = await db.ChosenFacilitiesAsync(id, day, cancellation);
        return TypedResults.Ok(new QualificationsAtFacility(
            insuredRegion, personNo, MaskedName.Of(person.Name), day,
            [
                .. qualifications.Select(q => new QualificationAtFacility(
                    q.DiseaseCode, diseases.GetValueOrDefault(q.DiseaseCode)?.Name, q.ValidFrom, q.Days.LastDay,
                    reference.ChronicDiseases.IsSupported(q.DiseaseCode, day),
                    chosen[q.QualificationNo] is [] || chosen[q.QualificationNo].Contains(facility.Value), place.IsOpenFor(Benefit.Chronic(q.DiseaseCode), day))),
            ]));
    }
}
