using Microsoft.EntityFrameworkCore;
using Settlement.Api.Calls;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>门诊慢特病资格 of one person as they are found and answered.</summary>
internal sealed class Qualifications(SettlementDbContext db, ReferenceSnapshot reference)
{
    internal Task<ChronicQualificationRecord?> FindAsync(QualificationKey key, CancellationToken cancellation)
    {
        var person = key.Person.Id;
        return db.ChronicQualifications.SingleOrDefaultAsync(q => q.PersonId == person && q.QualificationNo == key.No, cancellation);
    }

    internal async Task<Outcome<QualificationAnswer>> ReadAsync(QualificationKey key, Call call)
    {
        if (await FindAsync(key, call.Cancellation) is not { } qualification)
            return ProblemKind.NotFound.Refuse(key.No);
        await db.RecordReadsAsync(call, [qualification.PersonId]);
        return QualificationAnswer.From(qualification, key.Person.PersonNo, call.Today);
    }

    internal async Task<Outcome<QualificationHistory>> HistoryAsync(QualificationKey key, Call call)
    {
        var person = key.Person.Id;
        if (await FindAsync(key, call.Cancellation) is null)
            return ProblemKind.NotFound.Refuse(key.No);
        await db.RecordReadsAsync(call, [person]);
        var steps = await db.ChronicQualificationEvents.AsNoTracking()
            .Where(e => e.PersonId == person && e.QualificationNo == key.No).OrderBy(e => e.Version).ToListAsync(call.Cancellation);
        return new QualificationHistory(key.No, [.. steps.Select(QualificationEventAnswer.From)]);
    }

    /// <summary>By disease and day.</summary>
    internal async Task<Outcome<QualificationList>> OfPersonAsync(PersonKey key, Call call)
    {
        var person = key.Id;
        if (!await db.LookAtAsync(call, person))
            return ProblemKind.PersonNotFound.Refuse(key.PersonNo);
        var qualifications = await db.ChronicQualifications.AsNoTracking().Where(q => q.PersonId == person)
            .OrderBy(q => q.DiseaseCode).ThenBy(q => q.ValidFrom).ThenBy(q => q.EntryNo).ToListAsync(call.Cancellation);
        return new QualificationList(key.PersonNo, [.. qualifications.Select(q => QualificationAnswer.From(q, key.PersonNo, call.Today))]);
    }

    /// <summary>The first of the chosen facilities that is no designated one; null where all are.</summary>
    internal Refusal? FacilityFault(IReadOnlyList<string> facilities)
    {
        for (var i = 0; i < facilities.Count; i++)
            if (reference.Facilities.Find(FacilityCode.Parse(facilities[i])) is null)
                return QualificationProblems.QualificationFacilities.Refuse(facilities[i], $"/facilities/{i}");
        return null;
    }

    /// <summary>The database has the last word on two for one disease at once.</summary>
    internal static Refusal? OverlapOf(string constraint, string disease) => constraint == ChronicQualificationRecord.OverlapName
        ? QualificationProblems.QualificationOverlaps.Refuse(disease)
        : null;
}
