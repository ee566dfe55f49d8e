using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>资格列表.</summary>
/// <param name="Disease">病种代码, the whole of it.</param>
/// <param name="ValidOn">Only those that hold on this day.</param>
/// <param name="ExpiringBefore">Only those that end before this day and are not revoked.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 200.</param>
internal sealed record QualificationQuery(
    string? Disease = null, DateOnly? ValidOn = null, DateOnly? ExpiringBefore = null, long After = 0, int Limit = Paging.Default)
{
    internal Refusal? Fault()
    {
        if (Paging.LimitFault(Limit) is { } fault)
            return fault;
        if (Disease is { Length: not 6 } || Disease?.Contains('\0') == true)
            return ProblemKind.InvalidRequest.Refuse(Disease, "/disease");
        if (ValidOn is { } valid && !FieldForm.IsDay(valid))
            return ProblemKind.InvalidRequest.Refuse($"{valid:O}", "/validOn");
        return ExpiringBefore is { } expiring && !FieldForm.IsDay(expiring)
            ? ProblemKind.InvalidRequest.Refuse($"{expiring:O}", "/expiringBefore")
            : null;
    }
}

/// <summary>机构查询资格.</summary>
/// <param name="InsuredRegion">参保统筹区, six digits.</param>
/// <param name="PersonNo">人员编号.</param>
/// <param name="On">Day on which the encounter begins; today in China where left out.</param>
internal sealed record QualificationsAtFacilityQuery(string InsuredRegion, string PersonNo, DateOnly? On = null);

/// <summary>资格列表 of the insured place, and what a facility may ask of one person.</summary>
internal sealed class QualificationSearch(SettlementDbContext db, ReferenceSnapshot reference)
{
    /// <summary>In the order in which they were granted.</summary>
    internal async Task<Outcome<Page<QualificationAnswer>>> ListAsync(RegionCode region, QualificationQuery query, Call call)
    {
        if (query.Fault() is { } fault)
            return fault;
        var found = db.ChronicQualifications.AsNoTracking().Where(q => q.InsuredRegion == region && q.EntryNo > query.After);
        if (query.Disease is { } disease)
            found = found.Where(q => q.DiseaseCode == disease);
        if (query.ValidOn is { } day)
            found = HoldingOn(found, day);
        if (query.ExpiringBefore is { } end)
            found = found.Where(q => q.ValidThrough < end && q.RevokedFrom == null);
        var rows = await (
            from qualification in found
            join person in db.Persons on qualification.PersonId equals person.PersonId
            orderby qualification.EntryNo
            select new { qualification, person.PersonNo }).Take(query.Limit + 1).ToListAsync(call.Cancellation);

        await db.RecordReadsAsync(call, rows.Take(query.Limit).Select(row => row.qualification.PersonId));
        return Page<QualificationAnswer>.Of(
            rows, query.Limit, row => row.qualification.EntryNo.ToString(CultureInfo.InvariantCulture),
            row => QualificationAnswer.From(row.qualification, row.PersonNo.Value, call.Today));
    }

    internal async Task<Outcome<QualificationsAtFacility>> AtFacilityAsync(FacilityCode facility, QualificationsAtFacilityQuery query, Call call)
    {
        if (!RegionCode.TryParse(query.InsuredRegion, out var region))
            return ProblemKind.InvalidRequest.Refuse(query.InsuredRegion, "/insuredRegion");
        var day = query.On ?? call.Today;
        if (!FieldForm.IsDay(day))
            return ProblemKind.InvalidRequest.Refuse($"{day:O}", "/on");
        if (reference.Facilities.Find(facility) is not { } place)
            return ProblemKind.NotFound.Refuse(facility.Value);
        var id = PersonId.Of(region, new(query.PersonNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, call.Cancellation) is not { } person)
            return ProblemKind.PersonNotFound.Refuse(query.PersonNo, "/personNo");
        await db.RecordReadsAsync(call, [id]);
        return new QualificationsAtFacility(
            query.InsuredRegion, query.PersonNo, MaskedName.Of(person.Name), day, await HoldingAsync(id, place, day, call));
    }

    private async Task<IReadOnlyList<QualificationAtFacility>> HoldingAsync(PersonId person, DesignatedFacility place, DateOnly day, Call call)
    {
        var diseases = (await NationalDisease.AllAsync(db, call.Cancellation)).ToDictionary(d => d.Code);
        var qualifications = await HoldingOn(db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == person), day)
            .OrderBy(q => q.DiseaseCode).ToListAsync(call.Cancellation);
        var chosen = await db.ChosenFacilitiesAsync(person, day, call.Cancellation);
        return
        [
            .. qualifications.Select(q => new QualificationAtFacility(
                q.DiseaseCode, diseases.GetValueOrDefault(q.DiseaseCode)?.Name, q.ValidFrom, q.Days.LastDay,
                reference.ChronicDiseases.IsSupported(q.DiseaseCode, day),
                chosen[q.QualificationNo] is [] || chosen[q.QualificationNo].Contains(place.Code.Value),
                place.IsOpenFor(Benefit.Chronic(q.DiseaseCode), day))),
        ];
    }

    private static IQueryable<ChronicQualificationRecord> HoldingOn(IQueryable<ChronicQualificationRecord> qualifications, DateOnly day) =>
        qualifications.Where(q => q.ValidFrom <= day && (q.ValidThrough == null || q.ValidThrough >= day) && (q.RevokedFrom == null || q.RevokedFrom > day));
}
