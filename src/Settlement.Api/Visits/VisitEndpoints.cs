using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Encounters;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.Visits;

namespace Settlement.Api.Visits;

/// <summary>一次就诊、多笔结算: registers a visit with its parts and reads it (R-CHR-03).</summary>
internal static class VisitEndpoints
{
    internal static void MapVisits(this IEndpointRouteBuilder routes)
    {
        var visit = routes.MapGroup("/facilities/{facilityCode}/visits/{visitNo}").WithTags("Visits 一次就诊多笔结算");
        visit.MapPut("/", Register).WithName("RegisterVisit").Validate<RegisterVisitRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊登记（分病种） · Registers a visit in parts, one for each chronic disease and one for everything else; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        visit.MapGet("/", Read).WithName("ReadVisit").ProducesProblem(404)
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊查询（分病种） · A visit with its parts, in the order in which they are settled");
        visit.MapVisitLines();
        visit.MapVisitSettling();
    }

    private static async Task<Results<Ok<VisitAnswer>, ProblemHttpResult>> Register(
        string facilityCode, string visitNo, RegisterVisitRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(visitNo))
            return ProblemKind.InvalidRequest.ToResult(visitNo, "/visitNo");
        var facility = FacilityCode.Parse(facilityCode);
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"visit/{facility}", visitNo, cancellation);
        if (await db.FindVisitAsync(facility, visitNo, cancellation) is var (earlier, earlierParts))
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(visitNo);
            context.MarkReplayed();
            return TypedResults.Ok(VisitAnswer.From(earlier, await AnswersAsync(earlierParts)));
        }
        if (reference.Facilities.Find(facility) is null)
            return ProblemKind.NotFound.ToResult(facilityCode);
        var personId = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult($"{request.InsuredRegion}, {request.PersonNo}", "/personNo");
        await db.LockNumbersAsync($"encounter/{facility}", request.Parts.Select(p => p.EncounterNo).Order(StringComparer.Ordinal), cancellation);

        var visit = new VisitRecord
        {
            PersonId = personId,
            VisitId = VisitId.New(),
            FacilityCode = facility,
            VisitNo = visitNo,
            StartedOn = request.StartedOn,
            RequestHash = hash,
            RegisteredBy = context.Caller().Subject,
            RegisteredAt = clock.Now(),
        };
        db.Add(visit);
        await db.SaveChangesAsync(cancellation); // before the parts, which name it
        var parts = new List<EncounterRecord>();
        foreach (var (index, part) in request.Parts.Index())
        {
            if (await db.FindEncounterAsync(facility, part.EncounterNo, cancellation) is not null)
                return ProblemKind.NumberReused.ToResult(part.EncounterNo, $"/parts/{index}/encounterNo");
            var registration = VisitParts.RegistrationOf(request, part, facility);
            var encounter = VisitParts.RecordOf(visit, part.EncounterNo, registration);
            if (await db.DetailFaultAsync(encounter, registration, clock.Today(), cancellation) is { } fault)
                return VisitParts.Named(fault, index, part.EncounterNo);
            parts.Add(encounter);
        }
        // One credential for the whole visit: a token is taken once.
        if (await db.CredentialFaultAsync(parts[0], person, request.Credential, cancellation) is { } credentialFault)
            return credentialFault;
        db.AddRange(parts);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(VisitAnswer.From(visit, await AnswersAsync(parts.InOrder())));

        async Task<List<EncounterAnswer>> AnswersAsync(List<EncounterRecord> registered)
        {
            var diseases = registered.Select(p => p.DiseaseCode).OfType<string>().ToList();
            var answers = new List<EncounterAnswer>();
            foreach (var part in registered)
                answers.Add((await db.EncounterAnswerAsync(part, cancellation)) with
                {
                    Warnings = await db.DiagnosisWarningsAsync(part, RegionCode.Parse(request.InsuredRegion), diseases, reference, cancellation),
                });
            return answers;
        }
    }

    private static async Task<Results<Ok<VisitAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string visitNo, SettlementDbContext db, CancellationToken cancellation)
    {
        if (await db.FindVisitAsync(FacilityCode.Parse(facilityCode), visitNo, cancellation) is not var (visit, parts))
            return VisitProblems.VisitNotFound.ToResult(visitNo);
        var answers = new List<EncounterAnswer>();
        foreach (var part in parts)
            answers.Add(await db.EncounterAnswerAsync(part, cancellation));
        return TypedResults.Ok(VisitAnswer.From(visit, answers));
    }
}
