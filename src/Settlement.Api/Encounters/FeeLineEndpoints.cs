using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Http;
using Settlement.Api.Settlements;
using Settlement.Domain;
using Settlement.Domain.Catalogs;
using Settlement.Domain.Facilities;
using Settlement.Domain.Persons;
using Settlement.Domain.Settlements;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;
using static Settlement.Domain.Settlements.SettlementOutcome;

namespace Settlement.Api.Encounters;

/// <summary>费用明细: upload before the settlement; the split of each line is answered at once.</summary>
internal static class FeeLineEndpoints
{
    internal static void MapFeeLines(this IEndpointRouteBuilder encounter)
    {
        encounter.MapPut("/lines", Upload).WithName("UploadFeeLines").Validate<UploadFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细上传 · Adds or replaces up to 1,000 lines, all or none, and answers the split of each; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapPost("/lines/deletions", Delete).WithName("DeleteFeeLines").Validate<DeleteFeeLinesRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细删除 · Deletes up to 1,000 lines before the settlement, all or none; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapGet("/lines", Read).WithName("ReadFeeLines").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("费用明细查询 · The lines uploaded so far, split by the catalogue of today's snapshot, and their totals by fee category");
    }

    private static async Task<Results<Ok<FeeLinesAnswer>, ProblemHttpResult>> Upload(
        string facilityCode, string encounterNo, UploadFeeLinesRequest request, HttpContext context,
        FeeLineStore store, SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        var code = FacilityCode.Parse(facilityCode);
        if (await db.FindEncounterAsync(code, encounterNo, cancellation) is not { } encounter
            || reference.Facilities.Find(code) is not { } facility)
            return EncounterProblems.EncounterNotFound.ToResult(encounterNo);
        var person = await db.LinePersonAsync(encounter.PersonId, cancellation);
        if (await DiseaseLines.FaultAsync(store, encounter, request.Lines, reference.Catalog.At(facility.Region.Province), context, clock, cancellation) is { } ofDisease)
            return ofDisease;

        var lines = request.Lines.Select(l => l.ToFeeLine()).ToList();
        var sent = lines.Select(l => l.LineNo).ToHashSet();
        var warnings = await db.WarningsAsync(encounter, person.InsuredRegion, lines, reference, cancellation);
        await using var session = await store.OpenAsync(encounter, lines, cancellation);
        var part = session.Parts[0];
        var (split, refused) = LineSplitter.Split(
            [.. lines, .. part.Related], reference.Catalog, LineContextOf(encounter, facility, person.IdentityNumber, encounter.DischargedOn ?? clock.Today()));
        FeeLinesAnswer Answer(IEnumerable<RefusedLine> faults) => FeeLinesAnswer.OfUpload(
            encounterNo, split.Where(l => sent.Contains(l.Line.LineNo)), faults, facility.Level, warnings);
        if (EncounterStep.Closed(part.State, encounterNo) is { } closed)
        {
            if (!await session.HasAllAsync(part, cancellation))
                return closed;
            context.MarkReplayed(); // what was settled stays, whatever the catalogue says of it today
            return TypedResults.Ok(Answer(refused.Where(l => l.Index < lines.Count)));
        }
        if (refused.Count > 0)
            return new Refused(RefusalCode.LinesRefused, $"{refused.Count}", refused).ToRefusal(lines.Count).ToResult();
        if (part.Declared.Count > 0 && !await session.HasAllAsync(part, cancellation) // a retry adds nothing; the settlement asks again
            && HeldLines.Problem(await session.ReadAsync(part, cancellation), facility, reference, part.Declared, lines, [.. lines.Index().Select(l => l.Index)]) is { } held)
            return held;
        return await session.KeepAsync(context.Caller().Subject, clock.Now(), cancellation)
            ? TypedResults.Ok(Answer([]))
            : EncounterProblems.TooManyLines.ToResult($"> {FeeLineStore.MaximumPerEncounter}");
    }

    private static async Task<Results<Ok<RemainingFeeLinesAnswer>, ProblemHttpResult>> Delete(
        string facilityCode, string encounterNo, DeleteFeeLinesRequest request, HttpContext context,
        SettlementDbContext db, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.LockEncounterAsync(FacilityCode.Parse(facilityCode), encounterNo, cancellation) is not { } encounter)
            return EncounterProblems.EncounterNotFound.ToResult(encounterNo);
        if (EncounterStep.Closed(encounter.State, encounterNo) is { } closed)
            return closed;
        var ofEncounter = db.FeeLines.Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId);
        if (await ofEncounter.Where(l => request.LineNos.Contains(l.RefundsLineNo) && !request.LineNos.Contains(l.LineNo))
                .Select(l => l.RefundsLineNo).FirstOrDefaultAsync(cancellation) is { } refunded)
            return EncounterProblems.LineRefunded.ToResult(refunded, "/lineNos");
        if (await ofEncounter.Where(l => request.LineNos.Contains(l.LineNo)).ExecuteDeleteAsync(cancellation) is > 0 and var deleted)
            db.Add(encounter.Event(EncounterEventKind.LinesDeleted, request, $"{deleted}", context, clock));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(new RemainingFeeLinesAnswer(encounterNo, await ofEncounter.CountAsync(cancellation)));
    }

    private static async Task<Results<Ok<FeeLinesAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string encounterNo, SettlementDbContext db, ReferenceSnapshot reference, CancellationToken cancellation)
    {
        var code = FacilityCode.Parse(facilityCode);
        if (await db.FindEncounterAsync(code, encounterNo, cancellation) is not { } encounter
            || reference.Facilities.Find(code) is not { } facility)
            return EncounterProblems.EncounterNotFound.ToResult(encounterNo);
        var (identity, insured) = await db.LinePersonAsync(encounter.PersonId, cancellation);
        var lines = await db.FeeLines.AsNoTracking()
            .Where(l => l.PersonId == encounter.PersonId && l.EncounterId == encounter.EncounterId)
            .OrderBy(l => l.LineNo).ToListAsync(cancellation);

        List<FeeLine> charged = [.. lines.Select(l => l.ToFeeLine())];
        var (split, refused) = LineSplitter.Split(
            charged, reference.Catalog, LineContextOf(encounter, facility, identity, encounter.DischargedOn));
        return TypedResults.Ok(FeeLinesAnswer.OfEncounter(
            encounterNo, split, refused, facility.Level, await db.WarningsAsync(encounter, insured, charged, reference, cancellation)));
    }

    internal static async Task<(IdentityNumber IdentityNumber, RegionCode InsuredRegion)> LinePersonAsync(
        this SettlementDbContext db, PersonId person, CancellationToken cancellation)
    {
        var found = await db.Persons.AsNoTracking().SingleAsync(p => p.PersonId == person, cancellation);
        return (found.IdentityNumber, found.InsuredRegion);
    }

    /// <param name="lastDay">Null where any day after the admission will do.</param>
    internal static LineContext LineContextOf(
        EncounterRecord encounter, DesignatedFacility facility, IdentityNumber identity, DateOnly? lastDay) => new(
        facility.Region.Province, facility.Level, encounter.Service, encounter.IsEmergency,
        new(encounter.StartedOn, lastDay), identity.BirthDate, identity.Sex);
}
