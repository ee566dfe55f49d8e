using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Filings;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Filings;
using Settlement.Domain.Persons;
using Settlement.Persistence;
using Settlement.Persistence.Filings;
using Settlement.Persistence.Notices;
using Settlement.Persistence.Persons;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Persons;

/// <summary>参保状态: 暂停, 恢复, 终止, 转出 (R-FIL-11). The end of the insurance ends the filings too (R-FIL-09, R1.4.7); settlements stay.</summary>
internal static class InsuredStatusEndpoints
{
    internal static void MapInsuredStatus(this IEndpointRouteBuilder persons)
    {
        persons.MapPut("/{personNo}/insured-status/{changeNo}", Change).WithName("ChangeInsuredStatus").Validate<ChangeInsuredStatusRequest>()
            .AllowedTo(AccessScope.Region, Role.Clerk)
            .WithSummary("参保状态变更 · Changes a person's insured status at once, under the agency's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        persons.MapGet("/{personNo}/insured-status", List).WithName("ListInsuredStatusChanges").ProducesProblem(404)
            .AllowedTo(AccessScope.Region, Role.Clerk, Role.Reviewer, Role.Auditor)
            .WithSummary("参保状态变更记录 · Changes of a person's insured status, newest first; the read is recorded");
    }

    private static async Task<Results<Ok<InsuredStatusChangeAnswer>, ProblemHttpResult>> Change(
        string regionCode, string personNo, string changeNo, ChangeInsuredStatusRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(changeNo))
            return ProblemKind.InvalidRequest.ToResult(changeNo, "/changeNo");
        var region = RegionCode.Parse(regionCode);
        var id = PersonId.Of(region, new(personNo));
        var hash = Wire.Hash(new { changeNo, request });

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockPersonAsync(id, cancellation);
        if (await db.Persons.SingleOrDefaultAsync(p => p.PersonId == id, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult(personNo, "/personNo");
        await db.RecordReadsAsync(context, [id], clock, cancellation);
        var earlier = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == id).ToListAsync(cancellation);
        if (earlier.Find(c => c.ChangeNo == changeNo) is { } same)
        {
            if (!same.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(changeNo);
            await transaction.CommitAsync(cancellation);
            context.MarkReplayed();
            return TypedResults.Ok(InsuredStatusChangeAnswer.From(same, personNo, (await db.EndedFilingsAsync(id, cancellation))[Key(hash)]));
        }
        if (Fault(request, region, earlier, reference, clock.Today()) is { } fault)
            return fault;

        var change = NewChange(id, changeNo, request, hash, context.Caller().Subject, clock.Now());
        var isAnother = person.Status != change.Status;
        person.Status = change.Status;
        db.Add(change);
        var ended = change.Status == InsuredStatus.Terminated ? await EndFilingsAsync(change, db, cancellation) : [];
        await db.SaveChangesAsync(cancellation);
        await db.NotifyOfStatusAsync(change, isAnother, ended, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(InsuredStatusChangeAnswer.From(change, personNo, ended.Select(f => f.FilingNo)));
    }

    private static ProblemHttpResult? Fault(
        ChangeInsuredStatusRequest request, RegionCode region, List<InsuredStatusChangeRecord> earlier, ReferenceSnapshot reference, DateOnly today)
    {
        if (request.EffectiveOn > today)
            return ProblemKind.DateNotPossible.ToResult($"{request.EffectiveOn:O}", "/effectiveOn");
        if (request.MovedTo is { } code
            && (RegionCode.Parse(code) is var movedTo && movedTo == region || !reference.Regions.TryGetValue(movedTo, out var known) || !known.Usable))
            return PersonProblems.MovedToNotPossible.ToResult(code, "/movedTo");
        return earlier.MaxBy(c => c.EffectiveOn) is { } latest && request.EffectiveOn < latest.EffectiveOn
            ? PersonProblems.StatusOlder.ToResult($"{latest.ChangeNo}, {latest.EffectiveOn:O}", "/effectiveOn")
            : null;
    }

    private static InsuredStatusChangeRecord NewChange(
        PersonId id, string changeNo, ChangeInsuredStatusRequest request, byte[] hash, string by, DateTimeOffset now) => new()
        {
            PersonId = id,
            ChangeNo = changeNo,
            Status = request.Status,
            EffectiveOn = request.EffectiveOn,
            MovedTo = request.MovedTo is { } code ? RegionCode.Parse(code) : null,
            Reason = request.Reason,
            RequestHash = hash,
            ReportedBy = by,
            ReportedAt = now,
        };

    /// <summary>Ends every filing under which an encounter could still begin; what ended or expired earlier is left alone.</summary>
    private static async Task<IReadOnlyList<FilingRecord>> EndFilingsAsync(
        InsuredStatusChangeRecord change, SettlementDbContext db, CancellationToken cancellation)
    {
        var filings = await db.Filings.Where(f => f.PersonId == change.PersonId).OrderBy(f => f.FilingNo).ToListAsync(cancellation);
        var ended = filings.Where(f => f.ReachesBeyond(change.EffectiveOn) && f.State.After(FilingStep.End) is not null).ToList();
        foreach (var filing in ended)
        {
            filing.EndedOn = change.EffectiveOn.AddDays(-1);
            db.Advance(filing, new(FilingStep.End, change.RequestHash, Note: change.Reason), change.ReportedBy, change.ReportedAt);
        }
        return ended;
    }

    private static async Task<Results<Ok<InsuredStatusHistory>, ProblemHttpResult>> List(
        string regionCode, string personNo, HttpContext context, SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        var id = PersonId.Of(RegionCode.Parse(regionCode), new(personNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == id, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult();
        var changes = await db.InsuredStatusChanges.AsNoTracking().Where(c => c.PersonId == id)
            .OrderByDescending(c => c.EffectiveOn).ThenByDescending(c => c.ReportedAt).ToListAsync(cancellation);
        var ended = await db.EndedFilingsAsync(id, cancellation);
        await db.RecordReadsAsync(context, [id], clock, cancellation);
        return TypedResults.Ok(new InsuredStatusHistory(
            personNo, person.Status, [.. changes.Select(c => InsuredStatusChangeAnswer.From(c, personNo, ended[Key(c.RequestHash)]))]));
    }

    /// <summary>Numbers of the filings that the end of the insurance ended, by the change that did it.</summary>
    private static async Task<ILookup<string, string>> EndedFilingsAsync(this SettlementDbContext db, PersonId id, CancellationToken cancellation)
    {
        var ended = await (
            from step in db.FilingEvents
            join filing in db.Filings on new { step.PersonId, step.FilingId } equals new { filing.PersonId, filing.FilingId }
            where step.PersonId == id && step.Step == FilingStep.End
            orderby filing.FilingNo
            select new { step.RequestHash, filing.FilingNo }).ToListAsync(cancellation);
        return ended.ToLookup(f => Key(f.RequestHash), f => f.FilingNo);
    }

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
