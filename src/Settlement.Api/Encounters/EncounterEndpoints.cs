using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Http;
using Settlement.Domain;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Snapshots;

namespace Settlement.Api.Encounters;

/// <summary>就诊登记.</summary>
internal static class EncounterEndpoints
{
    internal static void AddEncounters(this IServiceCollection services) => services
        .AddSingleton<FeeLineStore>()
        .AddSingleton<IValidator<RegisterEncounterRequest>, RegisterEncounterRequestValidator>()
        .AddSingleton<IValidator<UploadFeeLinesRequest>, UploadFeeLinesRequestValidator>();

    internal static void MapEncounters(this IEndpointRouteBuilder routes)
    {
        var encounters = routes.MapGroup("/facilities/{facilityCode}/encounters/{encounterNo}").WithTags("Encounters 就诊");
        encounters.MapPut("/", Register).WithName("RegisterEncounter").Validate<RegisterEncounterRequest>()
            .WithSummary("就诊登记 · Registers a visit or admission under the facility's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounters.MapGet("/", Read).WithName("ReadEncounter").ProducesProblem(404)
            .WithSummary("就诊查询 · One encounter of the facility");
        encounters.MapFeeLines();
    }

    private static async Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Register(
        string facilityCode, string encounterNo, RegisterEncounterRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldRules.IsNumber(encounterNo))
            return ProblemKind.InvalidRequest.ToResult(encounterNo, "/encounterNo");
        var facility = FacilityCode.Parse(facilityCode);
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"encounter/{facility}", encounterNo, cancellation);
        if (await db.FindEncounterAsync(facility, encounterNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(encounterNo);
            context.MarkReplayed();
            return TypedResults.Ok(EncounterAnswer.From(earlier));
        }
        if (request.StartedOn > clock.Today())
            return ProblemKind.DateNotPossible.ToResult($"{request.StartedOn:O} > {clock.Today():O}", "/startedOn");
        if (!reference.Facilities.ContainsKey(facility))
            return ProblemKind.NotFound.ToResult(facilityCode);
        if (!IsOf(facility, request.Service))
            return ProblemKind.ServiceNotOfFacility.ToResult($"{facilityCode}, {new Benefit(request.Service)}", "/service");
        var person = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        if (!await db.Persons.AnyAsync(p => p.PersonId == person, cancellation))
            return ProblemKind.PersonNotFound.ToResult($"{request.InsuredRegion}, {request.PersonNo}", "/personNo");
        if (request.DiagnosisCode is { } diagnosis && !await db.IsDiagnosisAsync(diagnosis, cancellation))
            return ProblemKind.DiagnosisUnknown.ToResult(diagnosis, "/diagnosisCode");

        var encounter = new EncounterRecord
        {
            PersonId = person,
            EncounterId = EncounterId.New(),
            FacilityCode = facility,
            EncounterNo = encounterNo,
            Service = request.Service,
            DiseaseCode = request.DiseaseCode,
            Trauma = request.Trauma,
            IsEmergency = request.IsEmergency,
            StartedOn = request.StartedOn,
            DiagnosisCode = request.DiagnosisCode,
            State = EncounterState.Open,
            RequestHash = hash,
            RegisteredBy = context.Caller().Subject,
            RegisteredAt = clock.Now(),
        };
        db.Add(encounter);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(EncounterAnswer.From(encounter));
    }

    /// <summary>Pharmacies sell, hospitals treat; the drugs of a chronic disease may come from either (药店购药, 药店门诊慢特病购药).</summary>
    private static bool IsOf(FacilityCode facility, CareService service) =>
        service == CareService.ChronicOutpatient || facility.IsPharmacy == (service == CareService.Pharmacy);

    private static async Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Read(
        string facilityCode, string encounterNo, SettlementDbContext db, CancellationToken cancellation) =>
        await db.FindEncounterAsync(FacilityCode.Parse(facilityCode), encounterNo, cancellation) is { } found
            ? TypedResults.Ok(EncounterAnswer.From(found))
            : ProblemKind.EncounterNotFound.ToResult(encounterNo);
}
