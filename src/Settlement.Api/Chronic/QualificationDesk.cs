using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Http;
using Settlement.Api.Persons;
using Settlement.Domain;
using Settlement.Domain.Chronic;
using Settlement.Persistence;
using Settlement.Persistence.Chronic;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Chronic;

/// <summary>
/// One step in the life of a qualification, while nobody else works on the person's. Each names the version that was looked at, so the
/// same step sent again is known for ever by the version that it led to.
/// </summary>
internal sealed class QualificationDesk(SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="version">Version that the caller looked at.</param>
    /// <param name="facilitiesFrom">First day of a change of the facilities; null for every other step.</param>
    /// <param name="take">Changes the record, or says what stands in the way.</param>
    internal async Task<Results<Ok<QualificationAnswer>, ProblemHttpResult>> TakeAsync<TRequest>(
        string regionCode, string personNo, string qualificationNo, QualificationStep step, TRequest request, int version, string? note,
        Func<ChronicQualificationRecord, ProblemHttpResult?> take, CancellationToken cancellation, DateOnly? facilitiesFrom = null)
    {
        var (person, context) = (PersonId.Of(RegionCode.Parse(regionCode), new(personNo)), http.HttpContext!);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(person, cancellation);
        if (await FindAsync(person, qualificationNo, cancellation) is not { } qualification)
            return ProblemKind.NotFound.ToResult(qualificationNo);
        await db.RecordReadsAsync(context, [person], clock, cancellation);

        var hash = Wire.Hash(request);
        var taken = await db.ChronicQualificationEvents.AsNoTracking().SingleOrDefaultAsync(
            e => e.PersonId == person && e.QualificationNo == qualificationNo && e.Version == version + 1, cancellation);
        if (taken?.Step == step && taken.RequestHash.AsSpan().SequenceEqual(hash))
        {
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return Answer(qualification, personNo);
        }
        if (version != qualification.Version)
            return QualificationProblems.QualificationVersion.ToResult($"{qualificationNo}, {qualification.Version}", "/version");
        if (take(qualification) is { } problem)
            return problem;

        qualification.Version++;
        db.Add(Event(qualification, step, hash, note, context.Caller().Subject, clock.Now(), facilitiesFrom));
        if (await SaveAsync(qualification, cancellation) is { } overlap)
            return overlap;
        await transaction.CommitAsync(cancellation);
        return Answer(qualification, personNo);
    }

    internal Task<ChronicQualificationRecord?> FindAsync(PersonId person, string qualificationNo, CancellationToken cancellation) =>
        db.ChronicQualifications.SingleOrDefaultAsync(q => q.PersonId == person && q.QualificationNo == qualificationNo, cancellation);

    internal static ChronicQualificationEventRecord Event(
        ChronicQualificationRecord q, QualificationStep step, byte[] hash, string? note, string by, DateTimeOffset at,
        DateOnly? facilitiesFrom = null) => new()
        {
            PersonId = q.PersonId,
            QualificationNo = q.QualificationNo,
            Version = q.Version,
            Step = step,
            ValidThrough = q.ValidThrough,
            RevokedFrom = q.RevokedFrom,
            Facilities = q.Facilities,
            FacilitiesFrom = facilitiesFrom,
            RequestHash = hash,
            Note = note,
            DoneBy = by,
            DoneAt = at,
        };

    /// <summary>Saves; the database has the last word on two for one disease at once.</summary>
    internal async Task<ProblemHttpResult?> SaveAsync(ChronicQualificationRecord qualification, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: ChronicQualificationRecord.OverlapName })
        {
            return QualificationProblems.QualificationOverlaps.ToResult(qualification.DiseaseCode);
        }
    }

    /// <summary>The first of the chosen facilities that is no designated one; null where all are.</summary>
    internal ProblemHttpResult? FacilityFault(IReadOnlyList<string> facilities)
    {
        for (var i = 0; i < facilities.Count; i++)
            if (reference.Facilities.Find(FacilityCode.Parse(facilities[i])) is null)
                return QualificationProblems.QualificationFacilities.ToResult(facilities[i], $"/facilities/{i}");
        return null;
    }

    internal Ok<QualificationAnswer> Answer(ChronicQualificationRecord qualification, string personNo) =>
        TypedResults.Ok(QualificationAnswer.From(qualification, personNo, clock.Today()));
}
