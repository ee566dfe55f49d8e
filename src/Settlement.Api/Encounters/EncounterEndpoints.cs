using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Settlement.Api.Access;
using Settlement.Api.Calls;
using Settlement.Api.Chronic;
using Settlement.Api.Http;
using Settlement.Api.SpecialDrugs;
using Settlement.Domain;
using Settlement.Domain.Encounters;
using Settlement.Domain.Facilities;
using Settlement.Persistence;
using Settlement.Persistence.Encounters;
using Settlement.Persistence.Numbers;
using Settlement.Persistence.Snapshots;
using Settlement.Persistence.SpecialDrugs;

namespace Settlement.Api.Encounters;

/// <summary>就诊登记.</summary>
internal static class EncounterEndpoints
{
    internal static void AddEncounters(this IServiceCollection services) => services
        .AddSingleton<FeeLineStore>()
        .AddScoped<EncounterStep>();

    internal static void MapEncounters(this IEndpointRouteBuilder routes)
    {
        var encounters = routes.MapGroup("/facilities/{facilityCode}/encounters").WithTags("Encounters 就诊");
        encounters.MapEncounterReads();
        var encounter = encounters.MapGroup("/{encounterNo}");
        encounter.MapPut("/", Register).WithName("RegisterEncounter").Validate<RegisterEncounterRequest>()
            .AllowedTo(AccessScope.Facility, Role.Hospital, Role.Pharmacy)
            .WithSummary("就诊登记 · Registers a visit or admission under the facility's own number; may be sent again")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        encounter.MapChanges();
        encounter.MapDischarge();
        encounter.MapSelfPayment();
        encounter.MapFeeLines();
    }

    private static async Task<Results<Ok<EncounterAnswer>, ProblemHttpResult>> Register(
        string facilityCode, string encounterNo, RegisterEncounterRequest request, HttpContext context,
        SettlementDbContext db, ReferenceSnapshot reference, TimeProvider clock, CancellationToken cancellation)
    {
        if (!FieldForm.IsNumber(encounterNo))
            return ProblemKind.InvalidRequest.ToResult(encounterNo, "/encounterNo");
        var facility = FacilityCode.Parse(facilityCode);
        var hash = Wire.Hash(request);

        await using var transaction = await db.LockNumberAsync($"encounter/{facility}", encounterNo, cancellation);
        if (await db.FindEncounterAsync(facility, encounterNo, cancellation) is { } earlier)
        {
            if (!earlier.RequestHash.AsSpan().SequenceEqual(hash))
                return ProblemKind.NumberReused.ToResult(encounterNo);
            context.MarkReplayed();
            return TypedResults.Ok(await AnswerAsync(earlier));
        }
        if (reference.Facilities.Find(facility) is null)
            return ProblemKind.NotFound.ToResult(facilityCode);
        if (!IsOf(facility, request.Service))
            return EncounterProblems.ServiceNotOfFacility.ToResult($"{facilityCode}, {new Benefit(request.Service)}", "/service");
        var personId = PersonId.Of(RegionCode.Parse(request.InsuredRegion), new(request.PersonNo));
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, cancellation) is not { } person)
            return ProblemKind.PersonNotFound.ToResult($"{request.InsuredRegion}, {request.PersonNo}", "/personNo");

        var prescription = request.Prescription is { } named
            ? await db.FindPrescriptionAsync(FacilityCode.Parse(named.Hospital), named.PrescriptionNo, cancellation)
            : null;
        if (request.Prescription is not null && prescription?.PersonId != personId)
            return SpecialDrugProblems.PrescriptionNotFound.ToResult(request.Prescription.PrescriptionNo, "/prescription");

        var encounter = new EncounterRecord
        {
            PersonId = personId,
            EncounterId = EncounterId.New(),
            FacilityCode = facility,
            EncounterNo = encounterNo,
            Service = request.Service,
            DiseaseCode = request.DiseaseCode,
            Trauma = request.Trauma,
            IsEmergency = request.IsEmergency,
            StartedOn = request.StartedOn,
            DiagnosisCode = request.DiagnosisCode,
            CredentialKind = request.Credential?.Kind,
            CredentialEnding = request.Credential?.Number[^4..],
            HolderId = request.Credential?.Holder is { } holder ? PersonId.Of(RegionCode.Parse(holder.InsuredRegion), new(holder.PersonNo)) : null,
            PrescriptionId = prescription?.PrescriptionId,
            HolderRelation = request.Credential?.Holder?.Relation,
            State = EncounterState.Open,
            RequestHash = hash,
            RegisteredBy = context.Caller().Subject,
            RegisteredAt = clock.Now(),
        };
        if (await db.DetailFaultAsync(encounter, request, clock.Today(), cancellation) is { } fault)
            return fault;
        if (await db.CredentialFaultAsync(encounter, person, request.Credential, cancellation) is { } credentialFault)
            return credentialFault;
        db.Add(encounter);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await AnswerAsync(encounter));

        async Task<EncounterAnswer> AnswerAsync(EncounterRecord registered) =>
            (await db.EncounterAnswerAsync(registered, cancellation)) with
            {
                Warnings = await db.DiagnosisWarningsAsync(registered, RegionCode.Parse(request.InsuredRegion), [], reference, cancellation),
            };
    }

    /// <summary>Pharmacies sell, hospitals treat; the drugs of a chronic disease may come from either (药店购药, 药店门诊慢特病购药).</summary>
    internal static bool IsOf(FacilityCode facility, CareService service) =>
        service is CareService.ChronicOutpatient or CareService.SpecialDrug || facility.IsPharmacy == (service == CareService.Pharmacy);
}
